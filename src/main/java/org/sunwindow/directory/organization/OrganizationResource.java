package org.sunwindow.directory.organization;

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
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.directory.SchemaOrg;
import org.sunwindow.read.ListAnswer;
import org.sunwindow.read.ListedItem;
import org.sunwindow.read.PublicReads;

/** 机构名录. */
@Path("/organizations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "机构与场所")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class OrganizationResource {

    private final PublicReads reads;
    private final OrganizationKind kind;

    OrganizationResource(PublicReads reads, OrganizationKind kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Operation(operationId = "listOrganizations", summary = "检索机构", description = "查找民政局、内设处室、直属和代管单位；不带参数时按编号列出全部。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "relation",
            in = ParameterIn.QUERY,
            description = "机构关系；可重复",
            example = "内设处室",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "parent",
            in = ParameterIn.QUERY,
            description = "上级机构编号；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(
            name = "successor",
            in = ParameterIn.QUERY,
            description = "承接机构的编号：哪些机构并入了它；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "排序；有 q 时缺省 relevance，否则按编号",
            example = "relevance",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"relevance"}))
    @Parameter(name = "facets", in = ParameterIn.QUERY, ref = "facets")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "命中的机构，不含职能和领导",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OrganizationList.class)))
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, SchemaOrg.MEDIA_TYPE})
    @Operation(
            operationId = "getOrganization",
            summary = "取一个机构",
            description = "依编号取机构的职能、领导、联系方式和公开工作机构，以及它的各级上级、直接下级和办事场所；已撤并的给出去向。"
                    + "Accept: application/ld+json 时为 schema.org 的 JSON-LD。")
    @APIResponse(
            responseCode = "200",
            description = "机构详情",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = OrganizationRecord.class)),
                @Content(mediaType = SchemaOrg.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT))
            })
    public CompletionStage<Response> get(
            @Parameter(description = "机构编号", example = "org-yc-mzj") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "机构名录的一页")
    static final class OrganizationList extends ListAnswer<OrganizationItem> {}

    @Schema(
            description = "列表中的一个机构，不含职能和领导",
            allOf = {Organization.class, ListedItem.class})
    static final class OrganizationItem {}

    @Schema(
            description = "一个机构和与它相关的",
            allOf = {Organization.class, OrganizationLinked.class})
    static final class OrganizationRecord {}

    @Schema(description = "与机构相关的")
    record OrganizationLinked(
            @Schema(description = "在机构树中的位置和相关的场所") OrganizationKind.Links links) {}
}
