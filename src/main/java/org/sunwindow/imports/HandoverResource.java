package org.sunwindow.imports;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Hands records over from one publisher to another, for example when organizations merge. */
@Path("/handovers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class HandoverResource {

    /** Keys in one request. At their longest, in Chinese, they fill {@link #MAX_BODY}. */
    private static final int MAX_KEYS = 200;

    /** The limit of application.properties for bodies other than imports. */
    private static final int MAX_BODY = 128 * 1024;

    private final Publishers publishers;
    private final StrictJson json;
    private final Map<String, OwnedTarget<?>> targets;

    HandoverResource(Publishers publishers, StrictJson json, ImportTargets all) {
        this.publishers = publishers;
        this.json = json;
        this.targets = all.owned();
    }

    @RegisterForReflection
    @Schema(name = "HandoverRequest", description = "把一个种类的记录移交给另一发布方")
    record HandoverRequest(
            @Size(min = 1, max = 100) @Schema(description = "移出方；不填的为不属于任何发布方的记录，只有管理员可以移交", examples = "bureau")
            String from,

            @NotBlank @Size(max = 100) @Schema(description = "接收方", required = true, examples = "district")
            String to,

            @NotBlank @Schema(description = "种类，与导入的 kind 相同；节假日为各发布方共有，不能移交", required = true, examples = "office")
            String kind,

            @Size(min = 1, max = MAX_KEYS) @Schema(description = "只移交这些编号的记录，一次至多 200 个；不填的移交全部。不属于移出方的编号略过")
            List<@NotBlank @Size(max = 200) String> keys) {}

    @RegisterForReflection
    @Schema(name = "Handover", description = "一次移交及其结果")
    record Handover(
            @Schema(description = "移交编号，与审计记录中的相同", required = true)
            UUID id,

            @Schema(description = "移交的记录数，含已撤下的", required = true, examples = "49")
            int count) {}

    @POST
    @NonBlocking
    @Problems(ProblemCode.PUBLISHER_FOREIGN)
    @Operation(
            operationId = "handOver",
            summary = "把记录移交给另一发布方",
            description = "机构合并、职责划转时使用。由管理员移交，或由对移出方和接收方的记录都获准报送的发布方移交：接收方要对移交来的记录负责，不能由移出方单方面交给它。"
                    + "此后只有接收方可以变更或撤下这些记录，它们对其他记录的声明（如替代）也随接收方的权限而定。内容和更新时间不变，每条移交都留有审计记录。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = HandoverRequest.class),
                            examples = @ExampleObject(name = "一个发布方的全部办事场所", value = """
                                                    {"from": "bureau", "to": "district", "kind": "office"}""")))
    @APIResponse(
            responseCode = "200",
            description = "已移交",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Handover.class)))
    public Uni<Response> handOver(@Context UriInfo uri, @Context HttpServerRequest request, InputStream body) {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        var handover = RequestBodies.json(body, MAX_BODY, json, HandoverRequest.class);
        OwnedTarget<?> target = targets.get(handover.kind());
        if (target == null) {
            throw wrong("kind", "应为 " + String.join("、", targets.keySet()));
        }
        publisher.require(handover.kind());
        if (!mayWrite(publisher, handover.from())) {
            throw new ProblemException(ProblemCode.PUBLISHER_FOREIGN, "只能移交本发布方和获准报送的发布方的记录；其他的和不属于任何发布方的，由管理员移交。");
        }
        if (!canReceive(handover)) {
            throw wrong("to", "应为已配置的另一发布方，并已获准报送该种类");
        }
        if (!mayWrite(publisher, handover.to())) {
            throw new ProblemException(
                    ProblemCode.PUBLISHER_FOREIGN, "接收方的记录不归本发布方报送，不能单方面移交给它；请由管理员移交，或由对双方都获准报送的发布方移交。");
        }
        // the body is complete, so that slow senders occupy no worker
        return Uni.createFrom()
                .item(() -> handedOver(handover, target, publisher))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Response handedOver(HandoverRequest handover, OwnedTarget<?> target, Publisher publisher) {
        var id = UUID.randomUUID();
        Set<String> keys = handover.keys() == null ? Set.of() : Set.copyOf(handover.keys());
        int count = target.handOver(new Origin(publisher, id), handover.from(), handover.to(), keys);
        return Response.ok(new Handover(id, count))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static boolean mayWrite(Publisher publisher, String owner) {
        return publisher.mayWrite(owner, null);
    }

    private boolean canReceive(HandoverRequest handover) {
        return !handover.to().equals(handover.from())
                && publishers
                        .named(handover.to())
                        .filter(receiver -> receiver.mayImport(handover.kind()))
                        .isPresent();
    }

    private static ProblemException wrong(String field, String rule) {
        return new ProblemException(
                ProblemCode.BODY_INVALID,
                "字段 %s：%s。".formatted(field, rule),
                List.of(new Problem.Item(field, "value", rule)));
    }
}
