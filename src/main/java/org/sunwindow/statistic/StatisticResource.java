package org.sunwindow.statistic;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.Settings;
import org.sunwindow.http.Deprecation;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** Published statistics, their totals, and the tables of the annual report. */
@Path("/statistics")
@Tag(name = "Statistics")
class StatisticResource extends PublicationResource<Statistic> {

    /** 《政府信息公开条例》 has been in force since this year. */
    private static final int FIRST_YEAR = 2008;

    static final int MAX_KEY = 100;
    static final int MAX_METRIC = 60;

    /** Filters, and prefixes of ranges, that may narrow totals. */
    private static final String IN_FORCE_DEPRECATED = "2026-12-01";

    private static final String IN_FORCE_SUNSET = "2028-01-01";

    /** Every figure is in force, so this parameter has never selected any. */
    private static final Deprecation IN_FORCE =
            Deprecation.ofParameter("inForce", IN_FORCE_DEPRECATED, IN_FORCE_SUNSET);

    private static final Set<String> NARROWING = Set.of(
            StatisticKind.METRIC,
            StatisticKind.UNIT,
            StatisticKind.PERIOD,
            StatisticKind.YEAR,
            StatisticKind.PUBLISHER,
            StatisticKind.ORGANIZATION,
            StatisticKind.DIVISION,
            StatisticKind.AREA);

    private final ComputedReads reads;
    private final StatisticKind kind;
    private final Kinds kinds;
    private final Clock clock;
    private final ZoneId zone;

    StatisticResource(
            PublicReads records, ComputedReads reads, StatisticKind kind, Kinds kinds, Clock clock, Settings settings) {
        super(records, kind);
        this.reads = reads;
        this.kind = kind;
        this.kinds = kinds;
        this.clock = clock;
        this.zone = settings.zone();
    }

    private record ReportRequest(String organization, int year) {}

