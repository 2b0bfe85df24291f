package org.sunwindow.cases;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.PersonalData;
import org.sunwindow.json.StrictJson;

/** Lines of cases, which go to the progress store and never to the public one. */
public final class CaseImport implements ImportTarget {

    public static final String NAME = "application";

    private final Cases cases;
    private final StrictJson json;

    public CaseImport(Cases cases, StrictJson json) {
        this.cases = cases;
        this.json = json;
    }

    private record Update(CaseLine line) implements Operation {}

    private record Removal(String applicationNo) implements Operation {}

    @Override
    public Verdict check(String line) throws StrictJson.Invalid {
        var parsed = json.read(line, CaseLine.class);
        List<Problem.Item> faults = cases.check(parsed);
        if (faults.isEmpty()) {
            faults = json.tree(json.write(cases.told(parsed)))
                    .map(PersonalData::in)
                    .orElse(List.of());
        }
        return faults.isEmpty() ? Verdict.accepted(new Update(parsed)) : Verdict.rejected(faults);
    }

    @Override
    public Operation withdraw(String key, String reason) {
        return new Removal(key);
    }

    @Override
    public Applied apply(List<Operation> operations, boolean rehearsal) {
        var outcomes = new ArrayList<Outcome>();
        var updates = new ArrayList<CaseLine>();
        for (Operation operation : operations) {
            switch (operation) {
                case Update update -> updates.add(update.line());
                case Removal removal -> {
                    flush(updates, outcomes, rehearsal);
                    outcomes.add(Outcome.valueOf(
                            cases.withdraw(removal.applicationNo(), rehearsal).name()));
                }
                default -> throw new IllegalArgumentException(operation.toString());
            }
        }
        flush(updates, outcomes, rehearsal);
        return new Applied(outcomes, null);
    }

    private void flush(List<CaseLine> updates, List<Outcome> outcomes, boolean rehearsal) {
        if (!updates.isEmpty()) {
            cases.apply(updates, rehearsal).forEach(outcome -> outcomes.add(Outcome.valueOf(outcome.name())));
            updates.clear();
        }
    }

    /** Nothing: a case line is about a person throughout. Its sender finds it by its number. */
    @Override
    public String keepable(String line, List<Problem.Item> faults) {
        return null;
    }
}
