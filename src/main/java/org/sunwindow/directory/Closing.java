package org.sunwindow.directory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When and how what is in the directory ends: closed, merged, abolished. */
public final class Closing {

    private Closing() {}

    /** The first moment at which it is no more: what has a successor and no last day has been closed long since. */
    public static Instant from(LocalDate last, String successor, ZoneId zone) {
        LocalDate day = lastDay(last, successor);
        return day == null ? null : day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    public static LocalDate lastDay(LocalDate last, String successor) {
        return last == null && successor != null ? LocalDate.EPOCH : last;
    }

    /** In words, for forms that have no field for it; {@code null} of what is there. */
    public static String told(LocalDate closedOn, String successor) {
        if (closedOn == null && successor == null) {
            return null;
        }
        return (closedOn == null ? "不再办理" : "%s 以后不再办理".formatted(closedOn))
                + (successor == null ? "" : "，由 %s 承接".formatted(successor));
    }
}