    @GET
    @Path("/annual-report")
    @Problems(ProblemCode.RECORD_NOT_FOUND)
    @Operation(
            operationId = "getAnnualReport",
            summary = "取年报表格",
            description = "一个机构一年的政府信息公开工作年度报告的三张表，行列按国办公开办函〔2021〕30号的格式。每个数都注明来源：SUPPLIED 机构填报，"
                    + "COUNTED 按这里公开的信息统计。两者都有而不同的，取填报的，并在 counted 给出统计的。可以统计的是规章和规范性文件的制发、废止和现行有效件数："
                    + "发布机构为该机构的名称、文件性质（normativeType）为规章或规范性文件的公开信息；制发按 /disclosures 的 year（成文年份，没有成文日期的按发布年份），"
                    + "废止和现行有效按废止日期，没有的按替代它的文件的生效日期，计到年末，未过完的年度计到现在；哪一天废止不明的，两者都不计。")
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            required = true,
            description = "机构编号",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_KEY))
    @Parameter(
            name = "year",
            in = ParameterIn.QUERY,
            required = true,
            description = "年度，2008 到今年",
            example = "2025",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "2008"))
    @APIResponse(
            responseCode = "200",
            description = "年报表格",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AnnualReport.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> annualReport(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters parameters = StrictParameters.of(uri);
        String key = required(parameters, "organization", MAX_KEY, "应为机构编号，例如 org-yc-mzj");
        Optional<Integer> year = parameters.number("year", FIRST_YEAR, thisYear());
        if (year.isEmpty() && !parameters.isWrong("year")) {
            parameters.wrong("year", "required", "应为年度，例如 2025");
        }
        parameters.end();
        var request = new ReportRequest(key, year.orElseThrow());
        return reads.json(
                request,
                Holds.WHILE_RECORDS_DO,
                ifNoneMatch,
                data -> AnnualReport.of(data, kinds, kind, organization(data, key), request.year()));
    }

    @GET
    @Path("/series")
    @Problems(ProblemCode.RECORD_NOT_FOUND)
    @Extension(name = "x-requires-one-of", value = "[\"division\", \"organization\"]", parseValue = true)
    @Operation(
            operationId = "getStatisticSeries",
            summary = "取一个指标的历次数值",
            description =
                    "一个指标在一个区划或由一个机构填报的历次数值，由远及近；至少写明 division 和 organization 之一。metric 为年报表格的代码"
                            + "（例如 NORMATIVE_DOCUMENT.MADE）时须写明 organization，取各年的数，来源与 /statistics/annual-report 相同，缺省为近 10 年，一次最多 30 年。")
    @Parameter(
            name = StatisticKind.METRIC,
            in = ParameterIn.QUERY,
            required = true,
            description = "指标名称，或者年报表格的代码",
            example = "低保人数",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_METRIC))
    @Parameter(
            name = StatisticKind.ORGANIZATION,
            in = ParameterIn.QUERY,
            description = "机构编号，由它填报的",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_KEY))
    @Parameter(
            name = StatisticKind.DIVISION,
            in = ParameterIn.QUERY,
            description = "行政区划代码，该区划自身的，不含下级；年报表格的没有",
            example = "990102000000",
            schema = @Schema(type = SchemaType.STRING, maxLength = 12))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "最早的统计时期：其末日不早于此",
            example = "2024",
            schema = @Schema(type = SchemaType.STRING, maxLength = 10))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "最晚的统计时期：其末日不晚于此",
            example = "2026-12",
            schema = @Schema(type = SchemaType.STRING, maxLength = 10))
    @APIResponse(
            responseCode = "200",
            description = "历次数值",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Series.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> series(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        SeriesRequest request = SeriesRequest.of(uri, thisYear());
        return reads.json(request, Holds.WHILE_RECORDS_DO, ifNoneMatch, data -> request.answer(data, kinds, kind));
    }

    @GET
    @Path("/totals")
    @Operation(
            operationId = "getStatisticTotals",
            summary = "取列表的合计",
            description = "所选各条按指标和单位相加，由索引算出，不逐条读取；单位不同的不相加，年报表格不计入。筛选参数与 /statistics 相同。"
                    + "上级区划的数一般已经包含下级的：两者都加了的项带 nested=true；要合计下级的，用 area 列出各区划；时点数（如在册人数）跨时期相加没有意义，periods 是所加的时期数。")
    @Parameter(
            name = StatisticKind.METRIC,
            in = ParameterIn.QUERY,
            description = "指标名称；可重复",
            example = "低保人数",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = StatisticKind.UNIT,
            in = ParameterIn.QUERY,
            description = "单位；可重复",
            example = "人",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = StatisticKind.PERIOD,
            in = ParameterIn.QUERY,
            description = "统计时期，与填报的写法相同；可重复",
            example = "2026-Q3",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "periodFrom",
            in = ParameterIn.QUERY,
            description = "统计时期的末日不早于",
            example = "2026-01-01",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "periodTo",
            in = ParameterIn.QUERY,
            description = "统计时期的末日不晚于，含当天",
            example = "2026-12-31",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = StatisticKind.YEAR,
            in = ParameterIn.QUERY,
            description = "统计年份；可重复",
            example = "2026",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = StatisticKind.PUBLISHER,
            in = ParameterIn.QUERY,
            description = "发布机构；可重复",
            example = "云川市民政局",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = StatisticKind.ORGANIZATION,
            in = ParameterIn.QUERY,
            description = "机构编号；includeSubordinate=true 时包括它的各级下属机构；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = StatisticKind.DIVISION,
            in = ParameterIn.QUERY,
            description = "行政区划代码，2、4、6、9 或 12 位，包含下级；可重复",
            example = "990100000000",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = StatisticKind.AREA,
            in = ParameterIn.QUERY,
            description = "统计区划的代码，只计该区划自身的；可重复",
            example = "990102000000",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "includeSubordinate",
            in = ParameterIn.QUERY,
            description = "true 表示 organization 所列机构的各级下属机构的也计入",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = "inForce",
            in = ParameterIn.QUERY,
            description = "自 2026-12-01 起不宜再用，2028-01-01 起不再接受：统计没有失效之说，与不写相同，去掉即可",
            deprecated = true,
            extensions = {
                @Extension(name = Deprecation.SINCE, value = IN_FORCE_DEPRECATED),
                @Extension(name = Deprecation.SUNSET, value = IN_FORCE_SUNSET)
            },
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "合计",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Totals.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> totals(
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        IN_FORCE.tell(request, uri);
        return reads.selected("totals", kind, NARROWING, uri, ifNoneMatch, Totals::of);
    }

    static String required(StrictParameters parameters, String name, int maxLength, String wanted) {
        Optional<String> text = parameters.text(name, maxLength);
        if (text.isEmpty() && !parameters.isWrong(name)) {
            parameters.wrong(name, "required", wanted);
        }
        return text.orElse(null);
    }

    private int thisYear() {
        return LocalDate.ofInstant(clock.instant(), zone).getYear();
    }

    /**
     * @throws ProblemException unless the organization is public
     */
    static Reference organization(PublicData data, String key) {
        Reference found = data.related().find("organization", key);
        if (found == null) {
            throw new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有找到该机构，请核对编号。");
        }
        return found;
    }
}
