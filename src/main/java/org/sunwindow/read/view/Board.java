package org.sunwindow.read.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.Entry;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.SearchResult;
import org.sunwindow.read.request.ListParameters;

/** The answer of a list to {@code view=board}: what an electronic screen shows, page by page. */
@RegisterForReflection
@Schema(description = "电子屏用的一页，列表带 view=board 时的回答")
public record Board(
        @JsonInclude(Include.ALWAYS) @Schema(description = "本页各条", required = true)
        List<Row> items,

        @Schema(required = true) SearchResult.Total total,

        @Schema(required = true) Page page,

        @Schema(
                description = "多少秒后再取：有内容将公开、到期或失效的，恰在那一刻；最长 60 秒（部署时可改）",
                required = true,
                minimum = "1",
                examples = "60")
        long refreshAfter) {

    /**
     * @param kind {@code null} if all are of one kind
     */
    @RegisterForReflection
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "BoardItem", description = "电子屏上的一条")
    public record Row(
            @Schema(description = "种类，站内检索的才有", examples = "disclosure")
            String kind,

            @Schema(description = "编号，可到相应接口取全文", required = true, examples = "990100001/202406-00004")
            String key,

            @Schema(description = "名称", required = true, examples = "关于调整城乡居民最低生活保障标准的通知")
            String title,

            @Schema(description = "日期：该种类的主要日期（如发布时间），没有的为最近一次发布或更新的日期", required = true, examples = "2024-03-12")
            LocalDate date,

            @Schema(description = "发布机构，或所属的机构；不明的没有", examples = "云川市民政局")
            String publisher,

            @Schema(description = "公开到何时为止；长期公开的没有", examples = "2026-12-31T00:00:00+08:00")
            OffsetDateTime until,

            @Schema(description = "false 表示已失效、废止、取消、撤并或被替代；仍有效的不带此字段")
            Boolean inForce) {

        static Row of(SearchResult.Hit hit, boolean ofAllKinds, ZoneId zone) {
            Entry entry = hit.entry();
            Instant date = entry.date() == null ? entry.updated() : entry.date();
            return new Row(
                    ofAllKinds ? entry.kind() : null,
                    entry.key(),
                    entry.title(),
                    date.atZone(zone).toLocalDate(),
                    entry.publisher(),
                    entry.until() == null ? null : entry.until().atZone(zone).toOffsetDateTime(),
                    hit.standing().inForce() ? null : false);
        }

        /** The last day on which it is public, {@code null} if there is none. */
        LocalDate lastDay() {
            return until == null ? null : until.minusNanos(1).toLocalDate();
        }
    }

    @RegisterForReflection
    @Schema(name = "BoardPage", description = "电子屏的分页")
    public record Page(
            @Schema(description = "页号，从 1 起", required = true, examples = "1")
            int number,

            @Schema(description = "每页条数", required = true, examples = "8")
            int size,

            @Schema(description = "页数；total 为 AT_LEAST 时至少这么多", required = true, examples = "6")
            long pages,

            @Schema(description = "接着显示的页号；最后一页之后回到 1", required = true, examples = "2")
            int next) {

        static Page of(Paging paging, SearchResult result) {
            long pages = Math.max(1, (result.total() + paging.size() - 1) / paging.size());
            boolean last = result.next() == null || (paging.page() + 1) * paging.size() > ListParameters.MAX_PAGED;
            return new Page(paging.page(), paging.size(), pages, last ? 1 : paging.page() + 1);
        }
    }

    /**
     * @param rows of the hits
     */
    public static Board of(List<Row> rows, Paging paging, SearchResult result, long refreshAfter) {
        return new Board(rows, SearchResult.Total.of(result), Page.of(paging, result), refreshAfter);
    }
}
