package org.sunwindow.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.quarantine.Quarantine;
import org.sunwindow.imports.quarantine.Releases;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PersonalData;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publication.RecordIdentity;
import org.sunwindow.publisher.Origin;

/** Imports records of one kind of publication: checks their shape, the rules of the kind, and privacy. */
final class PublicationImport<R> implements OwnedTarget<PublicationImport.Line> {

    /** Reason of a withdrawal because the sender declared the record not to be public. */
    private static final String CLOSED = "公开属性改为不予公开";

    private static final Problem.Item INVALID_KEY =
            new Problem.Item("", "key.invalid", "编号没有可见的字符，或展开后超过 %d 个字符".formatted(Identifier.MAX_LENGTH));

    /** Longest stored part of a rejected line, in characters. */
    private static final int MAX_REDACTED = 2000;

    private final Kind<R> kind;
    private final Publications publications;
    private final Quarantine quarantine;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    PublicationImport(Kind<R> kind, Publications publications, Quarantine quarantine, StrictJson json) {
        this.kind = kind;
        this.publications = publications;
        this.quarantine = quarantine;
        this.json = json;
        this.privacy = new PrivacyCheck(json, uses(kind.fields()));
    }

    private static Map<String, FieldUse> uses(Fields<?> fields) {
        var uses = new HashMap<String, FieldUse>();
        fields.recordNumbers().forEach(path -> uses.put(path, FieldUse.RECORD_NUMBER));
        fields.publicNumbers().forEach(path -> uses.put(path, FieldUse.PUBLIC_NUMBER));
        fields.publishedPhones().forEach(path -> uses.put(path, FieldUse.PUBLISHED_PHONE));
        return uses;
    }

    /**
     * A line that may be stored.
     *
     * @param hits personal data in it, which must have been released before
     */
    record Line(Write write, List<Hit> hits) {

        private String key() {
            return write.identity().key();
        }
    }

    @Override
    public Verdict<Line> check(String line) throws StrictJson.Invalid {
        R record;
        try {
            record = json.read(line, kind.type());
        } catch (StrictJson.Invalid e) {
            RecordIdentity identity = json.tree(line).flatMap(kind::closes).orElseThrow(() -> e);
            return new Verdict<>(close(identity), e.items());
        }
        return switch (kind.admit(record)) {
            case Admission.Admitted<R> admitted -> {
                if (!admitted.envelope().identity().isValid()) {
                    yield Verdict.rejected(List.of(INVALID_KEY));
                }
                R published = published(admitted);
                var put = new Put(kind.name(), admitted.envelope(), json.write(published));
                yield Verdict.of(new Line(put, privacy.check(published)), List.of());
            }
            case Admission.Refused<R>(var violations) -> Verdict.rejected(violations);
            case Admission.Closed<R>(RecordIdentity identity, Problem.Item violation) ->
                new Verdict<>(close(identity), List.of(violation));
        };
    }

    private R published(Admission.Admitted<R> admitted) {
        return admitted.published() == null
                ? admitted.record()
                : json.only(admitted.published(), admitted.record(), kind.type());
    }

    private Line close(RecordIdentity identity) {
        return new Line(new Withdraw(kind.name(), identity, CLOSED), List.of());
    }

    @Override
    public Line withdrawal(String key, String reason) {
        return new Line(new Withdraw(kind.name(), kind.key(key), reason), List.of());
    }

    @Override
    public Applied apply(List<Line> lines, Origin origin, boolean dryRun) {
        Releases releases = quarantine.releases(
                kind.name(),
                lines.stream()
                        .filter(line -> !line.hits().isEmpty())
                        .map(Line::key)
                        .collect(Collectors.toSet()));
        var writes = new ArrayList<Write>();
        var unreleased = new ArrayList<List<Hit>>();
        for (Line line : lines) {
            List<Hit> hits = line.hits().isEmpty() ? List.of() : releases.unreleased(line.key(), line.hits());
            unreleased.add(hits);
            if (hits.isEmpty()) {
                writes.add(line.write());
            }
        }
        var applied = dryRun ? publications.dryRun(writes, origin) : publications.apply(writes, origin);
        var outcomes = new ArrayList<Outcome>();
        var alike = new HashMap<Integer, String>();
        var refusals = new HashMap<Integer, List<Refusal>>();
        var checked = new ArrayList<Quarantine.Line>();
        int write = 0;
        for (int i = 0; i < lines.size(); i++) {
            List<Hit> hits = unreleased.get(i);
            Outcome outcome = Outcome.HELD;
            if (hits.isEmpty()) {
                outcome = outcome(applied.outcomes().get(write));
                alike.put(i, applied.alike().get(write++));
            } else if (dryRun) {
                refusals.put(i, Quarantine.refusals(hits));
            }
            outcomes.add(outcome);
            if (outcome == Outcome.HELD || isAccepted(outcome)) {
                checked.add(new Quarantine.Line(i, lines.get(i).key(), hits));
            }
        }
        if (!dryRun) {
            refusals.putAll(quarantine.keep(origin, kind.name(), checked, releases));
        }
        return new Applied(outcomes, applied.revision(), alike, refusals);
    }

    private static boolean isAccepted(Outcome outcome) {
        return switch (outcome) {
            case CREATED, CHANGED, UNCHANGED, WITHDRAWN -> true;
            case UNKNOWN, FOREIGN, ALIKE, HELD -> false;
        };
    }

    private static Outcome outcome(Publications.Outcome outcome) {
        return switch (outcome) {
            case CREATED -> Outcome.CREATED;
            case CHANGED -> Outcome.CHANGED;
            case UNCHANGED -> Outcome.UNCHANGED;
            case WITHDRAWN -> Outcome.WITHDRAWN;
            case UNKNOWN -> Outcome.UNKNOWN;
            case FOREIGN -> Outcome.FOREIGN;
            case ALIKE -> Outcome.ALIKE;
        };
    }

    @Override
    public int handOver(Origin origin, String from, String to, Set<String> keys) {
        var canonical = keys.stream().map(kind::key).collect(Collectors.toSet());
        return publications.handOver(origin, kind.name(), from, to, canonical);
    }

    /**
     * Returns the beginning of the line without long numbers, empty if the record may not be public or contains personal
     * data.
     */
    @Override
    public Optional<String> redacted(String line) {
        return json.tree(line)
                .filter(kind::mayKeep)
                .filter(privacy::mayKeep)
                .map(PersonalData::redacted)
                .map(json::write)
                .map(text -> text.length() <= MAX_REDACTED ? text : text.substring(0, MAX_REDACTED) + "…");
    }
}
