package org.sunwindow.notice;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.read.CsvWriter;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;
import org.sunwindow.read.XlsxWriter;

/** 公示公告. */
@Path("/notices")
@Tag(name = "Notices")
class NoticeResource extends PublicationResource<Notice> {

    private final PublicReads reads;
    private final NoticeKind kind;

    NoticeResource(PublicReads reads, NoticeKind kind) {
        super(reads, kind);
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Path("/{id}/rows")
    @Problems({ProblemCode.RECORD_NOT_FOUND, ProblemCode.RECORD_WITHDRAWN, ProblemCode.RECORD_EXPIRED})
    @Operation(
            operationId = "listNoticeRows",
            summary = "取公示公告表格的各行",
            description = "可检索、排序、分页，并给出数量列和金额列的合计。Accept 为 text/csv 时为电子表格可以打开的 CSV（UTF-8），"
                    + "以等号、加号、减号、@ 开头的单元格前加单引号，以免被当作公式；为 " + XlsxWriter.MEDIA_TYPE
                    + " 时为 Excel 工作簿（XLSX），文字都是文字，不会成为公式，合计在第二张工作表。两者不带 page 和 size 的为全部行。公示期外的回答与公示公告本身相同。")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "检索词，以空格分开的各词都在同一行的才列出；全半角、大小写、繁简不限",
            example = "望湖社区",
            schema = @Schema(type = SchemaType.STRING, maxLength = RowsRequest.MAX_TEXT))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "排序的列代号，前加减号为由大到小；缺省按发布方的次序。数字列按数值，其他列按文字编码，空单元格总在最后",
            example = "-persons",
            schema = @Schema(type = SchemaType.STRING, maxLength = 31))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "页号，从 1 起",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "5000", defaultValue = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页行数，1 到 100，缺省 20",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "符合条件的各行和合计",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = NoticeRows.class)),
                @Content(mediaType = CsvWriter.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = XlsxWriter.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> rows(
            @Parameter(description = "公示公告编号", example = "gs-dh-db-2026q3") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        RowsRequest asked = RowsRequest.of(uri);
        return reads.view(kind, id, asked, (notice, inForce) -> asked.answer(notice), asked.sheets(), ifNoneMatch);
    }
}
