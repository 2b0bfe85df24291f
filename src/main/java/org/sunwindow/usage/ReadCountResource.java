package org.sunwindow.usage;

import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.sql.SQLException;
import java.util.List;
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
import org.sunwindow.kind.Kinds;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** How often the records of a publisher are read. */
@Path("/read-counts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class ReadCountResource {

    private static final int MAX_SIZE = 100;
    private static final int DEFAULT_SIZE = 20;

    private final Publishers publishers;
    private final Kinds kinds;
    private final ReadCounts counts;

    ReadCountResource(Publishers publishers, Kinds kinds, ReadCounts counts) {
        this.publishers = publishers;
        this.kinds = kinds;
        this.counts = counts;
    }

    @RegisterForReflection
    @Schema(description = "一条记录的阅读次数")
    record ReadCount(
            @Schema(description = "编号，与报送的写法相同", required = true, examples = "990100001/202406-00004")
            String key,

            @Schema(description = "标题", required = true) String title,

            @Schema(description = "阅读次数", required = true, examples = "128")
            long reads) {}

    @RegisterForReflection
    @Schema(name = "ReadCounts", description = "阅读最多的记录")
    record Most(
            @Schema(description = "由多到少", required = true) List<ReadCount> items) {}

    @GET
    @Blocking
    @Operation(
            operationId = "listReadCounts",
            summary = "列出阅读最多的记录",
            description = "本系统单独给出一条记录的次数，含内容未变（304）的；列表和检索结果不计，浏览器、网关等自行缓存的也不计。每分钟累加一次，不区分由谁阅读。"
                    + "只列本发布方可以变更的、现有的记录，管理员可以取全部。")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            required = true,
            description = "种类",
            example = "disclosure",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "条数，1 到 100，缺省 20",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "阅读最多的记录",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Most.class)))
    public Response list(@Context UriInfo uri, @Context HttpServerRequest request) throws SQLException {
        Publisher publisher = publishers.of(request);
        var parameters = StrictParameters.of(uri);
        var kind = parameters.choice("kind", kinds.names());
        int size = parameters.number("size", 1, MAX_SIZE).orElse(DEFAULT_SIZE);
        if (kind.isEmpty()) {
            parameters.wrong("kind", "required", "须写明种类");
        }
        parameters.end();
        return Response.ok(new Most(counts.most(kinds.get(kind.orElseThrow()), publisher, size)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
