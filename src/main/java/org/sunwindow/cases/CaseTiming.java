package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.cases.CaseClock.Light;
import org.sunwindow.cases.CaseClock.Term;

/**
 * The limits and events of a case from which its {@link CaseClock} is computed for any day and calendar.
 *
 * <p>The day on which a limit starts is not counted (民法典 art. 201). A day is counted unless the case is suspended at
 * its end, so the first day of a suspension is not counted and the day of the resumption is. A limit in calendar days
 * that would end on a day off ends on the next working day (民法典 art. 203).
 *
 * @param from      start of the clock, {@code null} if it has not started
 * @param statutory legal limit, may be {@code null}
 * @param promised  limit promised by the bureau, may be {@code null}
 * @param extension added to both limits, may be {@code null}
 * @param deadline  sent by the source, may be {@code null}; used only without limits
 * @param pauses    suspensions of the clock, in order
 * @param ended     day on which the case ended, {@code null} if it is open
 */
@RegisterForReflection
public record CaseTiming(
        OffsetDateTime from,
        CaseLimit statutory,
        CaseLimit promised,
        CaseLimit extension,
        LocalDate deadline,
        List<Pause> pauses,
        LocalDate ended) {

    /** Days that are searched for a deadline. A case that is suspended for longer has no known deadline. */
    private static final int MAX_DAYS = 4_000;

    public CaseTiming {
        pauses = pauses == null ? List.of() : List.copyOf(pauses);
    }

    /**
     * A suspension of the clock.
     *
     * @param from  first day that is not counted
     * @param until first day that is counted again, {@code null} if the suspension lasts
     */
    @RegisterForReflection
    record Pause(LocalDate from, LocalDate until) {

        boolean contains(LocalDate day, LocalDate today) {
            LocalDate end = until != null ? until : today.plusDays(1);
            return !day.isBefore(from) && day.isBefore(end);
        }
    }

    boolean isEmpty() {
        return deadline == null && (from == null || statutory == null && promised == null);
    }

    /**
     * Computes the clock.
     *
     * @param dueSoon working days before a deadline from which a case is due soon
     * @return {@code null} if there is no known deadline
     */
    public CaseClock on(LocalDate today, ZoneId zone, WorkingDays days, int dueSoon) {
        Term legal = term(statutory, today, zone, days);
        Term own = term(promised, today, zone, days);
        if (legal == null && own == null && deadline != null) {
            legal = new Term(
                    null, deadline, ended != null ? null : left(CaseLimit.Unit.WORKING_DAY, deadline, today, days));
        }
        List<LocalDate> deadlines = Stream.of(legal, own)
                .filter(Objects::nonNull)
                .map(Term::deadline)
                .sorted()
                .toList();
        if (deadlines.isEmpty()) {
            return null;
        }
        boolean suspended = ended == null && pauses.stream().anyMatch(pause -> pause.until() == null);
        return new CaseClock(
                legal,
                own,
                light(deadlines.getFirst(), today, suspended, days, dueSoon),
                suspended,
                !areHolidaysKnown(deadlines.getLast(), zone, today, days));
    }

    private Light light(LocalDate first, LocalDate today, boolean suspended, WorkingDays days, int dueSoon) {
        LocalDate day = ended != null ? ended : today;
        if (day.isAfter(first)) {
            return Light.OVERDUE;
        }
        boolean soon = ended == null && !suspended && left(CaseLimit.Unit.WORKING_DAY, first, today, days) <= dueSoon;
        return soon ? Light.DUE_SOON : Light.NORMAL;
    }

    private boolean areHolidaysKnown(LocalDate last, ZoneId zone, LocalDate today, WorkingDays days) {
        LocalDate begin = from == null ? today : from.atZoneSameInstant(zone).toLocalDate();
        LocalDate first = begin.isBefore(last) ? begin : last;
        return IntStream.rangeClosed(first.getYear(), last.getYear()).allMatch(days::isAnnounced);
    }

    private Term term(CaseLimit limit, LocalDate today, ZoneId zone, WorkingDays days) {
        if (limit == null || from == null) {
            return null;
        }
        LocalDate end = deadline(limit, today, zone, days);
        if (end == null) {
            return null;
        }
        return new Term(limit.chinese(), end, ended != null ? null : left(limit.unit(), end, today, days));
    }

    private LocalDate deadline(CaseLimit limit, LocalDate today, ZoneId zone, WorkingDays days) {
        var begin = from.atZoneSameInstant(zone);
        if (limit.unit() == CaseLimit.Unit.HOUR) {
            return begin.plusHours(limit.value()).toLocalDate();
        }
        int remaining = limit.value() + (extension != null && extension.unit() == limit.unit() ? extension.value() : 0);
        LocalDate day = begin.toLocalDate();
        for (int searched = 0; searched < MAX_DAYS; searched++) {
            day = day.plusDays(1);
            if (counts(limit.unit(), day, today, days) && --remaining == 0) {
                return days.onOrAfter(day);
            }
        }
        return null;
    }

    private boolean counts(CaseLimit.Unit unit, LocalDate day, LocalDate today, WorkingDays days) {
        return (unit != CaseLimit.Unit.WORKING_DAY || days.isWorking(day))
                && pauses.stream().noneMatch(pause -> pause.contains(day, today));
    }

    /** Counts the days after today up to the deadline, or, negated, those after the deadline up to today. */
    private int left(CaseLimit.Unit unit, LocalDate end, LocalDate today, WorkingDays days) {
        boolean over = today.isAfter(end);
        LocalDate day = over ? end : today;
        LocalDate last = over ? today : end;
        int counted = 0;
        for (int searched = 0; searched < MAX_DAYS && day.isBefore(last); searched++) {
            day = day.plusDays(1);
            if (counts(unit, day, today, days)) {
                counted++;
            }
        }
        return over ? -counted : counted;
    }
}
