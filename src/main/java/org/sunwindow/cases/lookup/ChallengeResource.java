package org.sunwindow.cases.lookup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.cases.lookup.ChallengeVerifier.Effort;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.AnyTyping;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;

/** Issues challenges. */
@Path("/challenges")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Status")
@SecurityRequirement(name = "caller")
@SecurityRequirementsSet
@APIResponse(responseCode = "default", ref = "Problem")
class ChallengeResource {

    private static final int MAX_BODY = 1024;

    private final StrictJson json;
    private final ChallengeVerifier verifier;

    ChallengeResource(StrictJson json, ChallengeVerifier verifier) {
        this.json = json;
        this.verifier = verifier;
    }

    @RegisterForReflection
    @Schema(name = "ChallengeRequest", description = "取验证任务")
    record ChallengeRequest(
            @NotBlank
            @AnyTyping
            @Size(max = 60)
            @Schema(description = "要查询的申请编号；任务只对它有效，不说明它是否存在", required = true, examples = "990102261109000017")
            String applicationNo,

            @Schema(description = "编号已锁定（lookup.locked）而仍要查询的填 true，任务较难，须数秒", examples = "false")
            Boolean locked) {

        /** Keeps the number out of every log and message. */
        @Override
        public String toString() {
            return "ChallengeRequest";
        }
    }

    @POST
    @NonBlocking
    @Operation(
            operationId = "getChallenge",
            summary = "取查询前的验证任务",
            description = "要求验证时（403，challenge.required），或者编号已锁定（429，lookup.locked）而仍要查询时，"
                    + "先取任务，求得答案后随查询提交。一个答案只容一次不符，再查须另取任务。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChallengeRequest.class),
                            examples = @ExampleObject(name = "一个编号", value = """
                                                    {"applicationNo": "990102261109000017"}""")))
    @APIResponse(
            responseCode = "200",
            description = "任务",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChallengeVerifier.Task.class)))
    public Response issue(@Context UriInfo uri, InputStream body) {
        StrictParameters.of(uri).end();
        ChallengeRequest request = RequestBodies.json(body, MAX_BODY, json, ChallengeRequest.class);
        return Response.ok(json.write(verifier.issue(
                        request.applicationNo(), Boolean.TRUE.equals(request.locked()) ? Effort.HARD : Effort.NORMAL)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
