package org.sunwindow.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.catalog.CatalogCoverage.Page;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Summary;
import org.sunwindow.kind.Kinds;

/**
 * What fulfils one row, in whichever of its versions it is named.
 *
 * @param key  canonical, of the row
 * @param from first instant of the publication, {@code null} for any
 * @param to   last millisecond of it, {@code null} for any
 */
record FulfilmentReport(String key, Instant from, Instant to, int page, int size, WorkingDays days) {

    static FulfilmentReport of(String key, UriInfo uri, ZoneId zone, WorkingDays days) {
        var parameters = StrictParameters.of(uri);
        Instant from = parameters.from("from", zone).orElse(null);
        Instant to = parameters.to("to", zone, false).orElse(null);
        int page = parameters.number("page", 1, CoverageRequest.MAX_PAGE).orElse(1);
        int size = parameters.number("size", 1, CoverageRequest.MAX_SIZE).orElse(CoverageRequest.DEFAULT_SIZE);
        parameters.end();
        return new FulfilmentReport(key, from, to, page, size, days);
    }

    @RegisterForReflection
    @Schema(name = "CatalogItemDisclosures", description = "落实一个事项的信息")
    record Answer(
            @Schema(description = "行的编号", required = true, examples = "cat-yc-shjz-2026-005")
            String id,

            @Schema(description = "名称", required = true, examples = "最低生活保障－审核信息")
            String name,

            @Schema(description = "本行的时限：工作日", required = true, examples = "10")
            int limitDays,

            @JsonInclude(Include.NON_NULL)
            @Schema(description = "true 表示目录没有写明时限，或写的不能识别，按条例第二十六条的 20 个工作日；否则不带此字段", examples = "true")
            Boolean byRegulation,

            @JsonInclude(Include.ALWAYS) @Schema(description = "本页各条，新发布的在前", required = true)
            List<Item> items,

            @Schema(required = true) Page page) {}

    @RegisterForReflection
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "CatalogItemDisclosure", description = "落实一个事项的一条信息")
    record Item(
            @Schema(description = "信息的编号", required = true, examples = "990100001/202606-00002")
            String id,

            @Schema(description = "信息名称", required = true) String title,

            @Schema(description = "成文日期", examples = "2026-06-23")
            LocalDate issuedOn,

            @Schema(description = "发布日期", required = true, examples = "2026-06-29")
            LocalDate publishedOn,

            @Schema(description = "所按的时限，工作日：成文那天有效的目录版本中的；没有成文日期的没有", examples = "10")
            Integer limitDays,

            @Schema(description = "最迟应在这一天公开；没有成文日期的没有", examples = "2026-07-07")
            LocalDate deadline,

            @Schema(description = "自成文次日起到发布用的工作日；在休息日发布的，按其后的工作日", examples = "4")
            Integer workingDays,

            @Schema(description = "公开情况", required = true) Timeliness.Status status,

            @Schema(description = "true 表示由与本行无关的其他发布方报送，不计入覆盖情况；否则不带此字段")
            Boolean byOther) {}

    Answer answer(CatalogItemKind kind, Kinds kinds, Records records, ZoneId zone, Calendars calendars) {
        CatalogRows rows = CatalogRows.of(kind, records, zone);
        CatalogRow row = rows.byKey().get(key);
        var found = new HashMap<String, Fulfilment>();
        Fulfilment.each(kinds, records, zone, (fulfilment, published) -> {
            CatalogRow named = rows.byKey().get(fulfilment.row());
            if (named != null
                    && named.identity().equals(row.identity())
                    && named.isOfAreaOf(row)
                    && (from == null || !published.isBefore(from))
                    && (to == null || !published.isAfter(to))) {
                found.putIfAbsent(fulfilment.key(), fulfilment);
            }
        });
        var sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparing(Fulfilment::published, Comparator.reverseOrder())
                .thenComparing(Fulfilment::key));
        var shown = new Page(page, size, sorted.size());
        Summary summary = records.find(kind, key, null).orElseThrow();
        return new Answer(
                summary.key(),
                summary.title(),
                row.workingDays(),
                row.byRegulation(),
                shown.of(sorted).stream()
                        .map(each -> item(each, rows, row, kinds, records, calendars))
                        .toList(),
                shown);
    }

    private Item item(
            Fulfilment fulfilment,
            CatalogRows rows,
            CatalogRow row,
            Kinds kinds,
            Records records,
            Calendars calendars) {
        Summary summary = records.find(kinds.get(CatalogItemKind.DISCLOSURE), fulfilment.key(), null)
                .orElseThrow();
        Timeliness timeliness = rows.timeliness(fulfilment, row, calendars.table(days));
        return new Item(
                summary.key(),
                summary.title(),
                fulfilment.formed(),
                fulfilment.published(),
                timeliness.limit(),
                timeliness.deadline(),
                timeliness.workingDays(),
                timeliness.status(),
                fulfilment.byOther() ? true : null);
    }
}
