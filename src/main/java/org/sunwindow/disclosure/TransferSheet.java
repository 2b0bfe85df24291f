package org.sunwindow.disclosure;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.disclosure.TransferList.Batch;
import org.sunwindow.disclosure.TransferList.Item;
import org.sunwindow.read.CsvWriter;

/** A {@link TransferList} as a table for spreadsheets, and as a sheet of paper to be signed. */
final class TransferSheet {

    private static final List<String> HEADINGS =
            List.of("序号", "题名", "文号", "索引号", "编号", "发布机构", "成文日期", "发布时间", "首次公开时间", "公开属性", "备注");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss");
    private static final DateTimeFormatter CELL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private TransferSheet() {}

    static byte[] csv(TransferList list) {
        return CsvWriter.write(
                HEADINGS, list.items().stream().map(TransferSheet::cells).toList());
    }

    private static List<String> cells(Item item) {
        return Stream.of(
                        Integer.toString(item.number()),
                        item.title(),
                        item.docNo(),
                        item.indexNo(),
                        item.id(),
                        item.publisher(),
                        item.issuedOn() == null ? null : item.issuedOn().toString(),
                        time(item.publishedAt(), CELL),
                        time(item.firstPublicAt(), CELL),
                        item.disclosureAttribute(),
                        remark(item))
                .map(cell -> cell == null ? "" : cell)
                .toList();
    }

    private static String remark(Item item) {
        return switch (item.removed()) {
            case null -> null;
            case WITHDRAWN -> "已于%s撤下".formatted(day(item.withdrawnOn()));
            case EXPIRED -> "已过公开期限";
            case POSTPONED -> "改期公开，尚未到时";
        };
    }

    static byte[] text(TransferList list) {
        Batch batch = list.batch();
        var text = new StringBuilder();
        text.append("政府信息移交清单（").append(day(batch.day())).append("）\n\n");
        line(text, "批次", batch.id() + (batch.moved() ? "（遇休息日顺延）" : ""));
        line(text, "首次公开", "%s 起，%s 止".formatted(time(batch.from(), SECOND), time(batch.until(), SECOND)));
        line(text, "件数", "共 %d 件".formatted(list.page().total()));
        line(
                text,
                "页次",
                "第 %d 页，共 %d 页".formatted(list.page().number(), list.page().pages()));
        text.append('\n');
        if (list.items().isEmpty()) {
            text.append(list.page().total() == 0 ? "没有新公开的信息\n" : "本页没有内容\n");
        }
        list.items().forEach(item -> item(text, item));
        text.append("\n移交单位（盖章）：\n移交人：\n\n接收单位（盖章）：\n接收人：\n\n日期：　　　　年　　月　　日\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void item(StringBuilder text, Item item) {
        text.append(item.number())
                .append(". ")
                .append(item.removed() == null ? item.title() : "（" + remark(item) + "）")
                .append('\n');
        indented(text, "文号", item.docNo());
        indented(text, "索引号", item.indexNo());
        indented(text, "编号", item.id().equals(item.indexNo()) ? null : item.id());
        indented(text, "发布机构", item.publisher());
        indented(text, "成文日期", item.issuedOn() == null ? null : day(item.issuedOn()));
        indented(text, "首次公开", time(item.firstPublicAt(), SECOND));
    }

    private static void indented(StringBuilder text, String label, String value) {
        if (value != null) {
            line(text.append("   "), label, value);
        }
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label).append('：').append(value).append('\n');
    }

    private static String day(LocalDate day) {
        return day.format(DAY);
    }

    private static String time(OffsetDateTime time, DateTimeFormatter format) {
        return time == null ? null : time.format(format);
    }
}
