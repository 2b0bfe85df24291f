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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.Rehearsal;
import org.sunwindow.cases.StoredCase.Version;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/**
 * Stores cases. Of all updates of a case, the one with the latest {@link CaseLine#updatedAt} is kept, and the factors
 * of the latest one that has factors; ties are broken by a hash of the content. So the stored state does not depend on
 * the order of arrival.
 */
@ApplicationScoped
class Cases {

    static final String KIND = "application";

    private final CaseMapping mapping;
    private final StrictJson json;
    private final FactorHashes hashes;
    private final WriteAudit audit;
    private final CaseFollowers followers;
    private final Clock clock;

    Cases(
            CaseMapping mapping,
            StrictJson json,
            FactorHashes hashes,
            WriteAudit audit,
            CaseFollowers followers,
            Clock clock) {
        this.mapping = mapping;
        this.json = json;
        this.hashes = hashes;
        this.audit = audit;
        this.followers = followers;
        this.clock = clock;
    }

    /**
     * Applies updates in their order, all or none.
     *
     * @param rehearsal {@code null} unless it is a dry run, which computes the outcomes only
     */
    @Transactional
    List<Outcome> apply(List<CaseLine> lines, Origin origin, Rehearsal<String, StoredCase> rehearsal) {
        Instant now = clock.instant();
        boolean dryRun = rehearsal != null;
        if (!dryRun) {
            StoredCase.lockAgainstWrites();
        }
        var stored = new HashMap<String, StoredCase>();
        var numbers = lines.stream().map(CaseLine::applicationNo).distinct().toList();
        StoredCase.withNumbers(numbers).forEach(present -> stored.put(present.applicationNo, present));
        if (dryRun) {
            numbers.stream()
                    .filter(rehearsal::knows)
                    .forEach(number -> stored.compute(number, (key, present) -> rehearsal.get(key)));
        }
        var outcomes = new ArrayList<Outcome>();
        var entries = new ArrayList<WriteAudit.Entry>();
        var news = new HashMap<String, Instant>();
        for (CaseLine line : lines) {
            StoredCase present = stored.get(Identifier.canonical(line.applicationNo()));
            String ownerBefore = present == null ? null : present.owner;
            String shownBefore = present == null ? null : present.shown();
            Outcome outcome = present == null || origin.publisher().mayWrite(present.owner, null)
                    ? apply(line, stored, now, origin.publisher(), dryRun)
                    : Outcome.FOREIGN;
            outcomes.add(outcome);
            if (present != null && !present.shown().equals(shownBefore)) {
                news.put(present.applicationNo, present.endedAt);
            }
            (outcome == Outcome.FOREIGN ? Optional.of(WriteAudit.Action.REFUSED) : outcome.action())
                    .map(action -> entry(
                            Identifier.canonical(line.applicationNo()),
                            action,
                            ownerBefore,
                            present == null ? origin.publisher().name() : present.owner))
                    .ifPresent(entries::add);
        }
        if (dryRun) {
            StoredCase.getEntityManager().clear();
            stored.forEach((number, present) -> rehearsal.put(number, present.outline()));
        } else if (!news.isEmpty()) {
            // who begins to follow meanwhile waits for the rows, or is found
            StoredCase.flush();
            followers.tell(news);
        }
        // a refusal is recorded although nothing would have been stored
        audit.add(origin, entries.stream().filter(entry -> !dryRun || entry.action() == WriteAudit.Action.REFUSED));
        return outcomes;
    }

    /** An audit entry that names a case by the same keyed hash as the audit of lookups. */
    private WriteAudit.Entry entry(String number, WriteAudit.Action action, String from, String to) {
        return new WriteAudit.Entry(
                KIND,
                WriteAudit.Key.hashed(hashes.of(FailureScope.NUMBER, number)),
                action,
                new WriteAudit.State(from, null),
                new WriteAudit.State(to, null));
    }

    /** An entry for a case that does not exist or belongs to another publisher, which is not distinguished. */
    private WriteAudit.Entry refusal(String number) {
        return entry(number, WriteAudit.Action.REFUSED, null, null);
    }

