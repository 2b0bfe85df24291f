package org.sunwindow.calendar;

import java.time.DayOfWeek;
import java.util.Set;

/**
 * A period of the days of a week, all year or in a part of it, every week or on certain days of a month.
 *
 * @param nth on which of these days in a month; empty for all
 */
public record RecurringHours(Set<DayOfWeek> days, Set<NthWeekday> nth, PartOfYear season, Period period) {

    public RecurringHours {
        days = Set.copyOf(days);
        nth = Set.copyOf(nth);
    }

    boolean applies(DateTraits date) {
        return days.contains(date.day())
                && season.contains(date.monthDay())
                && (nth.isEmpty() || nth.stream().anyMatch(each -> each.is(date.occurrence())));
    }
}
