package org.sunwindow.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDayTable;
import org.sunwindow.calendar.WorkingDays;

/** The calendar with its table, which is computed once for each state of the calendar. Thread-safe. */
@ApplicationScoped
class Calendars {

    private record Computed(WorkingDays days, WorkingDayTable table) {}

    private final WorkingCalendar calendar;
    private volatile Computed computed;

    Calendars(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    WorkingDays days() {
        return calendar.days();
    }

    WorkingDayTable table(WorkingDays days) {
        Computed known = computed;
        if (known == null || known.days() != days) {
            // concurrent requests may both compute it; the results are equal
            known = new Computed(days, new WorkingDayTable(days));
            computed = known;
        }
        return known.table();
    }
}
