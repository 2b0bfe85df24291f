package org.sunwindow.harvest;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.RootAddresses;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.PublicSite;

/**
 * The addresses of all public records (sitemaps.org), for search engines. The parts stand beside the index, because a
 * sitemap may only list what is below its own directory.
 */
@Path("/")
@Tag(name = "Harvesting")
@Produces(MediaType.WILDCARD)
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class SitemapResource {

    private static final String INDEX = "/sitemap.xml";

    private final ComputedReads reads;
    private final Sitemap sitemap;
    private final PublicSite site;
    private final RootAddresses root;

    SitemapResource(ComputedReads reads, Kinds kinds, PublicSite site, RootAddresses root) {
        this.reads = reads;
        this.sitemap = new Sitemap(kinds, site);
        this.site = site;
        this.root = root;
    }

    void register(@Observes Router router) {
        root.add(router, INDEX);
    }

    /** Identity of an answer, {@code null} for the index. */
    private record SitemapRequest(Sitemap.Part part) {}

    @GET
    @Path("sitemap.xml")
    @Problems(ProblemCode.PATH_NOT_FOUND)
    @Operation(
            operationId = "getSitemap",
            summary = "取网站地图",
            description = "网站地图的索引（sitemaps.org），供搜索引擎采集；在 /sitemap.xml 也可以取得。每个种类分为若干部分，每部分最多 50000 个地址。"
                    + "没有设定对外地址（SUNWINDOW_PUBLIC_ADDRESS）的，回答 404。")
    @APIResponse(
            responseCode = "200",
            description = "网站地图的索引",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_XML,
                            schema = @Schema(type = SchemaType.STRING, description = "sitemapindex")))
    public CompletionStage<Response> index(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return answer(uri, new SitemapRequest(null), ifNoneMatch, sitemap::index);
    }

    @GET
    @Path("sitemap-{part}.xml")
    @Problems(ProblemCode.PATH_NOT_FOUND)
    @Operation(
            operationId = "getSitemapPart",
            summary = "取网站地图的一部分",
            description = "公开中的记录的地址和最近修改时间。各部分的地址见网站地图的索引；内容增多而另分的，原来的回答 404，请重新取索引。")
    @APIResponse(
            responseCode = "200",
            description = "网站地图的一部分",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_XML,
                            schema = @Schema(type = SchemaType.STRING, description = "urlset")))
    public CompletionStage<Response> part(
            @Parameter(description = "哪一部分：种类、序号和部分数，以 - 相连", example = "disclosure-1-1") @PathParam("part")
                    String part,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        Sitemap.Part asked = sitemap.part(part).orElseThrow(Sitemap::noPart);
        return answer(uri, new SitemapRequest(asked), ifNoneMatch, data -> sitemap.part(data, asked));
    }

    private CompletionStage<Response> answer(
            UriInfo uri, SitemapRequest asked, String ifNoneMatch, Function<PublicData, byte[]> document) {
        StrictParameters.of(uri).end();
        if (!site.hasAddress()) {
            throw new ProblemException(ProblemCode.PATH_NOT_FOUND, "网站地图须写明完整地址，而本服务没有设定对外地址。");
        }
        String type = reads.accepted(List.of(MediaType.APPLICATION_XML, MediaType.TEXT_XML));
        return reads.formatted(asked, Holds.WHILE_RECORDS_DO, type, ifNoneMatch, document);
    }
}
