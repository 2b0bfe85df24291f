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
import org.sunwindow.http.Problem;
import org.sunwindow.json.StrictJson;

/**
 * The progress store, as imports see it. Of all lines of a case the latest holds, by the source's own time; which of two
 * of the same time does is decided by what stands in them, so that it does not matter how they arrive.
 */
@ApplicationScoped
public class Cases {

    private final CaseMapping intake;
    private final StrictJson json;
    private final Hashes hashes;
    private final Clock clock;

    Cases(CaseMapping intake, StrictJson json, Hashes hashes, Clock clock) {
        this.intake = intake;
        this.json = json;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** What became of a line. */
    public enum Outcome {
        CREATED,
        CHANGED,
        /** The same, or older than what is known. */
        UNCHANGED,
        WITHDRAWN,
        UNKNOWN
    }

    /** What the shape of a line does not say. */
    public List<Problem.Item> check(CaseLine line) {
        return intake.check(line);
    }

    /** What an applicant would be told of a line that has passed the check. */
    public Object told(CaseLine line) {
        return intake.progress(line);
    }

    /** Applies the lines in their order, all or none. */
    @Transactional
    public List<Outcome> apply(List<CaseLine> lines, boolean rehearsal) {
        Instant now = clock.instant();
        if (!rehearsal) {
            StoredCase.lockAgainstWrites();
        }
        var known = new HashMap<String, StoredCase>();
        var numbers = lines.stream()
                .map(line -> ApplicationNumbers.canonical(line.applicationNo()))
                .distinct()
                .toList();
        StoredCase.withNumbers(numbers).forEach(present -> known.put(present.applicationNo, present));
        var outcomes = new ArrayList<Outcome>();
        for (CaseLine line : lines) {
            outcomes.add(apply(line, known, now, rehearsal));
        }
        if (rehearsal) {
            StoredCase.getEntityManager().clear();
        }
        return outcomes;
    }

    private Outcome apply(CaseLine line, Map<String, StoredCase> known, Instant now, boolean rehearsal) {
        CaseProgress progress = intake.progress(line);
        CaseTiming timing = intake.timing(line, progress);
        String text = json.write(progress);
        String clockwork = timing == null ? null : json.write(timing);
        byte[] fingerprint = hashes.ofLine(text + '\n' + clockwork + '\n' + secrets(line));
        Instant updated = line.updatedAt().toInstant();
        StoredCase present = known.get(progress.applicationNo());
        Outcome outcome = present == null ? Outcome.CREATED : Outcome.CHANGED;
        if (present == null) {
            present = new StoredCase();
            present.applicationNo = progress.applicationNo();
            known.put(present.applicationNo, present);
        } else if (!isLater(updated, fingerprint, present)) {
            return Outcome.UNCHANGED;
        }
        present.caseType = line.caseType();
        present.progress = text;
        present.timing = clockwork;
        present.fingerprint = fingerprint;
        present.updatedAt = updated;
        present.endedAt = progress.status().isEnded() ? updated : null;
        present.importedAt = now;
        seal(line.factors(), present);
        if (outcome == Outcome.CREATED && !rehearsal) {
            present.persist();
        }
        return outcome;
    }

    private static boolean isLater(Instant updated, byte[] fingerprint, StoredCase present) {
        int later = updated.compareTo(present.updatedAt);
        return later > 0 || later == 0 && Arrays.compareUnsigned(fingerprint, present.fingerprint) > 0;
    }

    /** The factors of a line in one order; they only ever leave this class hashed. */
    private static String secrets(CaseLine line) {
        return line.factors().stream()
                .sorted(Comparator.comparing(Factor::type))
                .map(factor -> factor.type() + "=" + ApplicationNumbers.canonical(factor.value()))
                .toList()
                .toString();
    }

    /** All factors are those of the line; only a code that was made here stays. */
    private void seal(List<Factor> factors, StoredCase target) {
        for (FactorType type : FactorType.values()) {
            target.seal(type, null);
        }
        factors.forEach(factor -> target.seal(factor.type(), hashes.seal(factor)));
    }

    /** Removes a case that upstream takes back, with everything known of it. */
    @Transactional
    public Outcome withdraw(String applicationNo, boolean rehearsal) {
        if (!rehearsal) {
            StoredCase.lockAgainstWrites();
        }
        var present = StoredCase.withNumber(ApplicationNumbers.canonical(applicationNo));
        if (!rehearsal) {
            present.ifPresent(StoredCase::delete);
        }
        return present.isPresent() ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
    }
}
