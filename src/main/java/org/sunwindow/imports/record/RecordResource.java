package org.sunwindow.imports.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.ImportTargets;
import org.sunwindow.imports.OpenImports;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.StoredRecords.Stored;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Single records of publishers. */
@Path("/records/{kind}/{key:.+}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class RecordResource {

    private static final String KIND = "种类，与导入的 kind 相同；只有公开的种类，办件和节假日用 /imports 报送";
    private static final String KEY = "编号；其中的斜杠可以原样写，也可以写成 %2F";
    private static final String IF_MATCH = "所改的修订，即取记录时的 ETag；记录已有时必填（428），不符的不改动（412）";

    private final OpenImports open = new OpenImports();
    private final Publishers publishers;
    private final ImportTargets targets;
    private final Kinds kinds;
    private final SingleRecords records;
    private final RecordViews views;
    private final RecordAnswers answers;

    RecordResource(
            Publishers publishers,
            ImportTargets targets,
            Kinds kinds,
            SingleRecords records,
            RecordViews views,
            RecordAnswers answers) {
        this.publishers = publishers;
        this.targets = targets;
        this.kinds = kinds;
        this.records = records;
        this.views = views;
        this.answers = answers;
    }

    /** The record that a request addresses, which may not exist, and the publisher that sent the request. */
    private record Addressed(PublicationImport<?> target, String key, Publisher publisher) {}

    private Addressed addressed(HttpServerRequest request, String kind, String key) {
        Publisher publisher = publishers.of(request);
        PublicationImport<?> target = targets.publication(kind)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.RECORD_NOT_FOUND,
                        "没有这个种类；可用的种类：%s。办件和节假日用 /imports 报送。".formatted(String.join("、", kinds.names()))));
        publisher.require(kind);
        return new Addressed(target, target.kind().key(key), publisher);
    }

    @GET
    @Blocking
    @Problems({
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.RECORD_NOT_FOUND,
        ProblemCode.RECORD_WITHDRAWN,
        ProblemCode.RECORD_EXPIRED
    })
    @Operation(
            operationId = "getRecord",
            summary = "取一条记录和它的历史",
            description = "供有权变更它的发布方核对、修改：记录的现状（含尚未公开的）、所属发布方、修订、历次变更和仍保留的以前的内容。"
                    + "没有的和其他发布方的回答 404，已撤下的回答 410，其中写明何时由谁撤下；撤下的内容不再提供。")
    @Parameter(
            name = "before",
            in = ParameterIn.QUERY,
            description = "只列这一修订以前的内容：上次回答的 nextState",
            schema = @Schema(type = SchemaType.STRING, maxLength = 19))
    @APIResponse(
            responseCode = "200",
            description = "记录和它的历史；ETag 为它的修订",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecordView.class)))
    public Response get(
            @Parameter(description = KIND, example = "hotline") @PathParam("kind") String kind,
            @Parameter(description = KEY, example = "hot-yc-12345") @PathParam("key") String key,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Addressed addressed = addressed(request, kind, key);
        var parameters = StrictParameters.of(uri);
        long before = parameters
                .text("before", 19)
                .map(text -> revision(text, parameters))
                .orElse(Long.MAX_VALUE);
        parameters.end();
        Stored stored = records.find(addressed.target(), addressed.key())
                .filter(record -> record.allows(addressed.publisher()))
                .orElseThrow(RecordResource::notFound);
        if (!stored.isPresent()) {
            throw views.withdrawn(kind, stored);
        }
        return Response.ok(views.of(kind, stored, addressed.target()::asSent, before))
                .header(HttpHeaders.ETAG, Precondition.tag(stored.revision()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static long revision(String text, StrictParameters parameters) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        parameters.wrong("before", "value", "应为上次回答的 nextState");
        return 0;
    }

    @PUT
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @Problems({
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.PUBLISHER_FOREIGN,
        ProblemCode.RECORD_NOT_FOUND,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.RECORD_REFUSED,
        ProblemCode.PRECONDITION_REQUIRED
    })
    @Operation(
            operationId = "putRecord",
            summary = "新增或替换一条记录",
            description = "请求体为完整的记录，没有写的字段视为去掉；检查、隔离、提醒、所属和审计与导入的一行完全相同。记录的编号须与地址中的相同。"
                    + "已有的记录须以 If-Match 写明所改的修订；只新增而不替换的，写 If-None-Match: *。不能收下的回答 422（record.refused），errors 列出全部原因，与退回原因相同；"
                    + "不予公开的一并退回，已公开的随即撤下。其他发布方的记录回答 403（publisher.foreign），不作改动。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, implementation = Object.class),
                            examples = @ExampleObject(name = "一条热线", value = """
                                                    {"id": "hot-yc-12345", "name": "政务服务便民热线", "number": "12345"}""")))
    @APIResponse(
            responseCode = "201",
            description = "已新增",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecordOutcome.class)))
    @APIResponse(
            responseCode = "200",
            description = "已替换，或没有变化",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecordOutcome.class)))
    public Response put(
            @Parameter(description = KIND, example = "hotline") @PathParam("kind") String kind,
            @Parameter(description = KEY, example = "hot-yc-12345") @PathParam("key") String key,
            @Parameter(description = IF_MATCH, example = "\"1207\"") @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Parameter(description = "写 * 的只新增：已有这个编号的记录时不改动（412）", example = "*")
                    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            InputStream body) {
        Addressed addressed = addressed(request, kind, key);
        StrictParameters.of(uri).end();
        return alone(
                addressed.publisher(),
                () -> answers.read(
                        body,
                        record -> answers.put(
                                addressed.target(),
                                addressed.key(),
                                records.put(
                                        addressed.target(),
                                        addressed.key(),
                                        addressed.publisher(),
                                        record,
                                        new Precondition(ifMatch, ifNoneMatch)))));
    }

    @PATCH
    @Blocking
    @Consumes(MergePatch.MEDIA_TYPE)
    @Problems({
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.PUBLISHER_FOREIGN,
        ProblemCode.RECORD_NOT_FOUND,
        ProblemCode.RECORD_WITHDRAWN,
        ProblemCode.RECORD_EXPIRED,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.RECORD_REFUSED,
        ProblemCode.PRECONDITION_REQUIRED
    })
    @Operation(
            operationId = "patchRecord",
            summary = "改一条记录的几个字段",
            description = "请求体为 JSON Merge Patch（RFC 7396）：只写要改的字段，null 去掉一个字段，列表整个替换。改后的整条记录再作与 PUT 相同的检查。"
                    + "须以 If-Match 写明所改的修订。没有的回答 404，已撤下的回答 410，要重新公开的用 PUT。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(type = SchemaType.OBJECT, implementation = Object.class),
                            examples = @ExampleObject(name = "改号码，去掉用途", value = """
                                                    {"number": "12345", "summary": null}""")))
    @APIResponse(
            responseCode = "200",
            description = "已变更，或没有变化",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecordOutcome.class)))
    public Response patch(
            @Parameter(description = KIND, example = "hotline") @PathParam("kind") String kind,
            @Parameter(description = KEY, example = "hot-yc-12345") @PathParam("key") String key,
            @Parameter(description = IF_MATCH, example = "\"1207\"") @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            InputStream body) {
        Addressed addressed = addressed(request, kind, key);
        StrictParameters.of(uri).end();
        PublicationImport<?> target = addressed.target();
        return alone(
                addressed.publisher(),
                () -> answers.read(body, text -> {
                    Stored stored = records.find(target, addressed.key()).orElseThrow(RecordResource::notFound);
                    if (!stored.allows(addressed.publisher())) {
                        return answers.put(
                                target, addressed.key(), records.refuse(target, addressed.publisher(), stored));
                    }
                    if (!stored.isPresent()) {
                        throw views.withdrawn(kind, stored);
                    }
                    new Precondition(ifMatch, null).check(stored.revision());
                    ObjectNode patch = answers.object(text);
                    return answers.put(
                            target, addressed.key(), records.patch(target, addressed.publisher(), stored, patch));
                }));
    }

    @DELETE
    @Blocking
    @Problems({
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.PUBLISHER_FOREIGN,
        ProblemCode.RECORD_NOT_FOUND,
        ProblemCode.RECORD_WITHDRAWN,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.PRECONDITION_REQUIRED
    })
    @Operation(
            operationId = "withdrawRecord",
            summary = "撤下一条记录",
            description = "两秒内在各处停止公开，内容不再保留，以后取它回答 410。须以 If-Match 写明所撤的修订。" + "原因含有个人信息的，记录仍撤下，只是原因不保存，并有提醒。")
    @Parameter(
            name = "reason",
            in = ParameterIn.QUERY,
            description = "原因：供发布方核对，不公开；不得含有个人信息",
            example = "内容有误",
            schema = @Schema(type = SchemaType.STRING, maxLength = 500))
    @APIResponse(
            responseCode = "200",
            description = "已撤下",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecordOutcome.class)))
    public Response withdraw(
            @Parameter(description = KIND, example = "hotline") @PathParam("kind") String kind,
            @Parameter(description = KEY, example = "hot-yc-12345") @PathParam("key") String key,
            @Parameter(description = IF_MATCH, example = "\"1207\"") @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Addressed addressed = addressed(request, kind, key);
        PublicationImport<?> target = addressed.target();
        var parameters = StrictParameters.of(uri);
        String reason = parameters.text("reason", 500).orElse(null);
        parameters.end();
        return alone(addressed.publisher(), () -> {
            Stored stored = records.find(target, addressed.key()).orElseThrow(RecordResource::notFound);
            if (stored.allows(addressed.publisher()) && !stored.isPresent()) {
                throw views.withdrawn(kind, stored);
            }
            return answers.withdrawal(
                    target,
                    addressed.key(),
                    records.withdraw(
                            target, addressed.key(), addressed.publisher(), reason, new Precondition(ifMatch, null)));
        });
    }

    /** Bounds the writes that are open at the same time, as for imports: each holds a worker thread. */
    private Response alone(Publisher publisher, Supplier<Response> write) {
        if (open.enter(publisher.name()) != OpenImports.Entry.ENTERED) {
            throw ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "正在进行的变更过多，请稍后再试。", RecordAnswers.RETRY);
        }
        try {
            return write.get();
        } finally {
            open.leave(publisher.name());
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有这条记录，请核对种类和编号。");
    }
}
