package org.sunwindow.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The announced working days with the imported corrections, which {@link CalendarStore} sets. Held in memory; reads
 * never block on the database. Thread-safe.
 */
@ApplicationScoped
public class WorkingCalendar {

    private List<CalendarDay> corrections = List.of();

    /** Computed on first use to keep the start fast; {@code null} before. */
    private volatile WorkingDays days;

    /** Returns an immutable snapshot. Related computations must use the same one. */
    public WorkingDays days() {
        WorkingDays current = days;
        return current != null ? current : initialDays();
    }

    private synchronized WorkingDays initialDays() {
        if (days == null) {
            days = WorkingDays.announced().with(corrections);
        }
        return days;
    }

    /** Replaces all corrections. */
    synchronized void setCorrections(List<CalendarDay> imported) {
        if (!imported.equals(corrections)) {
            corrections = imported;
            days = WorkingDays.announced().with(imported);
        }
    }
}
