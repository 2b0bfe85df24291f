package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publisher.Origin;

/** Imports cases. They are stored apart from publications and never indexed. */
@ApplicationScoped
@ImportKind(value = Cases.KIND, label = "办件")
class CaseImport implements OwnedTarget<CaseImport.Operation> {

    private final CaseMapping mapping;
    private final Cases cases;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    CaseImport(CaseMapping mapping, Cases cases, StrictJson json) {
        this.mapping = mapping;
        this.cases = cases;
        this.json = json;
        this.privacy = new PrivacyCheck(
                json,
                Map.of(
                        "applicationNo", FieldUse.RECORD_NUMBER,
                        "serviceItem", FieldUse.RECORD_NUMBER,
                        "consultPhone", FieldUse.PUBLISHED_PHONE));
    }

    sealed interface Operation {}

    private record Update(CaseLine line) implements Operation {}

    private record Removal(String applicationNo) implements Operation {}

    @Override
    public Verdict<Operation> check(String line) throws StrictJson.Invalid {
        var parsed = json.read(line, CaseLine.class);
        List<Problem.Item> faults = mapping.check(parsed);
        // factors and raw names are not stored, so only the mapped case is checked for personal data
        if (faults.isEmpty()) {
            faults = privacy.check(mapping.progress(parsed)).stream()
                    .map(Hit::item)
                    .distinct()
                    .toList();
        }
        return Verdict.of(new Update(parsed), faults);
    }

    @Override
    public Operation withdrawal(String key, String reason) {
        return new Removal(key);
    }

    @Override
    public Applied apply(List<Operation> operations, Origin origin, boolean dryRun) {
        var outcomes = new ArrayList<Outcome>();
        var updates = new ArrayList<CaseLine>();
        for (Operation operation : operations) {
            switch (operation) {
                case Update(CaseLine line) -> updates.add(line);
                case Removal(String applicationNo) -> {
                    flush(updates, outcomes, origin, dryRun);
                    outcomes.add(cases.withdraw(applicationNo, origin, dryRun));
                }
            }
        }
        flush(updates, outcomes, origin, dryRun);
        return new Applied(outcomes, null);
    }

    private void flush(List<CaseLine> updates, List<Outcome> outcomes, Origin origin, boolean dryRun) {
        if (!updates.isEmpty()) {
            outcomes.addAll(cases.apply(updates, origin, dryRun));
            updates.clear();
        }
    }

    @Override
    public int handOver(Origin origin, String from, String to, Set<String> keys) {
        return cases.handOver(origin, from, to, keys);
    }

    /** Returns nothing, because the whole line is about a person. The report contains its line number. */
    @Override
    public Optional<String> redacted(String line) {
        return Optional.empty();
    }
}
