package org.sunwindow.directory.office;

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
import java.time.OffsetDateTime;
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

/** 办事场所, also by distance. */
@Path("/offices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "机构与场所")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
public class OfficeResource {

    private final PublicReads reads;
    private final OfficeKind kind;

    OfficeResource(PublicReads reads, OfficeKind kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Operation(
            operationId = "listOffices",
            summary = "检索办事场所",
            description = "按名称（含曾用名）、电话、类型、所在区划和可办事项查找；带 near 时只列半径以内的，由近及远，每条附距离（米）。"
                    + "坐标缺省为 GCJ-02（微信、腾讯、高德地图），name、address、latitude、longitude 可直接用于 wx.openLocation。"
                    + "Accept: application/geo+json 或 text/vcard 时，坐标按这两种标准为 WGS-84，不受 crs 影响。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "场所类型；可重复",
            example = "婚姻登记处",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "机构编号；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(name = "serves", in = ParameterIn.QUERY, ref = "serves")
    @Parameter(
            name = "service",
            in = ParameterIn.QUERY,
            description = "可办事项的编码：场所或其窗口列有该事项，或该事项的办事指南写明在此办理；可重复",
            example = "990100-QR-003",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "successor",
            in = ParameterIn.QUERY,
            description = "承接场所的编号：哪些场所并入或迁到了它；可重复",
            example = "off-dh-ltz",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "near", in = ParameterIn.QUERY, ref = "near")
    @Parameter(name = "radius", in = ParameterIn.QUERY, ref = "radius")
    @Parameter(name = "crs", in = ParameterIn.QUERY, ref = "crs")
    @Parameter(name = "openAt", in = ParameterIn.QUERY, ref = "openAt")
    @Parameter(name = "hoursAt", in = ParameterIn.QUERY, ref = "hoursAt")
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "排序；有 near 时缺省 distance，有 q 时缺省 relevance，否则按编号",
            example = "distance",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"distance", "relevance"}))
    @Parameter(name = "facets", in = ParameterIn.QUERY, ref = "facets")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @Produces({MediaType.APPLICATION_JSON, GeoJson.MEDIA_TYPE, VCards.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            description = "命中的场所",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = OfficeList.class)),
                @Content(mediaType = GeoJson.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = VCards.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, GeoJson.MEDIA_TYPE, VCards.MEDIA_TYPE, SchemaOrg.MEDIA_TYPE})
    @Operation(
            operationId = "getOffice",
            summary = "取一个办事场所",
            description = "依编号取场所的地址、电话、开放时间、窗口和可办事项；已撤并的给出去向。"
                    + "Accept: application/geo+json、text/vcard 或 application/ld+json（schema.org）时，坐标为 WGS-84。")
    @Parameter(name = "crs", in = ParameterIn.QUERY, ref = "crs")
    @Parameter(name = "hoursAt", in = ParameterIn.QUERY, ref = "hoursAt")
    @APIResponse(
            responseCode = "200",
            description = "场所详情",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = OfficeRecord.class)),
                @Content(mediaType = GeoJson.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = VCards.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = SchemaOrg.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT))
            })
    public CompletionStage<Response> get(
            @Parameter(description = "场所编号", example = "off-dh-hydj") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "办事场所的一页")
    static final class OfficeList extends ListAnswer<OfficeItem> {}

    @Schema(
            description = "列表中的一个场所",
            allOf = {Office.class, ListedItem.class, Distance.class, Opening.class})
    static final class OfficeItem {}

    @Schema(
            description = "一个场所和与它相关的",
            allOf = {Office.class, Opening.class, OfficeLinked.class})
    static final class OfficeRecord {}

    @Schema(description = "与场所相关的")
    record OfficeLinked(@Schema(description = "相关的机构、事项和场所") OfficeKind.Links links) {}

    @Schema(name = "Opening", description = "带 openAt 或 hoursAt 时的开放状态；没有开放时间的场所没有")
    public record Opening(
            @Schema(description = "是否开放", examples = "true") Boolean open,
            @Schema(description = "到何时为止；一直开放的没有") OffsetDateTime closesAt,
            @Schema(description = "下次何时开放；三个月内不开放的没有") OffsetDateTime opensAt,

            @Schema(description = "为 true 时取决于节假日安排尚未公布的年份，届时可能不同；否则没有")
            Boolean provisional) {}

    @Schema(name = "Distance", description = "带 near 时的距离")
    public record Distance(
            @Schema(description = "到所问地点的距离，米", examples = "820")
            Long distance) {}
}
