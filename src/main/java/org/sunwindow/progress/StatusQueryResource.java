package org.sunwindow.progress;

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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/** The one private read. Number and factor come in the body, never in an address that a log would keep. */
@Path("/status-queries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "办件进度")
@APIResponse(responseCode = "default", ref = "Problem")
class StatusQueryResource {

    private static final Logger LOG = Logger.getLogger(StatusQueryResource.class);
    private static final int MAX_BODY = 4096;

    /** Lookups at once, and how long one waits for its turn. */
    private static final int TURNS = 16;

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Semaphore turns = new Semaphore(TURNS);
    private final StrictJson json;
    private final Hashes hashes;
    private final Lookup lookup;

    StatusQueryResource(StrictJson json, Hashes hashes, Lookup lookup) {
        this.json = json;
        this.hashes = hashes;
        this.lookup = lookup;
    }

    @POST
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
    public Response query(@Context UriInfo uri, InputStream body) {
        Parameters.of(uri).end();
        StatusQuery query = Bodies.json(body, MAX_BODY, json, StatusQuery.class);
        Factor factor = query.factor();
        if (!factor.type().fits(Numbers.canonical(factor.value()))) {
            var item = new Problem.Item("factor.value", "format", factor.type().rule());
            throw new ProblemException(ProblemCode.BODY_INVALID, "验证信息" + item.message() + "。", List.of(item));
        }
        String number = Numbers.canonical(query.applicationNo());
        byte[] numberHash = hashes.ofNumber(number);
        CaseProgress found = inTurn(numberHash, () -> find(number, numberHash, factor));
        return Response.ok(json.writeBytes(found))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private CaseProgress find(String number, byte[] numberHash, Factor factor) {
        return switch (lookup.find(number, numberHash, factor)) {
            case Lookup.Found found -> {
                LOG.infof("lookup %s: found", Hashes.forLog(numberHash));
                yield found.progress();
            }
            case Lookup.NoMatch none -> {
                LOG.infof("lookup %s: no match", Hashes.forLog(numberHash));
                throw new ProblemException(ProblemCode.LOOKUP_NO_MATCH, "没有查到相符的办件，请核对申请编号和验证信息。");
            }
            case Lookup.Locked locked -> {
                LOG.infof("lookup %s: locked", Hashes.forLog(numberHash));
                throw ProblemException.retryAfter(ProblemCode.LOOKUP_LOCKED, "该编号查询次数过多，请稍后再试。", locked.left());
            }
        };
    }

    /**
     * Lookups that a slow database holds must not take the threads that public reads need. Who waits for others of the
     * same number does not hold a turn meanwhile, so that guesses at one number leave the turns to the rest.
     */
    private <T> T inTurn(byte[] numberHash, Supplier<T> find) {
        try {
            if (!lookup.enter(numberHash, PATIENCE)) {
                throw busy();
            }
            try {
                if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw busy();
                }
                try {
                    return find.get();
                } finally {
                    turns.release();
                }
            } finally {
                lookup.leave(numberHash);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "数据服务繁忙，请稍后再试。", RETRY);
    }
}
