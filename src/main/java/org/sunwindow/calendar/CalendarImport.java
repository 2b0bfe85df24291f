package org.sunwindow.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.http.Years;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PersonalData;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;

/**
 * Imports holidays and make-up workdays. They belong to no publisher: a day is the same for all, so any publisher that may
 * import this kind may correct it.
 */
@ApplicationScoped
@ImportKind(value = CalendarImport.KIND, label = "节假日")
class CalendarImport implements ImportTarget<CalendarImport.Operation> {

    static final String KIND = "calendar";

    private final CalendarStore calendar;
    private final WriteAudit audit;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    CalendarImport(CalendarStore calendar, WriteAudit audit, StrictJson json) {
        this.calendar = calendar;
        this.audit = audit;
        this.json = json;
        this.privacy = new PrivacyCheck(json, Map.of());
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
    public Verdict<Operation> check(String line) throws StrictJson.Invalid {
        var day = json.read(line, CalendarDay.class);
        return Verdict.of(
                new Put(day),
                privacy.check(day).stream().map(Hit::item).distinct().toList());
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
    public Applied apply(List<Operation> operations, Origin origin, boolean dryRun) {
        var outcomes = new ArrayList<Outcome>();
        var entries = new ArrayList<WriteAudit.Entry>();
        for (Operation operation : operations) {
            Outcome outcome = apply(operation, dryRun);
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
        if (!dryRun) {
            audit.add(origin, entries.stream());
        }
        return new Applied(outcomes, null);
    }

    private Outcome apply(Operation operation, boolean dryRun) {
        return switch (operation) {
            case Put(CalendarDay day) -> calendar.put(day, dryRun);
            case Removal(LocalDate date) ->
                date != null && calendar.remove(date, dryRun) ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
        };
    }

    @Override
    public Optional<String> redacted(String line) {
        return json.tree(line)
                .filter(privacy::mayKeep)
                .map(PersonalData::redacted)
                .map(json::write);
    }
}
