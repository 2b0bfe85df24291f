package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.Rehearsal;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.LineReport;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Imports cases. They are stored separately from publications and never indexed. */
@ApplicationScoped
@ImportKind(value = Cases.KIND, line = CaseLine.class, label = "办件")
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
    public Class<?> lineType() {
        return CaseLine.class;
    }

    @Override
    public Map<String, List<String>> headings() {
        return CaseRows.HEADINGS;
    }

    @Override
    public NameReader names(Publisher sender) {
        return new CaseRows(json);
    }

    @Override
    public boolean mayReturn() {
        return false;
    }

    @Override
    public Verdict<Operation> check(String line) {
        try {
            var parsed = json.read(line, CaseLine.class);
            List<Problem.Item> faults = faults(parsed);
            String key = key(parsed);
            return faults.isEmpty() ? Verdict.accepted(new Update(parsed), key) : Verdict.rejected(key, named(faults));
        } catch (StrictJson.Invalid e) {
            CaseLine rest = e.rest(CaseLine.class).orElse(null);
            var faults = new ArrayList<>(e.items());
            if (rest != null) {
                faults(rest).stream()
                        .filter(rule ->
                                faults.stream().noneMatch(fault -> fault.name().equals(rule.name())))
                        .toList()
                        .forEach(faults::add);
            }
            return Verdict.rejected(rest == null ? null : key(rest), named(faults));
        }
    }

    /**
     * Factors and raw names are not stored, so only the mapped case is checked for personal data.
     *
     * @param line may break its constraints
     */
    private List<Problem.Item> faults(CaseLine line) {
        List<Problem.Item> faults = mapping.check(line);
        return !faults.isEmpty() || !CaseMapping.isComplete(line)
                ? faults
                : privacy.check(mapping.progress(line)).stream()
                        .map(Hit::item)
                        .distinct()
                        .toList();
    }

    /**
     * Returns the application number; {@code null} if it is malformed or must not be shown, for example because it
     * contains the name of the applicant.
     */
    private static String key(CaseLine line) {
        String number = line.applicationNo();
        return number != null
                        && number.matches(CaseLine.NUMBER)
                        && new Masking(line.applicantName()).in(number).equals(number)
                ? LineReport.shownKey(number).orElse(null)
                : null;
    }

    /** Adds the names of the fields. No value is repeated, because all of them are about a person. */
    private static List<Problem.Item> named(List<Problem.Item> faults) {
        return faults.stream()
                .map(fault -> new Problem.Item(
                        fault.name(),
                        fault.code(),
                        fault.message(),
                        RecordFields.label(CaseLine.class, fault.name()),
                        null))
                .toList();
    }

    @Override
    public Operation withdrawal(String key, String reason) {
        return new Removal(key);
    }

    @Override
    public Applier<Operation> applier(Origin origin, boolean dryRun) {
        Rehearsal<String, StoredCase> rehearsal = dryRun ? new Rehearsal<>() : null;
        return operations -> apply(operations, origin, rehearsal);
    }

    private Applied apply(List<Operation> operations, Origin origin, Rehearsal<String, StoredCase> rehearsal) {
        var outcomes = new ArrayList<Outcome>();
        var updates = new ArrayList<CaseLine>();
        for (Operation operation : operations) {
            switch (operation) {
                case Update(CaseLine line) -> updates.add(line);
                case Removal(String applicationNo) -> {
                    flush(updates, outcomes, origin, rehearsal);
                    outcomes.add(cases.withdraw(applicationNo, origin, rehearsal));
                }
            }
        }
        flush(updates, outcomes, origin, rehearsal);
        return new Applied(outcomes, null);
    }

    private void flush(
            List<CaseLine> updates, List<Outcome> outcomes, Origin origin, Rehearsal<String, StoredCase> rehearsal) {
        if (!updates.isEmpty()) {
            outcomes.addAll(cases.apply(updates, origin, rehearsal));
            updates.clear();
        }
    }

    @Override
    public int handOver(Origin origin, String from, String to, Set<String> keys) {
        return cases.handOver(origin, from, to, keys);
    }
}
