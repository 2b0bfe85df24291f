package org.sunwindow.harvest;

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
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicSite;

/** The catalogue of the data sets, which portals of open data harvest. */
@Path("/catalog.jsonld")
@Tag(name = "Harvesting")
@Produces(MediaType.WILDCARD)
class CatalogResource {

    private final ComputedReads reads;
    private final Kinds kinds;
    private final PublicSite site;
    private final HarvestSettings settings;
    private final ContractPaths paths;

    CatalogResource(ComputedReads reads, Kinds kinds, PublicSite site, HarvestSettings settings, ContractPaths paths) {
        this.reads = reads;
        this.kinds = kinds;
        this.site = site;
        this.settings = settings;
        this.paths = paths;
    }

    /** Identity of the answer. */
    private record CatalogRequest() {}

    @GET
    @Operation(
            operationId = "getCatalog",
            summary = "取数据目录",
            description = "全部公开内容的数据目录（DCAT 3，DCAT-AP 3.0.1），供开放数据平台采集：每个种类一个数据集，"
                    + "写明发布机构、联系方式、更新频率和最近修改时间，和取得它的各种方式（接口、Atom、导出文件）。")
    @APIResponse(
            responseCode = "200",
            description = "数据目录",
            content = @Content(mediaType = LinkedThing.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> catalog(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters.of(uri).end();
        return reads.formatted(
                new CatalogRequest(),
                Holds.WHILE_RECORDS_DO,
                reads.accepted(List.of(LinkedThing.MEDIA_TYPE)),
                ifNoneMatch,
                data -> new DataCatalog(data, kinds, site, settings, hasExports()).write());
    }

    /** A build may leave out the feature. */
    private boolean hasExports() {
        return !paths.below("/exports").isEmpty();
    }
}
