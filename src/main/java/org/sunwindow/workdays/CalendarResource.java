package org.sunwindow.workdays;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
import org.sunwindow.calendar.Deadline;
import org.sunwindow.calendar.DeadlineRequest;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.read.ComputedReads;

/** The known working days, and deadlines. Both are answered from memory. */
@Path("/calendar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calendar")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class CalendarResource {

    private static final String FROM = "from";
    private static final String TO = "to";

    private static final int MAX_DATES = 400;
    private static final int DEFAULT_DATES = 31;

    private final ComputedReads reads;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final ZoneId zone;

    CalendarResource(ComputedReads reads, WorkingCalendar calendar, Clock clock, Settings settings) {
        this.reads = reads;
        this.calendar = calendar;
        this.clock = clock;
        this.zone = settings.zone();
    }

    /** Identity of an answer; a calendar is compared by identity, and replaced when it changes. */
    private record Days(LocalDate from, LocalDate to, WorkingDays calendar) {}

    private record Limit(DeadlineRequest request, WorkingDays calendar) {}

    @GET
    @Operation(
            operationId = "listCalendarDays",
            summary = "列出工作日和节假日",
            description = "逐日说明是工作日、周末、放假还是调休上班，最多 400 天。依据国务院办公厅历年的节假日安排（2002 年起，随程序带来）和发布方导入的更正；"
                    + "安排尚未公布的年份暂按周末和法定节假日（全国年节及纪念日放假办法）推算，并注明 provisional。")
    @Parameter(
            name = FROM,
            in = ParameterIn.QUERY,
            description = "首日，缺省为今天",
            example = "2026-10-01",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = TO,
            in = ParameterIn.QUERY,
            description = "末日，含当天，缺省为首日起的第 31 天",
            example = "2026-10-10",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @APIResponse(
            responseCode = "200",
            description = "逐日的工作日历",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CalendarDays.class)))
    public CompletionStage<Response> days(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        var parameters = StrictParameters.of(uri);
        Optional<LocalDate> first = parameters.date(FROM);
        Optional<LocalDate> last = parameters.date(TO);
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        LocalDate from = first.orElse(today);
        LocalDate to = last.orElse(from.plusDays(DEFAULT_DATES - 1));
        boolean known = !parameters.isWrong(FROM) && !parameters.isWrong(TO);
        if (known && to.isBefore(from)) {
            parameters.wrong(TO, "range", "不能早于首日 " + from);
        } else if (known && ChronoUnit.DAYS.between(from, to) >= MAX_DATES) {
            parameters.wrong(TO, "range", "一次最多 %d 天，末日应不晚于 %s".formatted(MAX_DATES, from.plusDays(MAX_DATES - 1)));
        }
        parameters.end();
        var asked = new Days(from, to, calendar.days());
        Instant until = first.isPresent()
                ? Instant.MAX
                : today.plusDays(1).atStartOfDay(zone).toInstant();
        return reads.withoutRecords(asked, until, ifNoneMatch, () -> CalendarDays.of(from, to, asked.calendar()));
    }

    @GET
    @Path("/deadline")
    @Operation(
            operationId = "getDeadline",
            summary = "推算期限",
            description = "由起始日和天数推算到期日，说明哪些日期不计及其原因。起始日不计，次日起算（民法典第二百零一条）；"
                    + "自然日的最后一天是休息日的，顺延到其后第一个工作日（第二百零三条）。涉及节假日安排尚未公布的年份时注明 provisional。"
                    + "只供参考，具体期限以受理单位告知的为准。")
    @Parameter(
            name = DeadlineRequest.START,
            in = ParameterIn.QUERY,
            required = true,
            description = "起始日：受理、收到或送达之日，当天不计",
            example = "2026-09-28",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    @Parameter(
            name = DeadlineRequest.DAYS,
            in = ParameterIn.QUERY,
            required = true,
            description = "天数，1 到 1000",
            example = "5",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
    @Parameter(
            name = DeadlineRequest.UNIT,
            in = ParameterIn.QUERY,
            description = "单位：WORKING 工作日、NATURAL 自然日，缺省 WORKING",
            example = "WORKING",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"WORKING", "NATURAL"},
                            defaultValue = "WORKING"))
    @Parameter(
            name = DeadlineRequest.PAUSE,
            in = ParameterIn.QUERY,
            description = "暂停计算的日期（补正、听证、鉴定、公示等），首日和末日以斜线相连，两日都不计，一段最长 400 天；可重复，最多 10 段",
            example = "2026-10-12/2026-10-16",
            schema =
                    @Schema(
                            type = SchemaType.ARRAY,
                            implementation = String.class,
                            maxItems = DeadlineRequest.MAX_PAUSES))
    @APIResponse(
            responseCode = "200",
            description = "到期日和推算的经过",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Deadline.class)))
    public CompletionStage<Response> deadline(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        var asked = new Limit(DeadlineRequest.of(StrictParameters.of(uri)), calendar.days());
        return reads.withoutRecords(
                asked, Instant.MAX, ifNoneMatch, () -> asked.request().on(asked.calendar()));
    }
}
