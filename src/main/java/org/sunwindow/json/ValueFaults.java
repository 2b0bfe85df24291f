package org.sunwindow.json;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Usual reasons why a text is no date or no number. */
final class ValueFaults {

    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})\\s?[-/.年]\\s?(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})\\s?[日号]?(?!\\d).*", Pattern.DOTALL);
    private static final Pattern DAY_OF_YEAR = Pattern.compile("(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?[日号]?");
    private static final Pattern TIME =
            Pattern.compile("(?:上午|下午|早上|中午|晚上|早|晚)?\\s?\\d{1,2}(?::\\d{2}(?::\\d{2})?|[点时](?:半|\\d{1,2}分?)?)");
    private static final Pattern MONTH = Pattern.compile("\\d{4}\\s?[-/.年]\\s?\\d{1,2}\\s?月?(?:份|初|底|末)?");
    private static final Pattern SHORT_YEAR =
            Pattern.compile("\\d{2}\\s?[-/.年]\\s?\\d{1,2}\\s?[-/.月]\\s?\\d{1,2}\\s?[日号]?");

    /** The days of 1954 to 2091 as Excel counts them. */
    private static final Pattern SERIAL = Pattern.compile("[2-6]\\d{4}(?:\\.\\d+)?");

    private static final Pattern WITH_COMMAS = Pattern.compile("-?\\d+(?:,\\d+)+(?:\\.\\d+)?\\D?");

    private ValueFaults() {}

    static Optional<String> ofDate(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        Matcher date = DATE.matcher(text);
        if (date.matches()) {
            return exists(date) ? Optional.empty() : Optional.of("没有这一天，请核对月和日");
        }
        Matcher day = DAY_OF_YEAR.matcher(text);
        if (day.matches()) {
            return Optional.of(existsInAnyYear(day) ? "没有写年份，应写全年月日" : "没有这一天，也没有写年份，请核对");
        }
        if (MONTH.matcher(text).matches()) {
            return Optional.of("没有写是哪一天，应写全年月日");
        }
        if (SHORT_YEAR.matcher(text).matches()) {
            return Optional.of("年份没有写全，应写四位，如 2026");
        }
        if (SERIAL.matcher(text).matches()) {
            return Optional.of("这是表格内部的日期数字，请把这一列设为日期格式，或写成年月日");
        }
        return TIME.matcher(text).matches() ? Optional.of("只写了几点，没有写是哪一天，应写全年月日") : Optional.empty();
    }

    private static boolean exists(Matcher date) {
        try {
            LocalDate.of(number(date, 1), number(date, 2), number(date, 3));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean existsInAnyYear(Matcher day) {
        try {
            MonthDay.of(number(day, 1), number(day, 2));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Returns the fault of digits with commas that cannot be separators of thousands. */
    static Optional<String> ofNumber(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        return WITH_COMMAS.matcher(text).matches() && !Suggestions.hasThousands(text)
                ? Optional.of("逗号不是每三位一个，看不出是多少，应写成不带逗号的数字")
                : Optional.empty();
    }
}
