package org.sunwindow.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.index.Records.FirstPublic;
import org.sunwindow.index.Records.Published;
import org.sunwindow.read.PublicData;

/** A {@link Transfer} with its documents, and the batches of a year. */
@RegisterForReflection
@Schema(name = "TransferList", description = "一个移交批次的清单：这段时间内首次公开的信息，按首次公开的先后。清单一经可取，不再增减；此后撤下和到期的，只留编号和撤下日期")
record TransferList(
        @Schema(required = true) Batch batch,

        @JsonInclude(Include.ALWAYS) @Schema(description = "本页各件", required = true)
        List<Item> items,

        @Schema(required = true) Page page) {

    @RegisterForReflection
    @Schema(name = "TransferBatch", description = "一个移交批次")
    record Batch(
            @Schema(description = "批次编号：当月 5 日或 20 日的日期", required = true, examples = "2026-11-20")
            String id,

            @Schema(description = "移交日期：5 日或 20 日不是工作日的，为其后第一个工作日", required = true, examples = "2026-11-20")
            LocalDate day,

            @Schema(description = "是否顺延", required = true, examples = "false")
            boolean moved,

            @Schema(description = "true 表示该年的放假安排尚未公布，移交日期暂按周末和法定节假日推算", required = true, examples = "false")
            boolean provisional,

            @Schema(description = "首次公开不早于", required = true, examples = "2026-11-05T00:00:00+08:00")
            OffsetDateTime from,

            @Schema(description = "首次公开早于；此时及以后的归下一批次", required = true, examples = "2026-11-20T00:00:00+08:00")
            OffsetDateTime until,

            @Schema(description = "何时起可以取清单", required = true, examples = "2026-11-20T01:00:00+08:00")
            OffsetDateTime readyAt) {

        static Batch of(Transfer transfer, WorkingDays days, ZoneId zone, LocalDate since) {
            LocalDate day = transfer.day(days);
            return new Batch(
                    transfer.nominal().toString(),
                    day,
                    !day.equals(transfer.nominal()),
                    !days.isAnnounced(day.getYear()),
                    (transfer.isBefore(since) ? transfer.from(zone, null) : transfer.from(zone, since))
                            .atZone(zone)
                            .toOffsetDateTime(),
                    transfer.until(zone).atZone(zone).toOffsetDateTime(),
                    transfer.readyAt(zone).atZone(zone).toOffsetDateTime());
        }
    }

    @RegisterForReflection
    @Schema(name = "TransferYear", description = "一年的移交批次")
    record Year(
            @Schema(description = "年份", required = true, examples = "2026")
            int year,

            @Schema(description = "各批次，由先到后", required = true)
            List<Batch> items) {}

    @RegisterForReflection
    @Schema(name = "TransferRemoval", description = "不再公开的原因：WITHDRAWN 已撤下、EXPIRED 已过公开期限、POSTPONED 改期公开，尚未到时")
    enum Removal {
        WITHDRAWN,
        EXPIRED,
        POSTPONED
    }

    /** @param number position in the batch, from 1 */
    @RegisterForReflection
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "TransferItem", description = "清单中的一件。不再公开的只有序号、编号、首次公开时间、原因和撤下日期")
    record Item(
            @Schema(description = "序号", required = true, examples = "1")
            int number,

            @Schema(description = "编号，一般为索引号", required = true, examples = "990100001/202611-00004")
            String id,

            @Schema(description = "信息名称") String title,

            @Schema(description = "文号", examples = "云民发〔2026〕41号")
            String docNo,

            @Schema(description = "索引号", examples = "990100001/202611-00004")
            String indexNo,

            @Schema(description = "发布机构", examples = "云川市民政局")
            String publisher,

            @Schema(description = "成文日期", examples = "2026-11-12")
            LocalDate issuedOn,

            @Schema(description = "发布时间", examples = "2026-11-16T09:30:00+08:00")
            OffsetDateTime publishedAt,

            @Schema(description = "公开属性", examples = "主动公开") String disclosureAttribute,

            @Schema(
                    description = "首次公开时间：本系统首次公开它的时间，此后的变更不影响",
                    required = true,
                    examples = "2026-11-16T09:30:00+08:00")
            OffsetDateTime firstPublicAt,

            @Schema(description = "不再公开的原因；仍公开的没有") Removal removed,

            @Schema(description = "撤下日期", examples = "2026-11-18")
            LocalDate withdrawnOn) {}

    @RegisterForReflection
    @Schema(name = "TransferPage", description = "清单的分页")
    record Page(
            @Schema(description = "页号，从 1 起", required = true, examples = "1")
            int number,

            @Schema(description = "每页件数", required = true, examples = "20")
            int size,

            @Schema(description = "全部件数", required = true, examples = "12")
            int total) {

        int pages() {
            return Math.max(1, (total + size - 1) / size);
        }

        int skipped() {
            return (number - 1) * size;
        }
    }

    static TransferList of(
            Batch batch, FirstPublic found, Page page, ZoneId zone, DisclosureKind kind, PublicData data) {
        var items = new ArrayList<Item>();
        for (Published published : found.records()) {
            items.add(item(page.skipped() + items.size() + 1, published, zone, kind, data));
        }
        return new TransferList(batch, items, page);
    }

    private static Item item(int number, Published published, ZoneId zone, DisclosureKind kind, PublicData data) {
        OffsetDateTime firstPublic = published.at().atZone(zone).toOffsetDateTime();
        if (published.json() == null) {
            LocalDate withdrawn = published.withdrawnAt() == null
                    ? null
                    : published.withdrawnAt().atZone(zone).toLocalDate();
            Removal reason =
                    withdrawn != null ? Removal.WITHDRAWN : published.expired() ? Removal.EXPIRED : Removal.POSTPONED;
            return new Item(
                    number, published.key(), null, null, null, null, null, null, null, firstPublic, reason, withdrawn);
        }
        Disclosure d = data.read(kind, published.json());
        return new Item(
                number,
                published.key(),
                d.title(),
                d.docNo(),
                d.indexNo(),
                d.publisher(),
                d.issuedOn(),
                d.publishedAt(),
                d.disclosureAttribute(),
                firstPublic,
                null,
                null);
    }
}
