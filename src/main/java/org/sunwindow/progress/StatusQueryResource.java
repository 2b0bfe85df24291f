package org.sunwindow.progress;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.sunwindow.web.Bodies;
import org.sunwindow.web.Parameters;
import org.sunwindow.web.Problem;
import org.sunwindow.web.ProblemCode;
import org.sunwindow.web.ProblemException;
import org.sunwindow.web.StrictJson;

/**
 * The one private read. Number and factor come in the body, never in an address that a log would keep. The body, small by
 * nature, is read and checked on the thread of the connection; a thread of its own waited for the connection longer than
 * the database took.
 */
@Path("/status-queries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "办件进度")
@APIResponse(responseCode = "default", ref = "Problem")
class StatusQueryResource {

    private static final Logger LOG = Logger.getLogger(StatusQueryResource.class);
    private static final int MAX_BODY = 4096;

    private final StrictJson json;
    private final Hashes hashes;
    private final Lanes lanes;

    StatusQueryResource(StrictJson json, Hashes hashes, Lanes lanes) {
        this.json = json;
        this.hashes = hashes;
        this.lanes = lanes;
    }

    @POST
    @NonBlocking
    @Operation(
            operationId = "queryStatus",
            summary = "查询办件进度",
            description = "须同时提供申请编号和一种验证信息。编号不存在与验证信息不符的回答完全相同（404，lookup.no-match）；"
                    + "同一编号多次不符后暂时锁定（429，Retry-After 为需等待的秒数）。回答不得缓存。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatusQuery.class),
                            examples = @ExampleObject(name = "查询码", value = """
                                                    {"applicationNo": "990102261109000017", "factor": {"type": "QUERY_CODE", "value": "482913"}}""")))
    @APIResponse(
            responseCode = "200",
            description = "办件进度",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CaseProgress.class)))
    public CompletionStage<Response> query(@Context UriInfo uri, InputStream body) {
        Parameters.of(uri).end();
        StatusQuery query = Bodies.json(body, MAX_BODY, json, StatusQuery.class);
        Factor factor = query.factor();
        if (!factor.type().fits(Numbers.canonical(factor.value()))) {
            var item = new Problem.Item("factor.value", "format", factor.type().rule());
            throw new ProblemException(ProblemCode.BODY_INVALID, "验证信息" + item.message() + "。", List.of(item));
        }
        String number = Numbers.canonical(query.applicationNo());
        byte[] numberHash = hashes.ofNumber(number);
        return lanes.ask(new Lookup.Attempt(number, numberHash, factor))
                .thenApply(answer -> answer(numberHash, answer));
    }

    private static Response answer(byte[] numberHash, Lookup.Answer answer) {
        LOG.infof("lookup %s: %s", Hashes.forLog(numberHash), answer.getClass().getSimpleName());
        return switch (answer) {
            case Lookup.Found found ->
                Response.ok(found.progress().getBytes(StandardCharsets.UTF_8))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
            case Lookup.NoMatch none ->
                throw new ProblemException(ProblemCode.LOOKUP_NO_MATCH, "没有查到相符的办件，请核对申请编号和验证信息。");
            case Lookup.Locked locked ->
                throw ProblemException.retryAfter(ProblemCode.LOOKUP_LOCKED, "该编号查询次数过多，请稍后再试。", locked.left());
        };
    }
}
