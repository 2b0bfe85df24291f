package org.sunwindow.statistic;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The period of a statistic: a year, a half, a quarter, a month or a day.
 *
 * @param first first day
 * @param last  last day
 */
record Period(LocalDate first, LocalDate last) {

    static final String PATTERN =
            "(?:19|20|21)[0-9]{2}(?:-H[12]|-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?";

    static final String WANTED =
            "应为年、半年、季、月或日，也可写 2025年上半年、2025年三季度、2025年9月，例如 \"2025\"、\"2025-H1\"、\"2025-Q3\"、\"2025-09\"、\"2025-09-30\"";

    private static final Pattern PARTS = Pattern.compile(PATTERN);
    private static final int YEAR = "2025".length();
    private static final int MONTHS_OF_HALF = 6;
    private static final int MONTHS_OF_QUARTER = 3;

    /** Returns the period that a text denotes, empty if it denotes none. */
    static Optional<Period> of(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(text.substring(0, YEAR));
        String rest = text.length() == YEAR ? "" : text.substring(YEAR + 1);
        try {
            return Optional.of(
                    switch (rest.isEmpty() ? 'Y' : rest.charAt(0)) {
                        case 'Y' -> months(YearMonth.of(year, 1), 12);
                        case 'H' -> part(year, rest, MONTHS_OF_HALF);
                        case 'Q' -> part(year, rest, MONTHS_OF_QUARTER);
                        default ->
                            rest.length() == 2
                                    ? months(YearMonth.of(year, Integer.parseInt(rest)), 1)
                                    : new Period(LocalDate.parse(text), LocalDate.parse(text));
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Period part(int year, String rest, int months) {
        int number = rest.charAt(1) - '0';
        return months(YearMonth.of(year, (number - 1) * months + 1), months);
    }

    private static Period months(YearMonth first, int months) {
        return new Period(first.atDay(1), first.plusMonths(months - 1L).atEndOfMonth());
    }

    boolean isYear() {
        return first.getDayOfYear() == 1 && last.equals(LocalDate.of(first.getYear(), 12, 31));
    }
}
