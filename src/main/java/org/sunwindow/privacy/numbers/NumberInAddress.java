package org.sunwindow.privacy.numbers;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Decides whether a number is a part of a URL or of a file name, in which serial numbers look like personal ones. A
 * number with a label, such as 手机 before it, is personal there, too. Reads a bounded part of the text.
 */
final class NumberInAddress {

    private static final int WORD = 300;

    /** Characters of a file name before the number. */
    private static final int NAME = 30;

    /** Characters between a label and its number, and of the label. */
    private static final int LABEL = 8;

    /** A host with a domain, or an absolute path. */
    private static final Pattern URL = Pattern.compile(
            "(?:^|[^a-z0-9.-])(?:[a-z0-9-]+\\.)+[a-z0-9-]*[a-z](?::\\d+)?[/?]|//[0-9.]+(?::\\d+)?/|^/[a-z]+/");

    private static final Pattern HOST_START = Pattern.compile("(?://|www\\.)[a-z0-9.-]*$");
    private static final Pattern HOST_END = Pattern.compile("^(?:\\.[a-z]{2,})+(?:[/:]|$)");

    /** Parameters, of which none has the name of a personal number. */
    private static final Pattern PARAMETER = Pattern.compile("[?&]|^[a-z_]+=$");

    private static final Pattern PERSONAL_PARAMETER =
            Pattern.compile("(?:tel|phone|mobile|shouji|dianhua|sjh|lxdh|zjhm|sfz|id_?card|id_?no|card_?no)[a-z_]*=$");

    private static final Terms LABELS = Terms.of(
            "身份", "证件", "证号", "公民", "SFZ", "sfz", "电话", "手机", "联系", "致电", "拨打", "号码", "Tel", "TEL", "tel", "phone",
            "Phone", "Mobile", "mobile", "卡号", "银行卡", "账号");

    private static final String GAPS = " :#为是(\"'=.-/_";

    private static final Pattern FILE = Pattern.compile(
            "\\.(?:xls|doc|pdf|jpg|jpeg|png|html|shtml|htm|zip|rar|mp4|mp3|mht|wps|et|ofd|txt|csv|gif)");

    private NumberInAddress() {}

    static boolean is(ReaderText text, int start, int end) {
        int from = start;
        while (from > 0 && start - from < WORD && isUrlCharacter(text.at(from - 1))) {
            from--;
        }
        String word = text.slice(from, start).toLowerCase(Locale.ROOT);
        int to = end;
        while (to - end < WORD && isUrlCharacter(text.at(to))) {
            to++;
        }
        String rest = text.slice(end, to).toLowerCase(Locale.ROOT);
        return (isUrl(word, rest) || isFile(text, word, rest, start, end)) && !isLabelled(text, from, start);
    }

    private static boolean isUrl(String word, String rest) {
        if (PERSONAL_PARAMETER.matcher(word).find()) {
            return false;
        }
        // not the question mark of a sentence
        boolean query = word.indexOf('?') > 0 || word.endsWith("=") && (word.contains("&") || rest.startsWith("&"));
        return query && PARAMETER.matcher(word).find()
                || URL.matcher(word).find()
                || HOST_START.matcher(word).find() && HOST_END.matcher(rest).find()
                || word.contains("img_");
    }

    private static boolean isFile(ReaderText text, String word, String rest, int start, int end) {
        boolean file = FILE.matcher(rest).find()
                || (text.at(end) == '_' || word.endsWith("_"))
                        && FILE.matcher(text.slice(end, end + 60).toLowerCase(Locale.ROOT))
                                .find();
        if (!file) {
            return false;
        }
        int name = start;
        while (name > 0 && start - name < NAME && isNameCharacter(text.at(name - 1))) {
            name--;
        }
        return !LABELS.within(text, name, start) && Names.endingAt(text, start, Math.max(name, start - 4)) == 0;
    }

    /** Whether a label is directly before the URL, or before the number in it. */
    private static boolean isLabelled(ReaderText text, int word, int start) {
        return isAfterLabel(text, word) || isAfterLabel(text, start);
    }

    private static boolean isAfterLabel(ReaderText text, int position) {
        int end = position;
        while (position - end < LABEL && text.at(end - 1) != 0 && GAPS.indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return LABELS.before(text, end) > 0;
    }

    private static boolean isNameCharacter(char c) {
        return Names.isChinese(c) || c == '_' || c == '-' || Character.isLetterOrDigit(c) || c == '(' || c == ')';
    }

    private static boolean isUrlCharacter(char c) {
        return c > ' ' && c <= '~' && c != ',' && c != ';' && c != '(' && c != ')' && c != '"' && c != '|' && c != '<'
                && c != '>';
    }
}
