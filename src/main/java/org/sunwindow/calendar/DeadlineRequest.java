package org.sunwindow.calendar;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sunwindow.calendar.Deadline.Unit;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;

/** A time limit whose last day is asked for. */
public record DeadlineRequest(LocalDate start, int days, Unit unit, List<Pause> pauses) {

    public static final String START = "start";
    public static final String DAYS = "days";
    public static final String UNIT = "unit";
    public static final String PAUSE = "pause";

    /** The same maximum as for time limits of cases. */
    public static final int MAX_DAYS = 1000;

    public static final int MAX_PAUSES = 10;

    /** Days of a pause. */
    private static final int MAX_LENGTH = 400;

    private static final int MAX_PAUSE = 2 * "2026-12-01".length() + 1;

    /**
     * Days that are not counted.
     *
     * @param to inclusive
     */
    public record Pause(LocalDate from, LocalDate to) {

        boolean contains(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /**
     * Reads the parameters, which must contain nothing else.
     *
     * @throws ProblemException if any of them is wrong
     */
    public static DeadlineRequest of(StrictParameters parameters) {
        Optional<LocalDate> start = parameters.date(START);
        Optional<Integer> days = parameters.number(DAYS, 1, MAX_DAYS);
        Unit unit = parameters
                .choiceInAnyCase(UNIT, List.of(Unit.WORKING.name(), Unit.NATURAL.name()))
                .map(Unit::valueOf)
                .orElse(Unit.WORKING);
        List<Pause> pauses = pauses(parameters);
        if (start.isEmpty() && !parameters.isWrong(START)) {
            parameters.wrong(START, "required", "须写明起始日");
        }
        if (days.isEmpty() && !parameters.isWrong(DAYS)) {
            parameters.wrong(DAYS, "required", "须写明天数");
        }
        parameters.end();
        return new DeadlineRequest(start.orElseThrow(), days.orElseThrow(), unit, pauses);
    }

    private static List<Pause> pauses(StrictParameters parameters) {
        var pauses = new ArrayList<Pause>();
        List<String> sent = parameters.texts(PAUSE, MAX_PAUSE);
        if (sent.size() > MAX_PAUSES) {
            parameters.wrong(PAUSE, "repeated", "最多出现 %d 次".formatted(MAX_PAUSES));
            return List.of();
        }
        for (String text : sent) {
            String[] ends = text.split("/", -1);
            Optional<LocalDate> from = ends.length == 2 ? StrictParameters.day(ends[0]) : Optional.empty();
            Optional<LocalDate> to = ends.length == 2 ? StrictParameters.day(ends[1]) : Optional.empty();
            if (from.isEmpty() || to.isEmpty()) {
                parameters.wrong(PAUSE, "format", "应为首日和末日，以斜线相连，如 2026-10-12/2026-10-16");
            } else if (to.get().isBefore(from.get())) {
                parameters.wrong(PAUSE, "range", "末日不能早于首日");
            } else if (ChronoUnit.DAYS.between(from.get(), to.get()) >= MAX_LENGTH) {
                parameters.wrong(PAUSE, "range", "一段最长 %d 天".formatted(MAX_LENGTH));
            } else {
                pauses.add(new Pause(from.get(), to.get()));
            }
        }
        return List.copyOf(pauses);
    }

    public Deadline on(WorkingDays calendar) {
        return Deadline.of(start, days, unit, pauses, calendar);
    }
}
