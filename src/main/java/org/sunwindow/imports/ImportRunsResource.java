package org.sunwindow.imports;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
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
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.http.parameter.TimePosition;
import org.sunwindow.imports.run.ImportHistory;
import org.sunwindow.imports.run.ImportHistory.Selection;
import org.sunwindow.imports.run.ImportRejects;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRun;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** The runs of publishers: their list, and the end of those in the background. */
@Path("/imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class ImportRunsResource {

    private static final int SIZE = 20;
    private static final int MAX_SIZE = 100;
    private static final int MAX_PUBLISHER = 100;

    private final Publishers publishers;
    private final ImportTargets targets;
    private final ImportRuns runs;
    private final ImportRejects rejects;
    private final ImportHistory history;
    private final BackgroundImports background;
    private final IndexRevisions index;
    private final Clock clock;

    ImportRunsResource(
            Publishers publishers,
            ImportTargets targets,
            ImportRuns runs,
            ImportRejects rejects,
            ImportHistory history,
            BackgroundImports background,
            IndexRevisions index,
            Clock clock) {
        this.publishers = publishers;
        this.targets = targets;
        this.runs = runs;
        this.rejects = rejects;
        this.history = history;
        this.background = background;
        this.index = index;
        this.clock = clock;
    }

    @GET
    @Blocking
    @Operation(
            operationId = "listImports",
            summary = "列出历次导入",
            description = "最近开始的在前。只列本发布方的；管理员可以列全部。没有收到回答的导入也在其中，可按文件名、种类和时间找到。导入保存 400 天（可设置）。")
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
            example = "COMPLETED",
            schema = @Schema(implementation = ImportRun.State.class))
    @Parameter(
            name = "publisher",
            in = ParameterIn.QUERY,
            description = "发布方；只对管理员有用",
            example = "bureau",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_PUBLISHER))
    @Parameter(
            name = "fileName",
            in = ParameterIn.QUERY,
            description = "文件名含有的文字，大小写不分",
            example = "办事指南",
            schema = @Schema(type = SchemaType.STRING, maxLength = SentFileName.MAX))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "最早的开始时间或日期",
            example = "2026-11-01",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "最晚的开始时间或日期，含当日",
            example = "2026-11-30",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页条数",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "上一页回答中的 next",
            schema = @Schema(type = SchemaType.STRING, maxLength = 60))
    @APIResponse(
            responseCode = "200",
            description = "导入的一页",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.Page.class)))
    public Response list(@Context UriInfo uri, @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        var parameters = StrictParameters.of(uri);
        var after = parameters.text("after", 60);
        TimePosition position = after.flatMap(TimePosition::of).orElse(null);
        if (after.isPresent() && position == null) {
            parameters.wrong("after", "value", "应为上一页回答中的 next");
        }
        var selection = new Selection(
                parameters.choice("kind", targets.kinds()).orElse(null),
                parameters
                        .choice(
                                "state",
                                Stream.of(ImportRun.State.values())
                                        .map(Enum::name)
                                        .toList())
                        .map(ImportRun.State::valueOf)
                        .orElse(null),
                parameters.text("publisher", MAX_PUBLISHER).orElse(null),
                parameters.text("fileName", SentFileName.MAX).orElse(null),
                parameters.from("from", clock.getZone()).orElse(null),
                parameters.to("to", clock.getZone(), false).orElse(null),
                parameters.number("size", 1, MAX_SIZE).orElse(SIZE),
                position);
        parameters.end();
        return response(Response.ok(), history.list(selection, publisher));
    }

    @GET
    @Path("/{id}")
    @Problems(ProblemCode.IMPORT_NOT_FOUND)
    @Operation(operationId = "getImport", summary = "取一次导入的结果", description = "只能取本发布方的导入；管理员可以取全部。")
    @APIResponse(
            responseCode = "200",
            description = "导入的结果",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    public Response get(
            @Parameter(description = "导入编号", example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id")
                    String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        return response(Response.ok(), own(id, publisher).behind(index));
    }

    @GET
    @Path("/{id}/rejects")
    @Problems(ProblemCode.IMPORT_NOT_FOUND)
    @Operation(
            operationId = "listRejects",
            summary = "取一次导入的退回原因和提醒",
            description =
                    "只能取本发布方的导入；管理员可以取全部。按行的先后列出，每个退回原因（severity 为 FAULT）或提醒（WARNING，该行已收下而可能有误）一条；每页 500 条，至多保存前 10000 条。")
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "上一页回答中的 next",
            schema = @Schema(type = SchemaType.STRING, maxLength = 10))
    @APIResponse(
            responseCode = "200",
            description = "退回原因和提醒",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.Rejects.class)))
    public Response rejects(
            @Parameter(description = "导入编号", example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id")
                    String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        var parameters = StrictParameters.of(uri);
        int after = parameters.number("after", 0, Integer.MAX_VALUE).orElse(0);
        parameters.end();
        return response(Response.ok(), rejects.page(own(id, publisher).id(), after));
    }

    @POST
    @Blocking
    @Path("/{id}/cancel")
    @Problems({ProblemCode.IMPORT_NOT_FOUND, ProblemCode.IMPORT_ENDED})
    @Operation(
            operationId = "cancelImport",
            summary = "取消一次后台导入",
            description = "只能取消本发布方的；管理员可以取消全部。还没有处理的立即取消（200）；正在处理的在下一批之前结束（202），已计入的各行已经保存，不因取消而撤回。"
                    + "已经结束的和不在后台进行的不能取消（409 import.ended）。")
    @APIResponse(
            responseCode = "200",
            description = "已取消",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    @APIResponse(
            responseCode = "202",
            description = "将在下一批之前结束，请再取这次导入",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    public Response cancel(
            @Parameter(description = "导入编号", example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id")
                    String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        ImportReport report = background.cancel(own(id, publisher).id());
        return response(
                Response.status(report.state().isEnd() ? Response.Status.OK : Response.Status.ACCEPTED), report);
    }

    private ImportReport own(String id, Publisher publisher) {
        try {
            return runs.find(UUID.fromString(id), publisher).orElseThrow(ImportRunsResource::notFound);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.IMPORT_NOT_FOUND, "没有这次导入，请核对导入编号。");
    }

    private static Response response(Response.ResponseBuilder response, Object entity) {
        return response.entity(entity)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
