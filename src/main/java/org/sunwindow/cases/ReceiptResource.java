package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.Parameters;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Issues receipts with query codes for cases of upstream systems that have no codes. */
@Path("/receipts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "导入（发布方）")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class ReceiptResource {

    private static final int MAX_BODY = 1024;

    private final Publishers publishers;
    private final StrictJson json;
    private final QueryCodes queryCodes;

    ReceiptResource(Publishers publishers, StrictJson json, QueryCodes queryCodes) {
        this.publishers = publishers;
        this.json = json;
        this.queryCodes = queryCodes;
    }

    @RegisterForReflection
    @Schema(name = "ReceiptRequest", description = "为一个办件生成查询码")
    record ReceiptRequest(
            @NotBlank
            @Size(max = 60)
            @Schema(description = "已导入的办件的申请编号", required = true, examples = "990102261109000017")
            String applicationNo) {}

    /** What the publisher hands to the applicant. */
    @RegisterForReflection
    @Schema(name = "Receipt", description = "查询凭据")
    record Receipt(
            @Schema(description = "申请编号", required = true, examples = "990102261109000017")
            String applicationNo,

            @Schema(description = "查询码，8 位数字；只在此处给出一次，只存加密摘要", required = true, examples = "48291307")
            String queryCode) {}

    @POST
    @NonBlocking
    @Operation(
            operationId = "mintReceipt",
            summary = "为一个办件生成查询码",
            description = "供没有查询码的上游系统使用，只限本发布方的办件，其他发布方的与未导入的回答相同：随机生成，只给出这一次，交给申请人后即可按查询码查询。再次生成的替换前一个；以后的导入不改动它。")
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
        Publisher publisher = publishers.of(http);
        publisher.require(Cases.KIND);
        Parameters.of(uri).end();
        ReceiptRequest request = RequestBodies.json(body, MAX_BODY, json, ReceiptRequest.class);
        // the body is complete, so that slow senders occupy no worker
        return Uni.createFrom()
                .item(() -> issued(request, publisher))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Response issued(ReceiptRequest request, Publisher publisher) {
        return Response.status(Response.Status.CREATED)
                .entity(new Receipt(
                        request.applicationNo().strip(), queryCodes.issue(request.applicationNo(), publisher)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
