package org.sunwindow.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sunwindow.Rehearsal;
import org.sunwindow.http.Problem;
import org.sunwindow.http.parameter.Years;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.LineReport;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;

/**
 * Imports holidays and make-up workdays. They belong to no publisher: a day is the same for all, so any publisher that
 * may import this kind may correct it.
 */
@ApplicationScoped
@ImportKind(value = CalendarImport.KIND, line = CalendarDay.class, label = "节假日")
class CalendarImport implements ImportTarget<CalendarImport.Operation> {

    static final String KIND = "calendar";

    private final CalendarStore calendar;
    private final WriteAudit audit;
    private final StrictJson json;
    private final LineReport report;

    CalendarImport(CalendarStore calendar, WriteAudit audit, StrictJson json) {
        this.calendar = calendar;
        this.audit = audit;
        this.json = json;
        this.report = new LineReport(CalendarDay.class, List.of("date"), json, new PrivacyCheck(json, Map.of()));
    }

    sealed interface Operation {

        LocalDate date();
    }

    private record Put(CalendarDay day) implements Operation {

        @Override
        public LocalDate date() {
            return day.date();
        }
    }

    /**
     * @param date {@code null} if the key is not a date
     */
    private record Removal(LocalDate date) implements Operation {}

    @Override
    public Map<String, List<String>> headings() {
        return Map.of(
                "working", List.of("上班"),
                "name", List.of("节日", "节日名称", "节假日", "节假日名称"),
                "notice", List.of("依据", "文件依据", "通知文号"));
    }

    @Override
    public Class<?> lineType() {
        return CalendarDay.class;
    }

    @Override
    public Verdict<Operation> check(String line) {
        String key = report.key(line);
        try {
            var day = json.read(line, CalendarDay.class);
            List<Problem.Item> faults =
                    report.personalData(day).stream().map(Hit::item).distinct().toList();
            return faults.isEmpty()
                    ? new Verdict<>(new Put(day), key, day.date().toString(), List.of(), List.of())
                    : Verdict.rejected(key, report.faults(List.of(), line));
        } catch (StrictJson.Invalid e) {
            return Verdict.rejected(key, report.faults(e.items(), line));
        }
    }

    @Override
    public Operation withdrawal(String key, String reason) {
        try {
            var date = LocalDate.parse(key.strip());
            Years.check(date.getYear());
            return new Removal(date);
        } catch (DateTimeException e) {
            return new Removal(null);
        }
    }

    @Override
    public Applier<Operation> applier(Origin origin, boolean dryRun) {
        Rehearsal<LocalDate, CalendarDay> rehearsal = dryRun ? new Rehearsal<>() : null;
        return operations -> apply(operations, origin, rehearsal);
    }

    /**
     * @param rehearsal {@code null} unless it is a dry run
     */
    private Applied apply(List<Operation> operations, Origin origin, Rehearsal<LocalDate, CalendarDay> rehearsal) {
        var outcomes = new ArrayList<Outcome>();
        var entries = new ArrayList<WriteAudit.Entry>();
        for (Operation operation : operations) {
            Outcome outcome = apply(operation, rehearsal);
            outcomes.add(outcome);
            outcome.action()
                    .map(action -> new WriteAudit.Entry(
                            KIND,
                            WriteAudit.Key.of(operation.date().toString()),
                            action,
                            WriteAudit.State.NONE,
                            WriteAudit.State.NONE))
                    .ifPresent(entries::add);
        }
        if (rehearsal == null) {
            audit.add(origin, entries.stream());
        }
        return new Applied(outcomes, null);
    }

    private Outcome apply(Operation operation, Rehearsal<LocalDate, CalendarDay> rehearsal) {
        return switch (operation) {
            case Put(CalendarDay day) -> calendar.put(day, rehearsal);
            case Removal(LocalDate date) ->
                date != null && calendar.remove(date, rehearsal) ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
        };
    }
}
