package org.sunwindow.imports.format.rows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Dates in sheets. They are numbers of days; only the format of a cell marks a number as a date (ECMA-376, part 1,
 * 18.8.30).
 */
final class ExcelDates {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    /** Quoted texts, escaped characters, colours and languages. Elapsed times, such as [h], are not dates. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*]");

    private static final long SECONDS_PER_DAY = 24 * 60 * 60;

    /** The number of 29 February 1900. Excel counts this day, although it did not exist. */
    private static final int LEAP_DAY_OF_1900 = 60;

    /** Excel shows no date from the year 10000 on. */
    private static final BigDecimal END = BigDecimal.valueOf(2_958_466);

    private ExcelDates() {}

    /**
     * Whether a format shows dates or times.
     *
     * @param id     of a built-in format; those of Chinese dates have no text
     * @param format its text, {@code null} if it has none
     */
    static boolean isDate(Integer id, String format) {
        if (id == null) {
            return false;
        }
        if (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58) {
            return true;
        }
        if (format == null || format.equalsIgnoreCase("General")) {
            return false;
        }
        String shown = LITERAL.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        return shown.indexOf('y') >= 0
                || shown.indexOf('d') >= 0
                || shown.indexOf('m') >= 0 && (shown.indexOf('h') >= 0 || shown.indexOf('s') >= 0)
                || shown.indexOf('h') >= 0;
    }

    /** What a format shows of a date. */
    enum Shown {
        DAY,
        TIME,
        BOTH
    }

    /** Returns what a format shows that {@link #isDate}; those in brackets are elapsed hours. */
    static Shown shown(Integer id, String format) {
        if (id >= 18 && id <= 21 || id >= 32 && id <= 35 || id >= 45 && id <= 47 || id == 55 || id == 56) {
            return Shown.TIME;
        }
        if (id == 22) {
            return Shown.BOTH;
        }
        if (format == null || id <= 58 && id >= 14) {
            return Shown.DAY;
        }
        String letters = LITERAL.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        boolean day = letters.indexOf('y') >= 0 || letters.indexOf('d') >= 0;
        boolean time = letters.indexOf('h') >= 0 || letters.indexOf('s') >= 0;
        return day && time ? Shown.BOTH : day || !time ? Shown.DAY : Shown.TIME;
    }

    /**
     * Returns a date as {@code 2026-03-05}, with a time as {@code 2026-03-05 09:30:00}, or a time alone as
     * {@code 09:30}.
     *
     * @param days since the epoch of the workbook
     * @param shown    a midnight is written if it is shown, because a day may stand for its end
     * @param from1904 whether that is 1904
     */
    static String text(BigDecimal days, Shown shown, boolean from1904) {
        if (shown == Shown.TIME && days.compareTo(BigDecimal.ONE) == 0) {
            return "24:00";
        }
        if (days.signum() < 0 || days.compareTo(END) >= 0) {
            // not a day; the sender sees the number
            return days.toPlainString();
        }
        long whole = days.setScale(0, RoundingMode.FLOOR).longValue();
        long seconds = days.subtract(BigDecimal.valueOf(whole))
                .multiply(BigDecimal.valueOf(SECONDS_PER_DAY))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        if (!from1904 && whole == LEAP_DAY_OF_1900) {
            return days.toPlainString();
        }
        if (whole == 0 && (days.signum() > 0 || shown == Shown.TIME)) {
            return MINUTES.format(LocalTime.ofSecondOfDay(seconds % SECONDS_PER_DAY));
        }
        LocalDate epoch =
                from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, whole < LEAP_DAY_OF_1900 ? 31 : 30);
        LocalDateTime time = epoch.plusDays(whole).atStartOfDay().plusSeconds(seconds);
        return shown == Shown.DAY && time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : SECONDS.format(time);
    }
}
