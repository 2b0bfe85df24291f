package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.json.StrictJson;

/**
 * Stores cases. Of all updates of a case, the one with the latest {@link CaseLine#updatedAt} is kept; ties are broken by a
 * hash of the content. So the stored state does not depend on the order of arrival.
 */
@ApplicationScoped
class Cases {

    private final CaseMapping mapping;
    private final StrictJson json;
    private final Hashes hashes;
    private final Clock clock;

    Cases(CaseMapping mapping, StrictJson json, Hashes hashes, Clock clock) {
        this.mapping = mapping;
        this.json = json;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Applies updates in their order, all or none.
     *
     * @param dryRun whether to compute the outcomes only
     */
    @Transactional
    List<Outcome> apply(List<CaseLine> lines, boolean dryRun) {
        Instant now = clock.instant();
        if (!dryRun) {
            StoredCase.lockAgainstWrites();
        }
        var stored = new HashMap<String, StoredCase>();
        var numbers = lines.stream()
                .map(line -> ApplicationNumbers.normalize(line.applicationNo()))
                .distinct()
                .toList();
        StoredCase.withNumbers(numbers).forEach(present -> stored.put(present.applicationNo, present));
        var outcomes = new ArrayList<Outcome>();
        for (CaseLine line : lines) {
            outcomes.add(apply(line, stored, now, dryRun));
        }
        if (dryRun) {
            StoredCase.getEntityManager().clear();
        }
        return outcomes;
    }

    private Outcome apply(CaseLine line, Map<String, StoredCase> stored, Instant now, boolean dryRun) {
        CaseProgress progress = mapping.progress(line);
        CaseTiming timing = mapping.timing(line, progress);
        String progressJson = json.write(progress);
        String timingJson = timing == null ? null : json.write(timing);
        byte[] fingerprint = hashes.ofLine(progressJson + '\n' + timingJson + '\n' + factors(line));
        Instant updated = line.updatedAt().toInstant();
        StoredCase present = stored.get(progress.applicationNo());
        Outcome outcome = present == null ? Outcome.CREATED : Outcome.CHANGED;
        if (present == null) {
            present = new StoredCase();
            present.applicationNo = progress.applicationNo();
            stored.put(present.applicationNo, present);
        } else if (!isLater(updated, fingerprint, present)) {
            return Outcome.UNCHANGED;
        }
        present.caseType = line.caseType();
        present.progress = progressJson;
        present.timing = timingJson;
        present.fingerprint = fingerprint;
        present.updatedAt = updated;
        present.endedAt = progress.status().isEnded() ? updated : null;
        present.importedAt = now;
        setFactors(line.factors(), present);
        if (outcome == Outcome.CREATED && !dryRun) {
            present.persist();
        }
        return outcome;
    }

    private static boolean isLater(Instant updated, byte[] fingerprint, StoredCase present) {
        int later = updated.compareTo(present.updatedAt);
        return later > 0 || later == 0 && Arrays.compareUnsigned(fingerprint, present.fingerprint) > 0;
    }

    /** The factors of a line in a fixed order, in plain text; used for hashing only. */
    private static String factors(CaseLine line) {
        return line.factors().stream()
                .sorted(Comparator.comparing(Factor::type))
                .map(factor -> factor.type() + "=" + ApplicationNumbers.normalize(factor.value()))
                .toList()
                .toString();
    }

    /** Replaces all factors, except for a query code that was issued here. */
    private void setFactors(List<Factor> factors, StoredCase target) {
        for (FactorType type : FactorType.values()) {
            target.setFactor(type, null);
        }
        factors.forEach(factor -> target.setFactor(factor.type(), hashes.hash(factor)));
    }

    /** Deletes a case with everything stored for it. */
    @Transactional
    Outcome withdraw(String applicationNo, boolean dryRun) {
        if (!dryRun) {
            StoredCase.lockAgainstWrites();
        }
        var present = StoredCase.withNumber(ApplicationNumbers.normalize(applicationNo));
        if (!dryRun) {
            present.ifPresent(StoredCase::delete);
        }
        return present.isPresent() ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
    }
}
