package org.sunwindow.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.PersonalData;
import org.sunwindow.json.StrictJson;

/** Lines of holidays and make-up working days. */
public final class CalendarImport implements ImportTarget {

    public static final String NAME = "calendar";

    private final CalendarStore calendar;
    private final StrictJson json;

    public CalendarImport(CalendarStore calendar, StrictJson json) {
        this.calendar = calendar;
        this.json = json;
    }

    private record Day(CalendarDay day) implements Operation {}

    /**
     * @param date {@code null} where what was sent is none
     */
    private record Removal(LocalDate date) implements Operation {}

    @Override
    public Verdict check(String line) throws StrictJson.Invalid {
        var day = json.read(line, CalendarDay.class);
        List<Problem.Item> hits =
                json.tree(json.write(day)).map(PersonalData::in).orElse(List.of());
        return hits.isEmpty() ? Verdict.accepted(new Day(day)) : Verdict.rejected(hits);
    }

    @Override
    public Operation withdraw(String key, String reason) {
        try {
            return new Removal(LocalDate.parse(key.strip()));
        } catch (DateTimeParseException e) {
            return new Removal(null);
        }
    }

    @Override
    public Applied apply(List<Operation> operations, boolean rehearsal) {
        return new Applied(
                operations.stream()
                        .map(operation -> outcome(operation, rehearsal))
                        .toList(),
                null);
    }

    private Outcome outcome(Operation operation, boolean rehearsal) {
        return switch (operation) {
            case Day(CalendarDay day) -> {
                CalendarDay before = calendar.put(day, rehearsal);
                yield before == null ? Outcome.CREATED : before.equals(day) ? Outcome.UNCHANGED : Outcome.CHANGED;
            }
            case Removal(LocalDate date) ->
                date != null && calendar.remove(date, rehearsal) ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
            default -> throw new IllegalArgumentException(operation.toString());
        };
    }

    @Override
    public String keepable(String line, List<Problem.Item> faults) {
        return json.tree(line).map(PersonalData::struckOut).map(json::write).orElse(null);
    }
}
