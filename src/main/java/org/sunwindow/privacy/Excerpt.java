package org.sunwindow.privacy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows where personal data is in a text without showing the data. Of the text around it, only punctuation and known
 * labels remain, because any other word may be the name of the person.
 */
final class Excerpt {

    /** Characters shown before and after the personal data. */
    private static final int AROUND = 12;

    /** Words that remain. They are labels and reveal nothing about a person. */
    private static final Pattern LABELS = Pattern.compile("序号|姓名|性别|年龄|身份证|证件|电话|手机|联系|号码|住址|地址|家住|村|社区|街道|银行|账号|卡号"
            + "|护照|通行证|车牌|户主|申请人|监护人|金额|备注|附件|名单|公示|同志|出生|就读");

    private Excerpt() {}

    /**
     * Returns the position of a finding and the text around it, with personal data as {@code ***}.
     *
     * @param all all findings in the text
     */
    static String around(Finding finding, List<Finding> all, String text) {
        int from = Math.max(0, finding.start() - AROUND);
        int to = Math.min(text.length(), finding.end() + AROUND);
        List<Finding> near =
                all.stream().filter(one -> one.start() < to && from < one.end()).toList();
        var excerpt = new StringBuilder(position(finding.start(), text));
        Matcher label = LABELS.matcher(text).region(from, to);
        int shown = label.find() ? label.start() : to;
        boolean hidden = false;
        for (int i = from; i < to; i++) {
            int at = i;
            while (shown < to && i >= label.end()) {
                shown = label.find() ? label.start() : to;
            }
            boolean personal = near.stream().anyMatch(one -> one.start() <= at && at < one.end());
            if (!personal) {
                char c = text.charAt(i);
                excerpt.append(shown <= i || isPunctuation(c) ? c : Character.isWhitespace(c) ? ' ' : '*');
            } else if (!hidden) {
                excerpt.append("***");
            }
            hidden = personal;
        }
        return excerpt.toString().strip();
    }

    private static boolean isPunctuation(char c) {
        return "，。、；：:,;（）()|".indexOf(c) >= 0;
    }

    /** Returns the line and the character as users count them, from 1. */
    private static String position(int start, String text) {
        long line = 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
        int character = start - text.lastIndexOf('\n', start - 1);
        return line == 1 ? "第%d字起：".formatted(character) : "第%d行第%d字起：".formatted(line, character);
    }
}
