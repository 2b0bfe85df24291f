package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
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
import java.util.Optional;
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
import org.sunwindow.http.IdempotencyKey;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.AnyTyping;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Issues receipts with query codes for cases of upstream systems that have no codes. */
@Path("/receipts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@SecurityRequirement(name = "caller")
@APIResponse(responseCode = "default", ref = "Problem")
class ReceiptResource {

    private static final int MAX_BODY = 1024;

    private final Publishers publishers;
    private final StrictJson json;
    private final QueryCodes queryCodes;
    private final CurrentVertxRequest current;

    ReceiptResource(Publishers publishers, StrictJson json, QueryCodes queryCodes, CurrentVertxRequest current) {
        this.current = current;
        this.publishers = publishers;
        this.json = json;
        this.queryCodes = queryCodes;
    }

    @RegisterForReflection
    @Schema(name = "ReceiptRequest", description = "为一个办件生成查询码")
    record ReceiptRequest(
            @NotBlank
            @AnyTyping
            @Size(max = 60)
            @Schema(description = "已导入的办件的申请编号", required = true, examples = "990102261109000017")
            String applicationNo) {}

    /** What the publisher hands to the applicant. */
    @RegisterForReflection
    @Schema(name = "Receipt", description = "查询凭据")
    record Receipt(
            @Schema(description = "申请编号", required = true, examples = "990102261109000017")
            String applicationNo,

            @Schema(description = "查询码，8 位数字；只在此处给出，只存带密钥的哈希值", required = true, examples = "48291307")
            String queryCode,

            @Schema(description = "此前为这个办件生成的查询码是否因此失效；失效的，请告知申请人以这一个为准", required = true)
            boolean replaced) {}

    @POST
    @NonBlocking
    @Problems({
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.CASE_NOT_FOUND,
        ProblemCode.RECEIPT_NOT_ALLOWED,
        ProblemCode.RECEIPT_REPLACED,
        ProblemCode.IDEMPOTENCY_KEY_REUSED
    })
    @Operation(
            operationId = "mintReceipt",
            summary = "为一个办件生成查询码",
            description = "供没有查询码的上游系统使用，只限本发布方的办件，其他发布方的与未导入的回答相同：随机生成，交给申请人后即可按查询码查询。"
                    + "再次生成的替换前一个（replaced 为 true）；以后的导入不改动它。"
                    + "没有收到回答时，带同一个 Idempotency-Key 重发：一天之内得到同一个查询码，不使任何查询码失效；"
                    + "不带的，重发会另行生成。同一个 Idempotency-Key 用于另一个办件的，回答 422（idempotency-key.reused）；"
                    + "它的查询码后来已被替换的，回答 409（receipt.replaced）。")
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description = "本次请求的标识，由发布方自定，如 UUID（draft-ietf-httpapi-idempotency-key-header）；重发时不变，新的请求另取。可加双引号，也可不加",
            example = "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"",
            schema = @Schema(type = SchemaType.STRING, maxLength = IdempotencyKey.MAX_LENGTH + 2))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReceiptRequest.class),
                            examples = @ExampleObject(name = "一个办件", value = """
                                                    {"applicationNo": "990102261109000017"}""")))
    @APIResponse(
            responseCode = "201",
            description = "查询凭据",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Receipt.class)))
    public Uni<Response> issue(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        Publisher publisher = publisher(http);
        publisher.require(Cases.KIND);
        StrictParameters.of(uri).end();
        Optional<String> key = IdempotencyKey.of(http);
        ReceiptRequest request = RequestBodies.json(body, MAX_BODY, json, ReceiptRequest.class);
        // the body is complete, so that slow senders occupy no worker
        return Uni.createFrom()
                .item(() -> issued(request, key, publisher))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** The publisher for whose cases a caller issues receipts, or the one that sent its own token. */
    private Publisher publisher(HttpServerRequest http) {
        return CurrentCaller.of(current.getCurrent())
                .filter(caller -> caller.may(Scope.RECEIPTS))
                .flatMap(Caller::publisher)
                .flatMap(publishers::named)
                .orElseGet(() -> publishers.of(http));
    }

    private Response issued(ReceiptRequest request, Optional<String> key, Publisher publisher) {
        QueryCodes.Issued issued = queryCodes.issue(request.applicationNo(), key, publisher);
        return Response.status(Response.Status.CREATED)
                .entity(new Receipt(request.applicationNo().strip(), issued.code(), issued.replaced()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
