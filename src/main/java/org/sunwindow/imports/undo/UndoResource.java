package org.sunwindow.imports.undo;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.undo.UndoRuns.Undone;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Undoes imports. */
@Path("/imports/{id}/undo")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class UndoResource {

    /** Longest wait for the restored records to become visible on this instance. */
    private static final Duration MAX_INDEX_WAIT = Duration.ofSeconds(2);

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Undos at the same time. Each holds a batch of records, and they would wait for each other anyway. */
    private static final int MAX_OPEN = 2;

    private final Semaphore open = new Semaphore(MAX_OPEN);
    private final Publishers publishers;
    private final UndoRuns undos;
    private final IndexRevisions index;

    UndoResource(Publishers publishers, UndoRuns undos, IndexRevisions index) {
        this.publishers = publishers;
        this.undos = undos;
        this.index = index;
    }

    @POST
    @Blocking
    @Problems({ProblemCode.PUBLISHER_KIND, ProblemCode.IMPORT_NOT_FOUND, ProblemCode.IMPORT_NOT_UNDOABLE})
    @Operation(
            operationId = "undoImport",
            summary = "撤销一次导入",
            description = "导入完成后 24 小时内，由报送的发布方或管理员撤销。这次导入新增的记录撤下（原因：撤销导入），变更的恢复为导入前的内容，恢复的内容重新经过导入的各项检查。"
                    + "导入期间或此后另有变化的不动（undo.changed）；以前的内容没有保留的也不动（undo.lost）：这次导入撤下的、减少了公开内容的、导入前尚未公开的，以及过期后删去内容的种类。"
                    + "撤销本身是一次导入，undoes 为所撤销的导入，lines 为涉及的记录数，退回的即没有撤销的，原因见它的 /imports/{id}/rejects（lineNo 为顺序号）。"
                    + "重复撤销不再改动，回答 200 和先前的结果；先前的撤销中断的，接着撤销，已经恢复的计为未变。试导入、撤销本身、办件和节假日的导入，以及正在进行的和过期的，回答 409。")
    @APIResponse(
            responseCode = "201",
            description = "已撤销；Location 为撤销的地址",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    @APIResponse(
            responseCode = "200",
            description = "此前已撤销过",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    public Response undo(
            @Parameter(description = "导入编号", example = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11") @PathParam("id")
                    String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request)
            throws InterruptedException {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        if (!open.tryAcquire()) {
            throw ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "正在进行的撤销过多，请稍后再试。", RETRY);
        }
        Undone undone;
        try {
            undone = undos.undo(uuid(id), publisher);
        } finally {
            open.release();
        }
        ImportReport report = undone.report();
        if (undone.isNew() && report.revision() != null) {
            index.awaitRevision(report.revision(), MAX_INDEX_WAIT);
        }
        Response.ResponseBuilder response = undone.isNew()
                // a path only: the Host of the request may be anything
                ? Response.status(Response.Status.CREATED)
                        .header(
                                HttpHeaders.LOCATION,
                                location(uri.getRequestUri().getRawPath(), id, report.id()))
                : Response.ok();
        return response.entity(report)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String location(String path, String run, UUID undo) {
        return path.substring(0, path.lastIndexOf(run)) + undo;
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.IMPORT_NOT_FOUND, "没有这次导入，请核对导入编号。");
        }
    }
}
