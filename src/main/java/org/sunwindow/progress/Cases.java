package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.progress.ApplicationCase.StoredFactor;
import org.sunwindow.web.Problem;
import org.sunwindow.web.Sha256;
import org.sunwindow.web.StrictJson;

/** The progress store, as imports see it. */
@ApplicationScoped
public class Cases {

    private final StrictJson json;
    private final Hashes hashes;
    private final Clock clock;

    Cases(StrictJson json, Hashes hashes, Clock clock) {
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
    public Optional<Problem.Item> check(CaseLine line) {
        var types = line.factors().stream().map(Factor::type).toList();
        if (types.stream().distinct().count() < types.size()) {
            return Optional.of(new Problem.Item("factors", "factor.repeated", "每种验证信息至多一个"));
        }
        return line.factors().stream()
                .filter(factor -> !factor.type().fits(Numbers.canonical(factor.value())))
                .findFirst()
                .map(factor -> new Problem.Item(
                        "factors",
                        "factor.invalid",
                        factor.type() + " " + factor.type().rule()));
    }

    /** What an applicant would be told of a line. */
    public Object told(CaseLine line) {
        return CaseProgress.of(line);
    }

    /** Applies the lines in their order, all or none. */
    @Transactional
    public List<Outcome> apply(List<CaseLine> lines, boolean rehearsal) {
        Instant now = clock.instant();
        if (!rehearsal) {
            ApplicationCase.lockAgainstWrites();
        }
        var known = new HashMap<String, ApplicationCase>();
        var numbers = lines.stream()
                .map(line -> Numbers.canonical(line.applicationNo()))
                .distinct()
                .toList();
        ApplicationCase.withNumbers(numbers).forEach(present -> known.put(present.applicationNo, present));
        var outcomes = new ArrayList<Outcome>();
        for (CaseLine line : lines) {
            outcomes.add(apply(line, known, now, rehearsal));
        }
        if (rehearsal) {
            ApplicationCase.getEntityManager().clear();
        }
        return outcomes;
    }

    private Outcome apply(CaseLine line, Map<String, ApplicationCase> known, Instant now, boolean rehearsal) {
        CaseProgress progress = CaseProgress.of(line);
        String text = json.write(progress);
        byte[] fingerprint = Sha256.of(text);
        ApplicationCase present = known.get(progress.applicationNo());
        if (present == null) {
            var created = new ApplicationCase();
            created.applicationNo = progress.applicationNo();
            known.put(created.applicationNo, created);
            fill(created, line, text, fingerprint, now);
            if (!rehearsal) {
                created.persist();
            }
            return Outcome.CREATED;
        }
        boolean older = line.updatedAt().toInstant().isBefore(present.updatedAt);
        if (older || MessageDigest.isEqual(present.fingerprint, fingerprint) && holds(present, line.factors())) {
            return Outcome.UNCHANGED;
        }
        fill(present, line, text, fingerprint, now);
        return Outcome.CHANGED;
    }

    private void fill(ApplicationCase target, CaseLine line, String text, byte[] fingerprint, Instant now) {
        target.progress = text;
        target.fingerprint = fingerprint;
        target.updatedAt = line.updatedAt().toInstant();
        target.importedAt = now;
        if (!holds(target, line.factors())) {
            target.factors.clear();
            for (Factor factor : line.factors()) {
                byte[] salt = hashes.salt();
                target.factors.add(new StoredFactor(factor.type(), salt, hashes.ofFactor(salt, factor)));
            }
        }
    }

    /** Whether a case already has just these factors; the salt of each tells. */
    private boolean holds(ApplicationCase present, List<Factor> factors) {
        return present.factors.size() == factors.size()
                && factors.stream()
                        .allMatch(factor -> present.factor(factor.type())
                                .filter(stored ->
                                        MessageDigest.isEqual(stored.hash, hashes.ofFactor(stored.salt, factor)))
                                .isPresent());
    }

    /** Removes a case that upstream takes back, with everything known of it. */
    @Transactional
    public Outcome withdraw(String applicationNo, boolean rehearsal) {
        if (!rehearsal) {
            ApplicationCase.lockAgainstWrites();
        }
        var present = ApplicationCase.withNumber(Numbers.canonical(applicationNo));
        if (!rehearsal) {
            present.ifPresent(ApplicationCase::delete);
        }
        return present.isPresent() ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
    }
}
