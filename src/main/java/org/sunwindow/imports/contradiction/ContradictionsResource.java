package org.sunwindow.imports.contradiction;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Contradictions between the records of a publisher and other records. */
@Path("/contradictions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class ContradictionsResource {

    private static final int MAX_CURSOR = 300;

    private final Publishers publishers;
    private final Contradictions contradictions;

    ContradictionsResource(Publishers publishers, Contradictions contradictions) {
        this.publishers = publishers;
        this.contradictions = contradictions;
    }

    @GET
    @Blocking
    @Operation(
            operationId = "listContradictions",
            summary = "列出矛盾",
            description = "检查现在公开的记录：依据已不再有效的办事指南和解读，所述标准已被较新标准取代的，仍引用已撤并机构、已关闭场所的，引用的记录不存在的，"
                    + "列有的文件没有收到的，已被替代仍标为有效的，两条现行信息替代同一条的，电话与所属单位公布的不符的。只列本发布方可以变更的记录，管理员可以取全部。"
                    + "每次请求最多检查 500 条记录，找到 50 处即止；回答中有 next 的，以它为 after 继续，直到没有为止。金额只核对同一待遇、同一周期、同一区划（或其上级）的标准。")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "种类：只检查这一种类的记录",
            example = "service",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "code",
            in = ParameterIn.QUERY,
            description = "矛盾的种类",
            example = "amount.outdated",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "上一页回答中的 next",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_CURSOR))
    @APIResponse(
            responseCode = "200",
            description = "矛盾的一页",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Contradiction.Page.class)))
    public Response list(@Context UriInfo uri, @Context HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        var parameters = StrictParameters.of(uri);
        var kind = parameters.choice("kind", contradictions.kinds());
        var code = parameters.choice("code", Contradiction.Code.codes());
        var after = parameters.text("after", MAX_CURSOR);
        if (after.isPresent() && !contradictions.isCursor(after.get())) {
            parameters.wrong("after", "value", "应为上一页回答中的 next");
        }
        parameters.end();
        var page = contradictions.page(publisher, kind.orElse(null), code.orElse(null), after.orElse(null));
        return Response.ok(page).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
