package org.sunwindow.disclosure;

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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.FirstPublic;
import org.sunwindow.json.StrictJson;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.CsvWriter;

/** 两馆移交. */
@Path("/transfers")
@Produces(MediaType.WILDCARD)
@Tag(name = "Disclosures")
class TransferResource {

    private static final String UNCHANGED = "内容未变，与 If-None-Match 所列相同";
    private static final String TAG = "上次回答的 ETag；内容未变时回答 304";

    private static final int MAX_SIZE = 100;
    private static final int DEFAULT_SIZE = 20;

    /** Lines of a file or of a printed list. */
    private static final int MAX_LINES = 5_000;

    private static final int MAX_PAGE = 10_000;
    private static final int FIRST_YEAR = 1950;
    private static final int LAST_YEAR = 2199;

    private static final DateTimeFormatter READY = DateTimeFormatter.ofPattern("yyyy年M月d日H:mm");

    private final ComputedReads reports;
    private final DisclosureKind kind;
    private final WorkingCalendar calendar;
    private final StrictJson json;
    private final Clock clock;
    private final ZoneId zone;

    /** {@code null} for none. */
    private final LocalDate since;

    TransferResource(
            ComputedReads reports,
            DisclosureKind kind,
            WorkingCalendar calendar,
            StrictJson json,
            Clock clock,
            Settings settings) {
        this.reports = reports;
        this.kind = kind;
        this.calendar = calendar;
        this.json = json;
        this.clock = clock;
        this.zone = settings.zone();
        this.since = settings.transfers().since().orElse(null);
    }

    private record YearRequest(int year, WorkingDays days) {}

    /** @param mediaType determines the largest page, so that responses of different types have different keys */
    private record ListRequest(Transfer transfer, int page, int size, String mediaType, WorkingDays days) {}

