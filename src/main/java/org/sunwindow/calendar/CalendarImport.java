package org.sunwindow.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.PersonalData;
import org.sunwindow.privacy.PrivacyCheck;

/** Imports holidays and make-up workdays. */
@ApplicationScoped
@ImportKind(value = "calendar", label = "节假日")
class CalendarImport implements ImportTarget<CalendarImport.Operation> {

    private final CalendarStore calendar;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    CalendarImport(CalendarStore calendar, StrictJson json) {
        this.calendar = calendar;
        this.json = json;
        this.privacy = new PrivacyCheck(json, Set.of(), Set.of());
    }

    sealed interface Operation {}

    private record Put(CalendarDay day) implements Operation {}

    /**
     * @param date {@code null} if the key is not a date
     */
    private record Removal(LocalDate date) implements Operation {}

    @Override
    public Verdict<Operation> check(String line) throws StrictJson.Invalid {
        var day = json.read(line, CalendarDay.class);
        return Verdict.of(new Put(day), privacy.check(day));
    }

    @Override
    public Operation withdrawal(String key, String reason) {
        try {
            return new Removal(LocalDate.parse(key.strip()));
        } catch (DateTimeParseException e) {
            return new Removal(null);
        }
    }

    @Override
    public Applied apply(List<Operation> operations, boolean dryRun) {
        return new Applied(
                operations.stream().map(operation -> apply(operation, dryRun)).toList(), null);
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
        return json.tree(line).map(PersonalData::redacted).map(json::write);
    }
}
