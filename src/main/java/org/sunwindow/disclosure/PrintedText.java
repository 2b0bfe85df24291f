package org.sunwindow.disclosure;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sunwindow.kind.Attachment;
import org.sunwindow.kind.Representation;
import org.sunwindow.kind.Representation.Shown;

/**
 * A record as plain text, ready to print: the title, what identifies it, the body, the attachments, and where it comes
 * from. Lines are not wrapped, because a printer knows the width of its paper.
 */
final class PrintedText {

    static final String MEDIA_TYPE = "text/plain";

    static final Representation<Disclosure> REPRESENTATION =
            new Representation<>(MEDIA_TYPE, false, (records, single) -> write(records));

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private PrintedText() {}

    private static byte[] write(List<Shown<Disclosure>> records) {
        var text = new StringBuilder();
        records.forEach(shown -> write(shown, text));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Shown<Disclosure> shown, StringBuilder text) {
        Disclosure d = shown.record();
        text.append(d.title()).append("\n\n");
        line(text, "文号", d.docNo());
        line(text, "索引号", d.indexNo());
        line(text, "发布机构", d.publisher());
        line(text, "成文日期", day(d.issuedOn()));
        line(text, "发布时间", d.publishedAt().format(MINUTE));
        line(text, "生效日期", day(d.effectiveOn()));
        line(text, "废止日期", day(d.abolishedOn()));
        line(text, "有效性", shown.inForce() ? d.validity() : lapsed(d.validity()));
        line(text, "公开属性", d.disclosureAttribute());
        if (d.body() != null) {
            text.append('\n').append(d.body().strip()).append('\n');
        }
        if (d.howToApply() != null) {
            text.append('\n');
            line(text, "申请方式", d.howToApply());
        }
        if (d.attachments() != null && !d.attachments().isEmpty()) {
            text.append("\n附件：\n");
            for (int i = 0; i < d.attachments().size(); i++) {
                Attachment attachment = d.attachments().get(i);
                text.append(i + 1).append(". ").append(attachment.name()).append('\n');
                text.append("   ").append(attachment.url()).append('\n');
            }
        }
        text.append('\n');
        line(text, "来源", d.source());
        line(text, "地址", shown.address());
    }

    /**
     * Returns the validity to print for a record that is no longer in force. The one that the record states may be out
     * of date, and a printed sheet cannot be corrected.
     */
    private static String lapsed(String stated) {
        return stated == null || stated.equals("有效") ? "已不再有效" : stated;
    }

    private static String day(LocalDate date) {
        return date == null ? null : date.format(DAY);
    }

    private static void line(StringBuilder text, String label, String value) {
        if (value != null) {
            text.append(label).append('：').append(value).append('\n');
        }
    }
}
