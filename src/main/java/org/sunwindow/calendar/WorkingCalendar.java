package org.sunwindow.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The calendar of working days, as announced and as corrected by imports. It is kept in memory, so that whoever asks waits
 * for nothing; {@link CalendarStore} brings the corrections.
 */
@ApplicationScoped
public class WorkingCalendar {

    private List<CalendarDay> corrections = List.of();

    /** Worked out when it is first asked for, which need not be at start; {@code null} before that. */
    private volatile WorkingDays days;

    /** As it is known now; what belongs together asks it for everything. */
    public WorkingDays days() {
        WorkingDays known = days;
        return known != null ? known : firstDays();
    }

    private synchronized WorkingDays firstDays() {
        if (days == null) {
            days = WorkingDays.announced().with(corrections);
        }
        return days;
    }

    /** All of them, in place of those before. */
    synchronized void correct(List<CalendarDay> imported) {
        if (!imported.equals(corrections)) {
            corrections = imported;
            days = WorkingDays.announced().with(imported);
        }
    }
}