    private Outcome apply(
            CaseLine line, Map<String, StoredCase> stored, Instant now, Publisher publisher, boolean dryRun) {
        CaseProgress progress = mapping.progress(line);
        CaseTiming timing = mapping.timing(line, progress);
        String progressJson = json.write(progress);
        String timingJson = timing == null ? null : json.write(timing);
        String content = progressJson + '\n' + timingJson + '\n' + factors(line);
        var version = new Version(line.updatedAt().toInstant(), hashes.ofLine(content));
        StoredCase present = stored.get(progress.applicationNo());
        Outcome outcome = present == null ? Outcome.CREATED : Outcome.CHANGED;
        if (present == null) {
            present = new StoredCase();
            present.applicationNo = progress.applicationNo();
            present.owner = publisher.name();
            stored.put(present.applicationNo, present);
        } else {
            changeKey(present, line, content, version);
        }
        boolean isNewest = outcome == Outcome.CREATED || version.isLaterThan(present.version());
        boolean hasNewestFactors = line.replacesFactors() && version.isLaterThan(present.factorsVersion());
        if (!isNewest && !hasNewestFactors) {
            return Outcome.UNCHANGED;
        }
        present.setFactorsVersion(hasNewestFactors ? version : present.factorsVersion());
        if (hasNewestFactors) {
            setFactors(line.factors(), present);
        }
        if (isNewest) {
            present.caseType = line.caseType();
            present.progress = progressJson;
            present.timing = timingJson;
            present.setVersion(version);
            present.endedAt = progress.status().isEnded() ? version.updatedAt() : null;
        }
        present.importedAt = now;
        if (outcome == Outcome.CREATED && !dryRun) {
            present.persist();
        }
        return outcome;
    }

    /**
     * Replaces the hashes of a former key if an update arrives again. So no hash of that key is needed once all cases were sent
     * again, and a tie is broken as before.
     */
    private void changeKey(StoredCase present, CaseLine line, String content, Version version) {
        if (isSame(present.version(), version, content)) {
            present.setVersion(version);
        }
        if (line.replacesFactors() && isSame(present.factorsVersion(), version, content)) {
            // An instance that still writes with the former key can have hashed single factors again, after a lookup.
            if (line.factors().stream().anyMatch(factor -> hasFormerKey(present.factor(factor.type()), factor))) {
                setFactors(line.factors(), present);
            }
            present.setFactorsVersion(version);
        }
    }

    private boolean isSame(Version stored, Version sent, String content) {
        return stored.updatedAt().equals(sent.updatedAt())
                && hashes.ofLineWithAllKeys(content).anyMatch(hash -> Arrays.equals(hash, stored.fingerprint()));
    }

    private boolean hasFormerKey(byte[] stored, Factor factor) {
        return stored != null && hashes.match(stored, factor) == FactorHashes.Match.PREVIOUS_KEY;
    }

    /** The factors of a line in a fixed order, in plain text; used for hashing only. */
    private static String factors(CaseLine line) {
        if (!line.replacesFactors()) {
            return "kept";
        }
        return line.factors().stream()
                .sorted(Comparator.comparing(Factor::type))
                .map(factor -> factor.type() + "=" + Identifier.canonical(factor.value()))
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

    /**
     * Deletes a case with everything stored for it. A case of another publisher is unknown. The audit records the
     * attempt whether the case exists or not, so that the time taken reveals nothing.
     */
    @Transactional
    Outcome withdraw(String applicationNo, Origin origin, Rehearsal<String, StoredCase> rehearsal) {
        if (rehearsal == null) {
            StoredCase.lockAgainstWrites();
        }
        String number = Identifier.canonical(applicationNo);
        var present = rehearsal != null && rehearsal.knows(number)
                ? Optional.ofNullable(rehearsal.get(number))
                        .filter(known -> origin.publisher().mayWrite(known.owner, null))
                : StoredCase.withNumber(number, origin.publisher());
        if (present.isEmpty()) {
            audit.add(origin, Stream.of(refusal(number)));
        } else if (rehearsal != null) {
            rehearsal.put(number, null);
        } else {
            audit.add(origin, Stream.of(entry(number, WriteAudit.Action.WITHDRAWN, present.get().owner, null)));
            present.get().delete();
            // who begins to follow meanwhile waits for the row, and finds none
            StoredCase.flush();
            followers.end(number);
        }
        return present.isPresent() ? Outcome.WITHDRAWN : Outcome.UNKNOWN;
    }

    /** Gives the cases of one owner to another, see {@link org.sunwindow.imports.target.OwnedTarget#handOver}. */
    @Transactional
    int handOver(Origin origin, String from, String to, Set<String> numbers) {
        StoredCase.lockAgainstWrites();
        var normalized = numbers.stream().map(Identifier::canonical).collect(Collectors.toSet());
        try (Stream<String> owned = StoredCase.ownedBy(from, normalized)) {
            audit.add(origin, owned.map(number -> entry(number, WriteAudit.Action.HANDED_OVER, from, to)));
        }
        return StoredCase.handOver(from, to, normalized);
    }

    /** Records that a query code was issued for a case. Joins the transaction of the caller. */
    void recordReceipt(StoredCase of, Publisher publisher) {
        audit.add(
                new Origin(publisher, null),
                Stream.of(entry(of.applicationNo, WriteAudit.Action.RECEIPT_ISSUED, of.owner, of.owner)));
    }

    /** Records that a publisher requested a query code for a case that it may not write, or that does not exist. */
    void recordRefusedReceipt(String number, Publisher publisher) {
        audit.add(new Origin(publisher, null), Stream.of(refusal(number)));
    }
}
