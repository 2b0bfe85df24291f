package org.sunwindow.directory;

import java.time.LocalDate;

/** The end of a record of the directory: closed, merged or abolished. */
public final class Closing {

    private Closing() {}

    /**
     * The first day on which a record is no longer in force. A record with a successor but no last day counts as ended
     * in 1970.
     *
     * @return {@code null} if it has not ended
     */
    public static LocalDate firstDayAfter(LocalDate last, String successor) {
        LocalDate day = lastDay(last, successor);
        return day == null ? null : day.plusDays(1);
    }

    public static LocalDate lastDay(LocalDate last, String successor) {
        return last == null && successor != null ? LocalDate.EPOCH : last;
    }

    /** Returns a Chinese sentence for formats without a field for the end, {@code null} if the record has not ended. */
    public static String sentence(LocalDate closedOn, String successor) {
        if (closedOn == null && successor == null) {
            return null;
        }
        return (closedOn == null ? "不再办理" : "%s 以后不再办理".formatted(closedOn))
                + (successor == null ? "" : "，由 %s 承接".formatted(successor));
    }
}
