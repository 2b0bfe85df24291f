package org.sunwindow.webhook;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
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
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;

/** The messages of a webhook that were not delivered. */
@Path("/webhooks/{id}/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
@SecurityRequirement(name = "caller", scopes = "WEBHOOKS")
@APIResponse(responseCode = "default", ref = "Problem")
class DeadLetterResource {

    private static final int SIZE = 20;
    private static final int MAX_SIZE = 100;
    private static final int MAX_BODY = 8 * 1024;

    private final WebhookCallers callers;
    private final Webhooks webhooks;
    private final StrictJson json;
    private final Clock clock;

    DeadLetterResource(WebhookCallers callers, Webhooks webhooks, StrictJson json, Clock clock) {
        this.callers = callers;
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Blocking
    @Problems(ProblemCode.WEBHOOK_NOT_FOUND)
    @Operation(
            operationId = "listDeadLetters",
            summary = "列出不再发送的消息",
            description = "过了期限（3 天，由配置而定）仍未送到的。同一记录后来又有变化的，以新的消息取代，不再列出。保留 30 天。总数见通知地址的 dead。")
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "条数，1 到 100，缺省 20",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "不再发送的消息",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.DeadLetters.class)))
    public Response list(
            @Parameter(description = WebhookResource.ID, example = WebhookResource.EXAMPLE) @PathParam("id") String id,
            @Context UriInfo uri)
            throws SQLException {
        String caller = callers.caller();
        var parameters = StrictParameters.of(uri);
        int size = parameters.number("size", 1, MAX_SIZE).orElse(SIZE);
        parameters.end();
        UUID own = own(caller, id);
        var items = webhooks.dead(caller, own, size).stream()
                .map(dead -> WebhookReport.DeadLetter.of(dead, clock))
                .toList();
        return WebhookResource.response(Response.ok(), new WebhookReport.DeadLetters(items));
    }

    private UUID own(String caller, String id) throws SQLException {
        UUID own = WebhookCallers.id(id);
        webhooks.receiver(caller, own).orElseThrow(WebhookCallers::notFound);
        return own;
    }

    @POST
    @Path("/resend")
    @NonBlocking
    @Problems(ProblemCode.WEBHOOK_NOT_FOUND)
    @Operation(
            operationId = "resendDeadLetters",
            summary = "重新发送",
            description = "接收方修复后使用：所指的消息，或者全部，即刻重新发送，消息编号不变。不在列的编号略过。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.Resend.class),
                            examples = @ExampleObject(name = "全部", value = "{}")))
    @APIResponse(
            responseCode = "200",
            description = "已安排重新发送",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReport.Resent.class)))
    public Uni<Response> resend(
            @Parameter(description = WebhookResource.ID, example = WebhookResource.EXAMPLE) @PathParam("id") String id,
            @Context UriInfo uri,
            InputStream body) {
        String caller = callers.caller();
        StrictParameters.of(uri).end();
        List<UUID> ids = RequestBodies.json(body, MAX_BODY, json, WebhookReport.Resend.class)
                .ids();
        return WebhookResource.onWorker(() -> WebhookResource.response(
                Response.ok(), new WebhookReport.Resent(webhooks.resend(caller, own(caller, id), ids))));
    }
}
