package org.sunwindow.column;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 网站栏目. */
@Path("/columns")
@Tag(name = "Disclosures")
class ColumnResource extends PublicationResource<Column> {

    /** Far more than a website has. */
    private static final int MAX_COLUMNS = 2_000;

    private final ComputedReads computed;
    private final ColumnKind kind;

    ColumnResource(PublicReads reads, ComputedReads computed, ColumnKind kind) {
        super(reads, kind);
        this.computed = computed;
        this.kind = kind;
    }

    @GET
    @Path("/tree")
    @Operation(
            operationId = "getColumnTree",
            summary = "取栏目树",
            description = "全部公开的栏目，上下级相套，各按次序排列，每个带从一级栏目起的路径（当前位置）和其中公开信息的条数；最多 2000 个。")
    @APIResponse(
            responseCode = "200",
            description = "栏目树",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ColumnTree.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> tree(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters.of(uri).end();
        return computed.json(
                ColumnTree.class,
                Holds.WHILE_RECORDS_DO,
                ifNoneMatch,
                data -> ColumnTree.of(data.all(kind).records(kind, MAX_COLUMNS), data.related()));
    }
}
