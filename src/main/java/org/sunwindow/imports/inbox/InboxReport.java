package org.sunwindow.imports.inbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.imports.FileImports.Counts;
import org.sunwindow.imports.FileImports.Ending;
import org.sunwindow.imports.FileImports.Outcome;
import org.sunwindow.imports.FileImports.Remark;

/** The report beside a file, for a clerk: what happened to it and what to do. */
final class InboxReport {

    /** Faults and warnings in a report. */
    static final int MAX_REMARKS = 1000;

    /** So that editors on Windows do not take the text for GBK. */
    private static final String BOM = "\uFEFF";

    private InboxReport() {}

    /**
     * @param kind  the Chinese name of the kind, {@code null} for none
     * @param since time of the first attempt to import the file, {@code null} if this is the first
     */
    static byte[] of(
            String file,
            String kind,
            String publisher,
            String time,
            String since,
            Outcome outcome,
            List<Remark> remarks) {
        var lines = new ArrayList<String>();
        lines.add(title(outcome));
        lines.add("");
        lines.add("文件：" + file);
        lines.add("种类：" + (kind == null ? "不明" : kind));
        lines.add("发布方：" + publisher);
        lines.add("时间：" + time);
        if (since != null) {
            lines.add("等待：服务暂时不能导入，自 " + since + " 起等待，现已自动导入");
        }
        if (outcome.run() != null) {
            lines.add("导入编号：" + outcome.run());
        }
        lines.add("");
        if (outcome.problem() != null) {
            lines.add(outcome.problem());
        }
        Counts counts = outcome.counts();
        if (outcome.run() != null) {
            lines.add("读到 %d 行：新增 %d，变更 %d，未变 %d，撤下 %d，退回 %d；提醒 %d 条。"
                    .formatted(
                            counts.lines(),
                            counts.created(),
                            counts.changed(),
                            counts.unchanged(),
                            counts.withdrawn(),
                            counts.rejected(),
                            counts.warnings()));
        }
        add(lines, "退回的行（请逐行改正，再把改好的文件放入原来的文件夹；已收下的行不会重复）：", remarks, true);
        add(lines, "提醒（该行已收下，请核对）：", remarks, false);
        if (remarks.size() == MAX_REMARKS) {
            lines.add("");
            lines.add("只列出前 %d 条；改正后重新放入，其余的会在新的结果中列出。".formatted(MAX_REMARKS));
        }
        return (BOM + String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String title(Outcome outcome) {
        if (outcome.ending() != Ending.COMPLETED) {
            return "未能导入";
        }
        if (outcome.counts().lines() == 0) {
            return "文件中没有一条记录";
        }
        return outcome.counts().rejected() > 0 ? "已导入，有退回的行" : "已全部导入";
    }

    private static void add(List<String> lines, String heading, List<Remark> remarks, boolean faults) {
        List<Remark> wanted =
                remarks.stream().filter(remark -> remark.isFault() == faults).toList();
        if (!wanted.isEmpty()) {
            lines.add("");
            lines.add(heading);
            wanted.forEach(remark -> lines.add(line(remark)));
        }
    }

    private static String line(Remark remark) {
        return "第 %d 行%s%s%s：%s"
                .formatted(
                        remark.line(),
                        remark.key() == null ? "" : "（编号 %s）".formatted(remark.key()),
                        remark.label() == null ? "" : "，" + remark.label(),
                        remark.value() == null ? "" : "，所填“%s”".formatted(remark.value()),
                        remark.message());
    }
}
