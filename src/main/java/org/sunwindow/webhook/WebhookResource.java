package org.sunwindow.webhook;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.smallrye.mutiny.unchecked.UncheckedSupplier;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.webhook.Webhooks.Webhook;

/** The webhooks of a caller. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
@SecurityRequirement(name = "caller", scopes = "WEBHOOKS")
@APIResponse(responseCode = "default", ref = "Problem")
class WebhookResource {

    static final String ID = "通知地址的编号";
    static final String EXAMPLE = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11";

    private static final int MAX_BODY = 32 * 1024;

    /** Tests at the same time. Each occupies a thread for as long as the receiver takes. */
    static final int TESTS = 4;

    private final WebhookCallers callers;
    private final Webhooks webhooks;
    private final SignedDelivery delivery;
    private final Messages messages;
    private final WebhookSettings settings;
    private final Kinds kinds;
    private final StrictJson json;
    private final Clock clock;
    private final PrivacyCheck privacy;
    private final Semaphore tests = new Semaphore(TESTS);
    private final WebhookSecrets secrets;

    WebhookResource(
            WebhookCallers callers,
            Webhooks webhooks,
            SignedDelivery delivery,
            Messages messages,
            WebhookSecrets secrets,
            WebhookSettings settings,
            Kinds kinds,
            StrictJson json,
            Clock clock) {
        this.callers = callers;
        this.webhooks = webhooks;
        this.delivery = delivery;
        this.messages = messages;
        this.secrets = secrets;
        this.settings = settings;
        this.kinds = kinds;
        this.json = json;
        this.clock = clock;
        // parameters of an address may look like numbers
        this.privacy = new PrivacyCheck(json, Map.of("address", FieldUse.RECORD_NUMBER));
    }

    @POST
    @NonBlocking
    @Problems({ProblemCode.WEBHOOK_ADDRESS, ProblemCode.WEBHOOK_LIMIT})
    @Operation(
            operationId = "createWebhook",
            summary = "设立通知地址",
            description = "此后公开信息的每项变化（公布、更正、到期、撤下）以 POST 通知到这个地址，只说哪条记录变了，不含内容；尚未公布的不通知，到公布时才通知。"
                    + "签名按 Standard Webhooks：webhook-signature 是若干个 v1,base64(HMAC-SHA256(密钥, webhook-id + \".\" + webhook-timestamp + \".\" + 内容))，任一相符即可。"
                    + "每条至少送到一次，重复的 webhook-id 相同；同一记录的先后不乱，后来的取代还没有送到的。"
                    + "接收方应在 10 秒内回答 2xx；其他回答、转址和超时都算失败，间隔逐次加长，过了期限的不再发送，见 dead-letters。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.Wanted.class),
                            examples = @ExampleObject(name = "公示的变化", value = """
                                                    {"address": "https://portal.yunchuan.example/sunwindow/changes", "kinds": ["notice"]}""")))
    @APIResponse(
            responseCode = "201",
            description = "已设立，签名密钥只在此处给出",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.Created.class)))
    public Uni<Response> create(@Context UriInfo uri, InputStream body) {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        var sent = RequestBodies.json(body, MAX_BODY, json, WebhookReport.Wanted.class);
        Webhooks.Wanted wanted = sent.stored();
        check(sent, wanted);
        return onWorker(() -> {
            delivery.refusal(wanted.address()).ifPresent(why -> {
                throw new ProblemException(ProblemCode.WEBHOOK_ADDRESS, why);
            });
            UUID id = webhooks.create(caller, wanted, settings.maxPerCaller())
                    .orElseThrow(() -> new ProblemException(
                            ProblemCode.WEBHOOK_LIMIT, "本调用方已有 %d 个通知地址。".formatted(settings.maxPerCaller())));
            String secret = secrets.shown(
                    id,
                    webhooks.receiver(caller, id)
                            .orElseThrow(WebhookCallers::notFound)
                            .secret());
            return response(
                    Response.status(Response.Status.CREATED), new WebhookReport.Created(report(caller, id), secret));
        });
    }

    private void check(WebhookReport.Wanted sent, Webhooks.Wanted wanted) {
        var faults = new ArrayList<Problem.Item>();
        privacy.check(sent).stream().map(Hit::item).distinct().forEach(faults::add);
        compare("events", wanted.events(), Event.CHOICES, faults);
        if (wanted.kinds() != null) {
            compare("kinds", wanted.kinds(), kinds.names(), faults);
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.BODY_INVALID,
                    "字段 %s：%s。"
                            .formatted(
                                    faults.getFirst().name(), faults.getFirst().message()),
                    faults);
        }
    }

    private static void compare(String field, List<String> values, List<String> choices, List<Problem.Item> faults) {
        if (!choices.containsAll(values)) {
            faults.add(new Problem.Item(field, "choice", "应为 " + String.join("、", choices)));
        }
    }

    private WebhookReport report(String caller, UUID id) throws SQLException {
        Webhook webhook = webhooks.find(caller, id).orElseThrow(WebhookCallers::notFound);
        return WebhookReport.of(webhook, clock);
    }

    @GET
    @Blocking
    @Operation(operationId = "listWebhooks", summary = "列出通知地址", description = "只列本调用方的，以及各自的现状。")
    @APIResponse(
            responseCode = "200",
            description = "通知地址的列表",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.All.class)))
    public Response list(@Context UriInfo uri) throws SQLException {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        var items = webhooks.list(caller).stream()
                .map(webhook -> WebhookReport.of(webhook, clock))
                .toList();
        return response(Response.ok(), new WebhookReport.All(items));
    }

    @GET
    @Path("/{id}")
    @Blocking
    @Problems(ProblemCode.WEBHOOK_NOT_FOUND)
    @Operation(operationId = "getWebhook", summary = "取一个通知地址", description = "只能取本调用方的。")
    @APIResponse(
            responseCode = "200",
            description = "通知地址",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.class)))
    public Response get(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id, @Context UriInfo uri)
            throws SQLException {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        return response(Response.ok(), report(caller, WebhookCallers.id(id)));
    }

    @PATCH
    @Path("/{id}")
    @NonBlocking
    @Problems(ProblemCode.WEBHOOK_NOT_FOUND)
    @Operation(
            operationId = "pauseWebhook",
            summary = "暂停或恢复通知",
            description = "暂停期间不发送；变化留着，每条记录只留最近一次，恢复后通知。改地址或范围的，另设一个，再删除原来的。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.Change.class),
                            examples = @ExampleObject(name = "暂停", value = "{\"paused\": true}")))
    @APIResponse(
            responseCode = "200",
            description = "通知地址",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.class)))
    public Uni<Response> pause(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id,
            @Context UriInfo uri,
            InputStream body) {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        boolean paused = RequestBodies.json(body, MAX_BODY, json, WebhookReport.Change.class)
                .paused();
        UUID own = WebhookCallers.id(id);
        return onWorker(() -> {
            if (!webhooks.pause(caller, own, paused)) {
                throw WebhookCallers.notFound();
            }
            return response(Response.ok(), report(caller, own));
        });
    }

    @DELETE
    @Path("/{id}")
    @Blocking
    @Problems(ProblemCode.WEBHOOK_NOT_FOUND)
    @Operation(operationId = "deleteWebhook", summary = "删除通知地址", description = "连同还没有送到的消息，以及以它通知的办件跟踪。正在发送的一条可能还会送到。")
    @APIResponse(responseCode = "204", description = "已删除")
    public Response delete(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id, @Context UriInfo uri)
            throws SQLException {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        if (!webhooks.delete(caller, WebhookCallers.id(id))) {
            throw WebhookCallers.notFound();
        }
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/secrets")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Problems(ProblemCode.WEBHOOK_NOT_FOUND)
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "更换签名密钥",
            description = "给出新的密钥；前一个在 previousUntil 之前仍然签名，每条消息有两个签名，接收方可以在此期间更换。再前一个即刻失效。")
    @APIResponse(
            responseCode = "201",
            description = "新的签名密钥，只在此处给出",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.Secret.class)))
    public Response rotate(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id, @Context UriInfo uri)
            throws SQLException {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        Instant until = clock.instant().plus(settings.rotation());
        String secret = webhooks.rotate(caller, WebhookCallers.id(id), until).orElseThrow(WebhookCallers::notFound);
        return response(
                Response.status(Response.Status.CREATED),
                new WebhookReport.Secret(secret, WebhookReport.time(until, clock)));
    }

    @POST
    @Path("/{id}/test")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Problems({ProblemCode.WEBHOOK_NOT_FOUND, ProblemCode.WEBHOOK_UNDELIVERED, ProblemCode.BUSY})
    @Operation(
            operationId = "testWebhook",
            summary = "发送一条测试消息",
            description = "立即发送一条 webhook.test，送到后回答，暂停的也发送；没有送到的回答 422（webhook.undelivered），detail 说明原因。不影响其他消息。")
    @APIResponse(responseCode = "204", description = "已送到")
    public Response test(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id, @Context UriInfo uri)
            throws SQLException, InterruptedException {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        Receiver receiver = webhooks.receiver(caller, WebhookCallers.id(id)).orElseThrow(WebhookCallers::notFound);
        if (!tests.tryAcquire()) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "正在进行的测试较多，请稍后再试。", settings.timeout());
        }
        try {
            delivery.send(messages.test(receiver));
            return Response.noContent().build();
        } catch (Delivery.Failed e) {
            throw new ProblemException(ProblemCode.WEBHOOK_UNDELIVERED, e.getMessage());
        } finally {
            tests.release();
        }
    }

    /** The body is complete, so that slow senders occupy no worker. */
    static Uni<Response> onWorker(UncheckedSupplier<Response> work) {
        return Uni.createFrom().item(Unchecked.supplier(work)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    static Response response(Response.ResponseBuilder response, Object entity) {
        return response.entity(entity)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
