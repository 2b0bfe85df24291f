package org.sunwindow.cases.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
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
import org.sunwindow.caller.Caller;
import org.sunwindow.caller.CurrentCaller;
import org.sunwindow.caller.Scope;
import org.sunwindow.cases.CaseFollowers;
import org.sunwindow.cases.CaseFollowers.Followed;
import org.sunwindow.cases.Factor;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.AnyTyping;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.webhook.Notices;

/** Following a case: a registered back end is told that there is news for one of its users, and nothing else. */
@Path("/case-subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
@SecurityRequirement(name = "caller", scopes = "FOLLOW")
@APIResponse(responseCode = "default", ref = "Problem")
class FollowerResource {

    private static final int MAX_BODY = 4096;
    private static final String ID = "跟踪编号";
    private static final String EXAMPLE = "8e03978e-40d5-43e8-bc93-6894a57f9324";

    private final CurrentVertxRequest current;
    private final Callers requesters;
    private final GuardedLookup lookup;
    private final CaseFollowers followers;
    private final Notices notices;
    private final StrictJson json;
    private final Clock clock;

    FollowerResource(
            CurrentVertxRequest current,
            Callers requesters,
            GuardedLookup lookup,
            CaseFollowers followers,
            Notices notices,
            StrictJson json,
            Clock clock) {
        this.current = current;
        this.requesters = requesters;
        this.lookup = lookup;
        this.followers = followers;
        this.notices = notices;
        this.json = json;
        this.clock = clock;
    }

    @RegisterForReflection
    @Schema(name = "CaseSubscriptionRequest", description = "跟踪一个办件")
    record Request(
            @NotNull @Schema(description = "通知地址的编号，须包括 case.news 事件，见 /webhooks", required = true)
            UUID webhook,

            @NotBlank
            @AnyTyping
            @Size(max = StatusQuery.MAX_NUMBER)
            @Schema(description = "申请编号，写法不限，与查询进度时相同", required = true, examples = "990102261109000017")
            String applicationNo,

            @NotNull @Valid @Schema(description = "验证信息", required = true)
            Factor factor,

            @Valid @Schema(description = "验证任务的答案；要求时（403，challenge.required）须提供，见 /challenges")
            StatusQuery.Solution challenge) {

        StatusQuery query() {
            return new StatusQuery(applicationNo, factor, challenge);
        }

        /** Keeps the number out of every log and message. */
        @Override
        public String toString() {
            return "Request";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CaseSubscription", description = "对一个办件的跟踪；不含办件的任何信息")
    record Subscription(
            @Schema(description = ID + "，随机，通知中只有它", required = true, examples = EXAMPLE)
            UUID id,

            @Schema(description = "通知地址的编号", required = true)
            UUID webhook,

            @Schema(description = "开始跟踪的时间", required = true)
            OffsetDateTime createdAt,

            @Schema(description = "到期的时间；办件办结后才有") OffsetDateTime expiresAt) {}

    @POST
    @NonBlocking
    @Problems({
        ProblemCode.WEBHOOK_NOT_FOUND,
        ProblemCode.CHALLENGE_REQUIRED,
        ProblemCode.LOOKUP_NO_MATCH,
        ProblemCode.LOOKUP_LOCKED,
        ProblemCode.LOOKUP_THROTTLED,
        ProblemCode.FOLLOWER_LIMIT,
        ProblemCode.BUSY
    })
    @Operation(
            operationId = "followCase",
            summary = "跟踪一个办件",
            description = "须与查询进度一样提供申请编号和验证信息，不符的一样计数、一样回答，见 /status-queries。"
                    + "此后办件每有变化，通知地址得到一条 case.news，其中只有跟踪编号，没有编号、姓名和进度；由使用者再行查询。"
                    + "办结 30 天后（由配置而定）或办件删除时到期。只保存申请编号的带密钥的哈希值。")
    @Parameter(
            name = Callers.END_USER,
            in = ParameterIn.HEADER,
            description = "同 /status-queries",
            schema = @Schema(type = SchemaType.STRING, maxLength = 128))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Request.class),
                            examples = @ExampleObject(name = "查询码", value = """
                                                    {"webhook": "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11", "applicationNo": "990102261109000017", "factor": {"type": "QUERY_CODE", "value": "408215"}}""")))
    @APIResponse(
            responseCode = "201",
            description = "已开始跟踪",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Subscription.class)))
    public Uni<Response> follow(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        String caller = caller();
        StrictParameters.of(uri).end();
        Requester requester = requesters.identify(http);
        Request request = RequestBodies.json(body, MAX_BODY, json, Request.class);
        var worker = Infrastructure.getDefaultWorkerPool();
        return Uni.createFrom()
                .item(() -> notices.takesNewsOfCases(caller, request.webhook()))
                .runSubscriptionOn(worker)
                .flatMap(isKnown -> {
                    if (!isKnown) {
                        throw noWebhook();
                    }
                    return Uni.createFrom().completionStage(lookup.find(request.query(), requester));
                })
                .emitOn(worker)
                .map(found -> created(followers.add(request.webhook(), request.applicationNo())));
    }

    private static ProblemException noWebhook() {
        return new ProblemException(ProblemCode.WEBHOOK_NOT_FOUND, "没有这个通知地址，或者它不是本调用方的，或者不包括 case.news 事件。");
    }

    private Response created(CaseFollowers.Added added) {
        if (added.refusal() == CaseFollowers.Refusal.TOO_MANY) {
            throw new ProblemException(ProblemCode.FOLLOWER_LIMIT, "这个办件在这个通知地址上的跟踪过多。");
        }
        if (added.refusal() == CaseFollowers.Refusal.NO_WEBHOOK) {
            throw noWebhook();
        }
        if (added.refusal() == CaseFollowers.Refusal.NO_CASE) {
            throw new ProblemException(ProblemCode.LOOKUP_NO_MATCH, "没有查到相符的办件，请核对申请编号和验证信息。");
        }
        return response(Response.status(Response.Status.CREATED), added.follower());
    }

    private String caller() {
        return CurrentCaller.of(current.getCurrent())
                .filter(caller -> caller.may(Scope.FOLLOW))
                .map(Caller::id)
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.CALLER_UNAUTHORIZED, "跟踪办件只供登记的调用方使用；请提供调用方凭据或签名。"));
    }

    private Response response(Response.ResponseBuilder response, Followed follower) {
        return response.entity(new Subscription(
                        follower.id(), follower.webhook(), time(follower.createdAt()), time(follower.expiresAt())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atZone(clock.getZone()).toOffsetDateTime();
    }

    @GET
    @Path("/{id}")
    @Blocking
    @Problems(ProblemCode.FOLLOWER_NOT_FOUND)
    @Operation(operationId = "getCaseSubscription", summary = "取一个跟踪", description = "只能取本调用方的；已取消的和已到期的没有。")
    @APIResponse(
            responseCode = "200",
            description = "跟踪",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Subscription.class)))
    public Response get(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id, @Context UriInfo uri) {
        String caller = caller();
        StrictParameters.of(uri).end();
        return response(Response.ok(), followers.find(caller, id(id)).orElseThrow(FollowerResource::notFound));
    }

    @DELETE
    @Path("/{id}")
    @Blocking
    @Problems(ProblemCode.FOLLOWER_NOT_FOUND)
    @Operation(operationId = "unfollowCase", summary = "取消跟踪", description = "还没有送到的通知一并取消。")
    @APIResponse(responseCode = "204", description = "已取消")
    public Response end(
            @Parameter(description = ID, example = EXAMPLE) @PathParam("id") String id, @Context UriInfo uri) {
        String caller = caller();
        StrictParameters.of(uri).end();
        if (!followers.end(caller, id(id))) {
            throw notFound();
        }
        return Response.noContent().build();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.FOLLOWER_NOT_FOUND, "没有这个跟踪，或者它已取消、已到期。");
    }
}
