package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.index.Suggestion;

/** Completions of a text that is being typed. */
@Path("/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Search")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class SuggestionResource {

    private final PublicReads reads;

    SuggestionResource(PublicReads reads) {
        this.reads = reads;
    }

    @GET
    @Operation(
            operationId = "suggest",
            summary = "输入建议",
            description = "随输入给出可能要找的词语、主题、事项、机构、场所和信息名称。可输入汉字（开头或中间）、全拼、拼音首字母或混用，" + "如 婚姻登、hunyin、hydj、婚姻dj。")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            required = true,
            description = "已输入的文字，最长 60 字",
            example = "hydj",
            schema = @Schema(type = SchemaType.STRING, maxLength = 60))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "最多几条，1 到 10，缺省 10",
            example = "10",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10", defaultValue = "10"))
    @APIResponse(
            responseCode = "200",
            description = "建议，最可能的在前",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Suggestions.class)))
    public CompletionStage<Response> suggest(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return reads.suggest(uri, ifNoneMatch);
    }

    @RegisterForReflection
    @Schema(name = "SuggestionList", description = "输入建议")
    record Suggestions(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "各条建议，最可能的在前；没有则为空", required = true)
            List<Suggestion> items) {}
}
