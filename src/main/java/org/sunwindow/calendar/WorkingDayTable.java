package org.sunwindow.calendar;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Counts working days between days of the years 1900 to 2200, however far apart, in constant time. Takes half a
 * megabyte. Immutable.
 */
public final class WorkingDayTable {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2200, 12, 31);

    /** The number of working days up to each day, that day included. */
    private final int[] upTo;

    public WorkingDayTable(WorkingDays days) {
        upTo = new int[index(LAST) + 1];
        int count = 0;
        for (int i = 0; i < upTo.length; i++) {
            count += days.isWorking(FIRST.plusDays(i)) ? 1 : 0;
            upTo[i] = count;
        }
    }

    public static boolean has(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    private static int index(LocalDate day) {
        return (int) (day.toEpochDay() - FIRST.toEpochDay());
    }

    /**
     * Returns the working days after a day up to another. If the latter is not a working day, the next one is counted,
     * so a Saturday counts as later than the Friday before. Returns 0 if the other day is not after the first.
     */
    public int between(LocalDate after, LocalDate day) {
        return day.isAfter(after) ? upTo[index(day) - 1] - upTo[index(after)] + 1 : 0;
    }

    /**
     * Returns the n-th working day after a day; n is positive. Returns the last day of the table if that is earlier.
     */
    public LocalDate after(LocalDate day, int n) {
        int sought = upTo[index(day)] + n;
        int found = Arrays.binarySearch(upTo, sought);
        if (found < 0) {
            return LAST;
        }
        // several days have the same count; the first of them is the working day
        while (upTo[found - 1] == sought) {
            found--;
        }
        return FIRST.plusDays(found);
    }
}
