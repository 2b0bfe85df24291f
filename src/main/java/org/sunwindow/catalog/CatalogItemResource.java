package org.sunwindow.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.Settings;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 公开事项标准目录. */
@Path("/catalog-items")
@Tag(name = "Disclosures")
class CatalogItemResource extends PublicationResource<CatalogItem> {

    private static final String UNCHANGED = "内容未变，与 If-None-Match 所列相同";
    private static final String TAG = "上次回答的 ETag；内容未变时回答 304";

    private final ComputedReads reports;
    private final CatalogItemKind kind;
    private final Kinds kinds;
    private final Calendars calendars;
    private final ZoneId zone;
    private final CoverageReport coverage;

    CatalogItemResource(
            PublicReads reads,
            ComputedReads reports,
            CatalogItemKind kind,
            Kinds kinds,
            Calendars calendars,
            Settings settings) {
        super(reads, kind);
        this.reports = reports;
        this.kind = kind;
        this.kinds = kinds;
        this.calendars = calendars;
        this.zone = settings.zone();
        this.coverage = new CoverageReport(kind, kinds, zone, calendars);
    }

    @GET
    @Path("/coverage")
    @Problems(ProblemCode.RECORD_NOT_FOUND)
    @Operation(
            operationId = "getCatalogCoverage",
            summary = "取公开事项的落实情况",
            description =
                    "一段时间内，各责任机构应公开多少事项，按时、逾期、先前公开和没有公开的各多少，以及每个事项的情况。目录按 to 那一天有效的版本：新版本生效后，先前版本的各行不再计入，不论是否写明停用或代替；已停用的和被其他目录的行以 replaces 代替的也不计；"
                            + "信息以 catalogItems 写明它落实哪些事项，写的是先前版本的行也算，与该行无关的发布方报送的不算。时限取信息成文那天有效的版本中的，"
                            + "自成文次日起按工作日计算，没有写明或不能识别的为 20 个工作日；没有成文日期的不能判断是否逾期，单独计数。没有这个机构或目录的，回答 404 record.not-found。")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            required = true,
            description = "发布时间不早于；日期或带时区的时间",
            example = "2026-01-01",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            required = true,
            description = "发布时间不晚于；日期则含当天",
            example = "2026-12-31",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "责任机构的编号，可重复；缺省为全部",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "catalog",
            in = ParameterIn.QUERY,
            description = "目录名称；缺省为全部",
            example = "云川市社会救助领域政务公开标准目录",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "只列这种情况的事项：ON_TIME 按时公开、LATE 逾期公开、UNDATED 不能判断、EARLIER 先前公开的仍有效、MISSING 没有公开；各项计数不受影响",
            example = "MISSING",
            schema = @Schema(implementation = Timeliness.Status.class))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "页号，从 1 起",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页条数，1 到 100，缺省 20",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "落实情况",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CatalogCoverage.class)))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> coverage(
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        CoverageRequest request = CoverageRequest.of(uri, zone, calendars.days());
        return reports.json(request, Holds.THIS_MINUTE, ifNoneMatch, data -> coverage.of(request, data.records()));
    }

    @GET
    @Path("/changes")
    @Operation(
            operationId = "getCatalogChanges",
            summary = "比较目录的两个版本",
            description = "后来的版本比先前的新增、取消和调整了哪些行，调整的是哪些列。各行依目录名称和事项编码对照；只是序号变了的，不算调整。")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            required = true,
            description = "先前的版本",
            example = "2024年版",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            required = true,
            description = "后来的版本",
            example = "2026年版",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = "catalog",
            in = ParameterIn.QUERY,
            description = "目录名称；缺省为全部",
            example = "云川市社会救助领域政务公开标准目录",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "页号，从 1 起",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页条数，1 到 100，缺省 20",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "两个版本之间的变动",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CatalogChanges.class)))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> changes(
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        ChangesReport report = ChangesReport.of(uri);
        return reports.json(report, Holds.WHILE_RECORDS_DO, ifNoneMatch, data -> report.answer(kind, data));
    }

    @GET
    @Path("/{id}/disclosures")
    @Problems({ProblemCode.RECORD_NOT_FOUND, ProblemCode.RECORD_WITHDRAWN, ProblemCode.RECORD_EXPIRED})
    @Operation(
            operationId = "listCatalogItemDisclosures",
            summary = "取落实一个事项的信息",
            description = "落实这一行的各条信息，每条是否按时公开、用了几个工作日；信息写的是同一事项在其他版本中的行也算。时限取信息成文那天有效的版本中的，以后的版本改了时限，不改变先前是否按时。")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "发布时间不早于；日期或带时区的时间",
            example = "2026-01-01",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "发布时间不晚于；日期则含当天",
            example = "2026-12-31",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "页号，从 1 起",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页条数，1 到 100，缺省 20",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @APIResponse(
            responseCode = "200",
            description = "落实这一行的信息",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FulfilmentReport.Answer.class)))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> disclosures(
            @Parameter(description = "行的编号", example = "cat-yc-shjz-2026-005") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        FulfilmentReport report = FulfilmentReport.of(kind.key(id), uri, zone, calendars.days());
        return reports.json(report, Holds.THIS_MINUTE, ifNoneMatch, data -> {
            data.require(kind, report.key());
            return report.answer(kind, kinds, data.records(), zone, calendars);
        });
    }
}
