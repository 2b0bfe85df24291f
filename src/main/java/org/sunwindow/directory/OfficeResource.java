package org.sunwindow.directory;

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
import org.sunwindow.search.ListAnswer;
import org.sunwindow.search.ListedItem;
import org.sunwindow.search.PublicReads;

/** 办事场所, also by distance. */
@Path("/offices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "机构与场所")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class OfficeResource {

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
            description = "按名称、类型、所在区划和可办事项查找；带 near 时只列半径以内的，由近及远，每条附距离（米）。坐标缺省为 GCJ-02（微信、腾讯、高德地图）。")
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
    @Parameter(
            name = "serves",
            in = ParameterIn.QUERY,
            description = "服务该行政区划的场所：先找本级的，本级没有符合其他筛选条件的，依次找上一级的；可重复",
            example = "990102001000",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "service",
            in = ParameterIn.QUERY,
            description = "可办事项的编码；可重复",
            example = "990100-QR-003",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "near",
            in = ParameterIn.QUERY,
            description = "地点“纬度,经度”，坐标系同 crs",
            example = "30.3300,118.8000",
            schema = @Schema(type = SchemaType.STRING, maxLength = 50))
    @Parameter(
            name = "radius",
            in = ParameterIn.QUERY,
            description = "半径，米，1 到 100000，缺省 5000；须与 near 一起使用",
            example = "\"5000\"",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100000", defaultValue = "5000"))
    @Parameter(
            name = "crs",
            in = ParameterIn.QUERY,
            description =
                    "near 和回答所用的坐标系：gcj02（缺省）、wgs84、cgcs2000（天地图，按与 wgs84 相同处理）、bd09（百度）。" + "换算公式与官方偏移相差几米以内；境外地点不偏移",
            example = "wgs84",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"gcj02", "wgs84", "cgcs2000", "bd09"},
                            defaultValue = "gcj02"))
    @Parameter(
            name = "openAt",
            in = ParameterIn.QUERY,
            description = "只列这一时刻开放的，每条附开放状态；日期时间（带时区，缺省为北京时间）或 now。节假日和调休上班按国务院办公厅的安排和导入的日历",
            example = "2026-11-25T10:00:00+08:00",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "hoursAt",
            in = ParameterIn.QUERY,
            description = "每条附这一时刻的开放状态，不开放的附下次开放的时间；取值同 openAt，不能与它同时使用",
            example = "now",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
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
    @APIResponse(
            responseCode = "200",
            description = "命中的场所",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OfficeList.class)))
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getOffice", summary = "取一个办事场所", description = "依编号取场所的地址、电话、开放时间和可办事项。")
    @Parameter(
            name = "crs",
            in = ParameterIn.QUERY,
            description = "回答所用的坐标系，同 /offices",
            example = "wgs84",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"gcj02", "wgs84", "cgcs2000", "bd09"},
                            defaultValue = "gcj02"))
    @APIResponse(
            responseCode = "200",
            description = "场所详情",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Office.class)))
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

    @Schema(name = "Opening", description = "带 openAt 或 hoursAt 时的开放状态；没有开放时间的场所没有")
    record Opening(
            @Schema(description = "是否开放", examples = "true") Boolean open,
            @Schema(description = "到何时为止；一直开放的没有") OffsetDateTime closesAt,
            @Schema(description = "下次何时开放；三个月内不开放的没有") OffsetDateTime opensAt) {}

    @Schema(name = "Distance", description = "带 near 时的距离")
    record Distance(
            @Schema(description = "到所问地点的距离，米", examples = "820")
            Long distance) {}
}