    @GET
    @Operation(
            operationId = "listTransfers",
            summary = "列出一年的移交批次",
            description = "每月 5 日和 20 日各一批，将新公开的信息移交档案馆和图书馆；不是工作日的，顺延到其后第一个工作日。各批次的起止时间固定在 5 日、20 日零时，不随放假安排变化。")
    @Parameter(
            name = "year",
            in = ParameterIn.QUERY,
            description = "年份；缺省为今年",
            example = "2026",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1950", maximum = "2199"))
    @APIResponse(
            responseCode = "200",
            description = "一年的移交批次",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TransferList.Year.class)))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        var parameters = StrictParameters.of(uri);
        int year = parameters
                .number("year", FIRST_YEAR, LAST_YEAR)
                .orElseGet(() -> clock.instant().atZone(zone).getYear());
        parameters.end();
        var request = new YearRequest(year, calendar.days());
        return reports.json(
                request,
                Holds.THIS_MINUTE,
                ifNoneMatch,
                data -> new TransferList.Year(
                        year,
                        Transfer.ofYear(year).stream()
                                .map(transfer -> TransferList.Batch.of(transfer, request.days(), zone, since))
                                .toList()));
    }

    @GET
    @Path("/{id}")
    @Problems({ProblemCode.TRANSFER_NOT_FOUND, ProblemCode.TRANSFER_NOT_RECORDED, ProblemCode.TRANSFER_NOT_READY})
    @Operation(
            operationId = "getTransfer",
            summary = "取一个移交批次的清单",
            description = "这一批次的信息，按首次公开的先后。哪些信息在哪一批次，只看本系统首次公开它的时间，补填的日期和以后的变更都不影响，所以同一批次任何时候取都是同样的各件；"
                    + "以后撤下和到期的，只留编号和撤下日期。Accept 为 text/csv 时为电子表格可以打开的 CSV（UTF-8），为 text/plain 时为可以打印签收的清单，这两种每页 5000 件。"
                    + "截止时间一小时以后才可以取；本系统开始记录之前的批次没有清单；部署时写明了起始日期的，此前载入的存量信息不是新公开的，不在清单中。")
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "页号，从 1 起",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页件数，1 到 100，缺省 20；CSV 和纯文本为 1 到 5000，缺省 5000",
            example = "20",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "5000"))
    @APIResponse(
            responseCode = "200",
            description = "移交清单",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TransferList.class)),
                @Content(mediaType = CsvWriter.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = PrintedText.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> get(
            @Parameter(description = "批次编号：当月 5 日或 20 日的日期", example = "2026-11-20") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        String mediaType =
                reports.accepted(List.of(MediaType.APPLICATION_JSON, CsvWriter.MEDIA_TYPE, PrintedText.MEDIA_TYPE));
        return send(id, mediaType, uri, ifNoneMatch);
    }

    @GET
    @Path("/{id}/text")
    @Problems({ProblemCode.TRANSFER_NOT_FOUND, ProblemCode.TRANSFER_NOT_RECORDED, ProblemCode.TRANSFER_NOT_READY})
    @Operation(
            operationId = "getTransferText",
            summary = "取可打印的移交清单",
            description = "与带 Accept: text/plain 取 /transfers/{id} 相同：可以打印签收的清单，UTF-8 编码，每页 5000 件。")
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            description = "页号，从 1 起",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "每页件数，1 到 5000，缺省 5000",
            example = "5000",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "5000", defaultValue = "5000"))
    @APIResponse(
            responseCode = "200",
            description = "纯文本",
            content = @Content(mediaType = PrintedText.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> text(
            @Parameter(description = "批次编号：当月 5 日或 20 日的日期", example = "2026-11-20") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = TAG) @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return send(id, reports.accepted(List.of(PrintedText.MEDIA_TYPE)), uri, ifNoneMatch);
    }

    private CompletionStage<Response> send(String id, String mediaType, UriInfo uri, String ifNoneMatch) {
        boolean isJson = mediaType.equals(MediaType.APPLICATION_JSON);
        var parameters = StrictParameters.of(uri);
        int page = parameters.number("page", 1, MAX_PAGE).orElse(1);
        int size =
                parameters.number("size", 1, isJson ? MAX_SIZE : MAX_LINES).orElse(isJson ? DEFAULT_SIZE : MAX_LINES);
        parameters.end();
        var request = new ListRequest(ready(id), page, size, mediaType, calendar.days());
        return reports.formatted(request, Holds.THIS_MINUTE, mediaType, ifNoneMatch, data -> {
            Transfer transfer = request.transfer();
            var shown = new TransferList.Page(page, size, 0);
            FirstPublic found = data.records()
                    .firstPublic(kind, transfer.from(zone, since), transfer.until(zone), shown.skipped(), size);
            if (found.total() == 0) {
                requireRecorded(transfer, data.records());
            }
            TransferList list = TransferList.of(
                    TransferList.Batch.of(transfer, request.days(), zone, since),
                    found,
                    new TransferList.Page(page, size, found.total()),
                    zone,
                    kind,
                    data);
            return switch (mediaType) {
                case CsvWriter.MEDIA_TYPE -> TransferSheet.csv(list);
                case PrintedText.MEDIA_TYPE -> TransferSheet.text(list);
                default -> json.writeBytes(list);
            };
        });
    }

    /**
     * An empty list states that there was nothing to transfer, which is known only since something was recorded.
     *
     * @throws ProblemException if nothing was recorded before the end of the batch
     */
    private void requireRecorded(Transfer transfer, Records records) {
        if (records.firstPublic(kind, Instant.EPOCH, transfer.until(zone), 0, 1).total() == 0) {
            throw notRecorded();
        }
    }

    private static ProblemException notRecorded() {
        return new ProblemException(ProblemCode.TRANSFER_NOT_RECORDED, "本系统在这个移交批次截止以后才开始记录公开的信息，没有这一批次的清单；请查当时的移交记录。");
    }

    /**
     * @throws ProblemException if there is no such batch, or its period has not ended
     */
    private Transfer ready(String id) {
        Transfer transfer = Transfer.of(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.TRANSFER_NOT_FOUND,
                        "没有这个移交批次：批次以当月 5 日或 20 日的日期为编号，例如 2026-11-20；各批次见 /transfers。"));
        if (clock.instant().isBefore(transfer.readyAt(zone))) {
            throw new ProblemException(
                    ProblemCode.TRANSFER_NOT_READY,
                    "这个移交批次的清单自%s起可取。"
                            .formatted(transfer.readyAt(zone).atZone(zone).format(READY)));
        }
        if (transfer.isBefore(since)) {
            throw notRecorded();
        }
        return transfer;
    }
}
