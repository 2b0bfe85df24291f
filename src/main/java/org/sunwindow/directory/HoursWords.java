package org.sunwindow.directory;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.json.CellText;

/** Spellings in texts with opening hours. */
final class HoursWords {

    private static final Pattern LABEL = Pattern.compile("(?:办公|开放|工作|服务|接待|接听|营业|受理|对外服务)时间:?");
    private static final Pattern DASH = Pattern.compile("[-—–―~‐−─]+|至|到");

    /** 周1-周5 */
    private static final Pattern DAY_IN_DIGITS =
            Pattern.compile("(?<=[周期拜])[1-7](?:(?=-[周星礼]|、?[周星礼])|(?![\\d:.点时-]))");

    /** The days in brackets at the end. */
    private static final Pattern DAYS_LAST =
            Pattern.compile("([^\\p{IsHan}()]*(?:[上下]午[^\\p{IsHan}()]*)*)\\(([^()]+)\\)");

    private static final Map<Character, String> NUMBERS =
            Map.of('一', "FIRST", '二', "SECOND", '三', "THIRD", '四', "FOURTH");

    private HoursWords() {}

    /** Returns a text in the spelling that {@link WrittenHours} reads. */
    static String plain(String written) {
        String plain = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        Matcher label = LABEL.matcher(plain);
        String rest = label.lookingAt() ? plain.substring(label.end()) : plain;
        return daysFirst(inNumerals(DASH.matcher(rest).replaceAll("-")));
    }

    private static String inNumerals(String text) {
        return DAY_IN_DIGITS
                .matcher(text)
                .replaceAll(day -> WrittenHours.DAY_NAMES.substring(
                        Integer.parseInt(day.group()) - 1, Integer.parseInt(day.group())));
    }

    /** 8:30-17:30(工作日) has one meaning, because no other days are stated. */
    private static String daysFirst(String text) {
        Matcher last = DAYS_LAST.matcher(text);
        return last.matches()
                        && !last.group(1).isBlank()
                        && (WrittenHours.DAYS.matcher(last.group(2)).matches()
                                || WrittenHours.DAY_WORD.matcher(last.group(2)).matches())
                ? last.group(2) + " " + last.group(1)
                : text;
    }

    static List<String> nth(String numbers, String last) throws CellText.Unclear {
        var nth = new LinkedHashSet<String>();
        if (numbers != null) {
            numbers.chars()
                    .mapToObj(c -> NUMBERS.get((char) c))
                    .filter(n -> n != null)
                    .forEach(nth::add);
        }
        if (last != null) {
            nth.add("LAST");
        }
        if (nth.isEmpty()) {
            throw WrittenHours.unclear("没有写明每月第几个");
        }
        return List.copyOf(nth);
    }

    static String monthDay(String month, String day) throws CellText.Unclear {
        try {
            return MonthDay.of(Integer.parseInt(month), Integer.parseInt(day))
                    .toString()
                    .substring(2);
        } catch (DateTimeException e) {
            throw WrittenHours.unclear("季节的日期不存在");
        }
    }
}
