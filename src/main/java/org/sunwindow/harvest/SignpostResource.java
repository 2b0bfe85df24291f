package org.sunwindow.harvest;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ContractPaths;
import org.sunwindow.http.RootAddresses;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.PublicSite;

/** What programs look for at the root of a server to learn what is there. */
@Path("/")
@Tag(name = "Harvesting")
@Produces(MediaType.WILDCARD)
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class SignpostResource {

    private static final String MARKDOWN = "text/markdown";

    private final ComputedReads reads;
    private final Signposts texts;
    private final RootAddresses root;

    SignpostResource(ComputedReads reads, Kinds kinds, PublicSite site, ContractPaths paths, RootAddresses root) {
        this.reads = reads;
        this.texts = new Signposts(kinds, site, paths);
        this.root = root;
    }

    void register(@Observes Router router) {
        root.add(router, "/robots.txt");
        root.add(router, "/llms.txt");
    }

    /** Identity of an answer. */
    private record TextRequest(String name) {}

    @GET
    @Path("robots.txt")
    @Operation(
            operationId = "getRobots",
            summary = "取 robots.txt",
            description = "给采集程序的说明（RFC 9309）：公开内容可以采集，办件进度和导入不可以，网站地图在哪里。在 /robots.txt 也可以取得。")
    @APIResponse(
            responseCode = "200",
            description = "robots.txt",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public CompletionStage<Response> robots(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters.of(uri).end();
        String type = reads.accepted(List.of(MediaType.TEXT_PLAIN));
        return reads.text(new TextRequest("robots"), type, ifNoneMatch, texts::robots);
    }

    @GET
    @Path("llms.txt")
    @Operation(
            operationId = "getLlmsText",
            summary = "取 llms.txt",
            description = "给智能助手的说明（llmstxt.org）：这是什么服务，主要地址，办件进度不公开，和助手可以调用的 MCP 地址。在 /llms.txt 也可以取得。")
    @APIResponse(
            responseCode = "200",
            description = "llms.txt，Markdown",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MARKDOWN, schema = @Schema(type = SchemaType.STRING))
            })
    public CompletionStage<Response> llms(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters.of(uri).end();
        String type = reads.accepted(List.of(MediaType.TEXT_PLAIN, MARKDOWN));
        return reads.text(new TextRequest("llms"), type, ifNoneMatch, texts::llms);
    }
}
