package org.sunwindow.imports.quarantine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.http.parameter.TimePosition;
import org.sunwindow.imports.quarantine.QuarantineEntries.Selection;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.privacy.FreeText;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** The quarantine: records in which personal data was found, and their release. */
@Path("/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class QuarantineResource {

    private static final int MAX_BODY = 8 * 1024;
    private static final String ID = "隔离条目编号，见退回原因的 quarantineId";

    private static final Problem.Item LONG_NUMBER =
            new Problem.Item("reason", "privacy.number", "含有七位以上的数字，可能是证件、电话或账户号码。请删去；日期写作 2026年11月22日");

    private final Publishers publishers;
    private final QuarantineEntries entries;
    private final List<String> kinds;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    QuarantineResource(Publishers publishers, QuarantineEntries entries, Kinds kinds, StrictJson json) {
        this.publishers = publishers;
        this.entries = entries;
        this.kinds = kinds.names();
        this.json = json;
        this.privacy = new PrivacyCheck(json, Map.of());
    }

    @RegisterForReflection
    @Schema(name = "ReleaseRequest", description = "放行一个隔离条目")
    record ReleaseRequest(
            @NotBlank
            @Size(max = 500)
            @Schema(
                    description = "为什么可以公开；记入审计，其中不得含有个人信息，也不得有七位以上的数字，日期写作 2026年11月22日",
                    required = true,
                    examples = "本人为机构负责人，号码由其单位对外公布")
            String reason) {}

    @GET
    @Blocking
    @Operation(
            operationId = "listQuarantine",
            summary = "列出隔离条目",
            description = "报送的记录含有个人信息的，该行退回，每个字段的每类个人信息留下一个隔离条目，属于报送的发布方：在哪里、是哪一类、怎样更正，不保存该行和个人信息本身。"
                    + "已公开的旧内容在此期间不变。列出本发布方报送的，以及获准变更其记录的发布方报送的；管理员可以取全部。最近报送的在前，每页 100 条。"
                    + "办件和节假日含有个人信息的只退回，不留条目。")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "种类",
            example = "disclosure",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "状态",
            example = "HELD",
            schema = @Schema(implementation = QuarantineEntry.State.class))
    @Parameter(
            name = "run",
            in = ParameterIn.QUERY,
            description = "导入编号：只列最近由这次导入报送的",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "上一页回答中的 next",
            schema = @Schema(type = SchemaType.STRING, maxLength = 60))
    @APIResponse(
            responseCode = "200",
            description = "隔离条目的一页",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QuarantineReport.Page.class)))
    public Response list(@Context UriInfo uri, @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        var parameters = StrictParameters.of(uri);
        var kind = parameters.choice("kind", kinds);
        var state = parameters
                .choice(
                        "state",
                        Stream.of(QuarantineEntry.State.values())
                                .map(Enum::name)
                                .toList())
                .map(QuarantineEntry.State::valueOf);
        var run = parameters.text("run", 36);
        UUID id = run.map(QuarantineResource::uuid).orElse(null);
        if (run.isPresent() && id == null) {
            parameters.wrong("run", "value", "应为导入编号");
        }
        var after = parameters.text("after", 60);
        TimePosition position = after.flatMap(TimePosition::of).orElse(null);
        if (after.isPresent() && position == null) {
            parameters.wrong("after", "value", "应为上一页回答中的 next");
        }
        parameters.end();
        return response(entries.list(new Selection(kind.orElse(null), state.orElse(null), id, position), publisher));
    }

    @GET
    @Blocking
    @Path("/{id}")
    @Problems(ProblemCode.QUARANTINE_NOT_FOUND)
    @Operation(operationId = "getQuarantineEntry", summary = "取一个隔离条目", description = "能看到的条目与列表相同。")
    @APIResponse(
            responseCode = "200",
            description = "隔离条目",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QuarantineReport.class)))
    public Response get(
            @Parameter(description = ID, example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        return response(entries.find(known(id), publisher).orElseThrow(QuarantineEntries::notFound));
    }

    @POST
    @NonBlocking
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Problems({
        ProblemCode.PUBLISHER_RELEASE,
        ProblemCode.PUBLISHER_FOREIGN,
        ProblemCode.QUARANTINE_NOT_FOUND,
        ProblemCode.QUARANTINE_DECIDED
    })
    @Operation(
            operationId = "release",
            summary = "放行一个隔离条目",
            description =
                    "经核实确可公开的，写明理由放行，此后重新报送该行。放行只对报送该行的发布方（以及获准变更其记录的发布方）和该记录该字段中的这些内容有效：此后的导入含有同样的内容也予收录，其他内容、其他字段和其他记录仍退回。"
                            + "400 天内没有导入用到的，放行失效。管理员可以放行；发布方须另获准放行，并且只能放行其可以变更的记录。每次放行留有审计记录。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReleaseRequest.class),
                            examples = @ExampleObject(name = "机构负责人的公开电话", value = """
                                                    {"reason": "本人为机构负责人，号码由其单位对外公布"}""")))
    @APIResponse(
            responseCode = "200",
            description = "已放行，请重新报送该行",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QuarantineReport.class)))
    public Uni<Response> release(
            @Parameter(description = ID, example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            InputStream body) {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        UUID entry = known(id);
        var release = RequestBodies.json(body, MAX_BODY, json, ReleaseRequest.class);
        List<Problem.Item> faults = faults(release);
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.BODY_INVALID, "理由%s".formatted(faults.getFirst().message()), faults);
        }
        // the body is complete, so that slow senders occupy no worker
        return Uni.createFrom()
                .item(() -> response(entries.release(entry, release.reason(), publisher)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private List<Problem.Item> faults(ReleaseRequest release) {
        if (FreeText.isInvisible(release.reason())) {
            return List.of(new Problem.Item("reason", "required", "没有可见的文字，必填"));
        }
        List<Problem.Item> personal =
                privacy.check(release).stream().map(Hit::item).distinct().toList();
        return personal.isEmpty() && FreeText.hasLongNumber(release.reason()) ? List.of(LONG_NUMBER) : personal;
    }

    @DELETE
    @Blocking
    @Path("/{id}/release")
    @Problems({
        ProblemCode.PUBLISHER_RELEASE,
        ProblemCode.PUBLISHER_FOREIGN,
        ProblemCode.QUARANTINE_NOT_FOUND,
        ProblemCode.QUARANTINE_DECIDED
    })
    @Operation(
            operationId = "revokeRelease",
            summary = "收回放行",
            description = "条目回到隔离中。已公开的记录不变，下一次报送含有同样内容的该记录时退回；须立即停止公开的，请另行撤下。有权放行的可以收回，留有审计记录。")
    @APIResponse(
            responseCode = "200",
            description = "已收回",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QuarantineReport.class)))
    public Response revoke(
            @Parameter(description = ID, example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        return response(entries.revoke(known(id), publisher));
    }

    private static UUID known(String id) {
        UUID entry = uuid(id);
        if (entry == null) {
            throw QuarantineEntries.notFound();
        }
        return entry;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Response response(Object entity) {
        return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
