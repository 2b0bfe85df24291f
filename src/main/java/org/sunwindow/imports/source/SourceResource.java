package org.sunwindow.imports.source;

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
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.source.SourceStates.State;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** The sources of a publisher. */
@Path("/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class SourceResource {

    private final Publishers publishers;
    private final SourceSettings settings;
    private final SourceStates states;
    private final Clock clock;

    SourceResource(Publishers publishers, SourceSettings settings, SourceStates states, Clock clock) {
        this.publishers = publishers;
        this.settings = settings;
        this.states = states;
        this.clock = clock;
    }

    @GET
    @Blocking
    @Operation(
            operationId = "listSources",
            summary = "列出定时获取的来源",
            description = "本服务按配置定时从这些地址获取文件，以发布方的名义导入；逐行检查与报送的文件相同。只列本发布方的，管理员可以取全部。")
    @APIResponse(
            responseCode = "200",
            description = "来源的列表",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SourceReport.Sources.class)))
    public Response list(@Context UriInfo uri, @Context HttpServerRequest request) throws SQLException {
        Publisher publisher = publishers.of(request);
        StrictParameters.of(uri).end();
        Map<String, State> known = states.all();
        var items = new TreeMap<>(settings.sources())
                .entrySet().stream()
                        .filter(source -> publisher.isAdministrator()
                                || publisher.name().equals(source.getValue().publisher()))
                        .map(source -> report(source.getKey(), source.getValue(), known.get(source.getKey())))
                        .toList();
        return Response.ok(new SourceReport.Sources(items))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private SourceReport report(String name, SourceSettings.Source source, State state) {
        State shown = state == null ? new State(null, null, null, null, null, null, null, 0) : state;
        return new SourceReport(
                name,
                source.kind(),
                source.publisher(),
                withoutQuery(source.url()),
                source.every().toSeconds(),
                shown.outcome(),
                shown.failure(),
                shown.detail(),
                shown.run(),
                shown.failures(),
                time(shown.fetched()),
                time(shown.succeeded()),
                time(shown.due()));
    }

    /** The query may hold a secret. */
    private static String withoutQuery(String url) {
        return url.replaceFirst("[?#].*", "");
    }

    private OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
