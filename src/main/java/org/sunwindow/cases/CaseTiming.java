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
 * What is kept of a case to tell how it stands in time, on whichever day and by whichever calendar is known then.
 *
 * <p>The day on which a limit begins does not count (民法典 art. 201), so the first day that can is the next one. A day
 * counts unless the case is suspended at its end: the day of the suspension does not, that of the resumption does. A limit
 * of calendar days that would end on a free day ends on the next working day (民法典 art. 203).
 *
 * @param from      when the clock began, {@code null} when it has not
 * @param statutory legal limit, or {@code null}
 * @param promised  the bureau's own, or {@code null}
 * @param extension granted on top of both, or {@code null}
 * @param deadline  as the source says it, {@code null} where it does not; stands where there is no limit
 * @param pauses    in which the clock stood still, in order
 * @param ended     day of the decision, {@code null} before it
 */
@RegisterForReflection
record CaseTiming(
        OffsetDateTime from,
        CaseLimit statutory,
        CaseLimit promised,
        CaseLimit extension,
        LocalDate deadline,
        List<Pause> pauses,
        LocalDate ended) {

    /** Days that are looked at to find a deadline; a case that is suspended for longer has none that anybody knows. */
    private static final int HORIZON = 4_000;

    CaseTiming {
        pauses = pauses == null ? List.of() : List.copyOf(pauses);
    }

    /**
     * A time in which the clock stood still.
     *
     * @param from  first day that does not count
     * @param until first day that counts again, {@code null} while it lasts
     */
    @RegisterForReflection
    record Pause(LocalDate from, LocalDate until) {

        boolean has(LocalDate day, LocalDate today) {
            LocalDate end = until != null ? until : today.plusDays(1);
            return !day.isBefore(from) && day.isBefore(end);
        }
    }

    /** Whether there is nothing to tell. */
    boolean isEmpty() {
        return deadline == null && (from == null || statutory == null && promised == null);
    }

    /**
     * How the case stands.
     *
     * @param dueSoon working days before a deadline from which on it is due soon
     */
    CaseClock on(LocalDate today, ZoneId zone, WorkingDays days, int dueSoon) {
        Term legal = term(statutory, today, zone, days);
        Term own = term(promised, today, zone, days);
        if (legal == null && own == null && deadline != null) {
            legal = new Term(
                    null, deadline, ended != null ? null : left(CaseLimit.Unit.WORKING_DAY, deadline, today, days));
        }
        LocalDate first = Stream.of(legal, own)
                .filter(Objects::nonNull)
                .map(Term::deadline)
                .min(LocalDate::compareTo)
                .orElse(null);
        if (first == null) {
            return null;
        }
        LocalDate last = Stream.of(legal, own)
                .filter(Objects::nonNull)
                .map(Term::deadline)
                .max(LocalDate::compareTo)
                .orElseThrow();
        boolean suspended = ended == null && pauses.stream().anyMatch(pause -> pause.until() == null);
        return new CaseClock(
                legal,
                own,
                light(first, today, suspended, days, dueSoon),
                suspended,
                !isKnown(last, zone, today, days));
    }

    private Light light(LocalDate first, LocalDate today, boolean suspended, WorkingDays days, int dueSoon) {
        LocalDate day = ended != null ? ended : today;
        if (day.isAfter(first)) {
            return Light.OVERDUE;
        }
        boolean soon = ended == null && !suspended && left(CaseLimit.Unit.WORKING_DAY, first, today, days) <= dueSoon;
        return soon ? Light.DUE_SOON : Light.NORMAL;
    }

    private boolean isKnown(LocalDate last, ZoneId zone, LocalDate today, WorkingDays days) {
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
        int open = limit.value() + (extension != null && extension.unit() == limit.unit() ? extension.value() : 0);
        LocalDate day = begin.toLocalDate();
        for (int looked = 0; looked < HORIZON; looked++) {
            day = day.plusDays(1);
            if (counts(limit.unit(), day, today, days) && --open == 0) {
                return days.onOrAfter(day);
            }
        }
        return null;
    }

    private boolean counts(CaseLimit.Unit unit, LocalDate day, LocalDate today, WorkingDays days) {
        return (unit != CaseLimit.Unit.WORKING_DAY || days.isWorking(day))
                && pauses.stream().noneMatch(pause -> pause.has(day, today));
    }

    /** Days that count after today, up to the deadline; below zero, those after the deadline, up to today. */
    private int left(CaseLimit.Unit unit, LocalDate end, LocalDate today, WorkingDays days) {
        boolean over = today.isAfter(end);
        LocalDate day = over ? end : today;
        LocalDate last = over ? today : end;
        int counted = 0;
        for (int looked = 0; looked < HORIZON && day.isBefore(last); looked++) {
            day = day.plusDays(1);
            if (counts(unit, day, today, days)) {
                counted++;
            }
        }
        return over ? -counted : counted;
    }
}
