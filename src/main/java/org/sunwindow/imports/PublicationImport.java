package org.sunwindow.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
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
final class PublicationImport<R> implements OwnedTarget<Write> {

    /** Reason of a withdrawal because the sender declared the record not to be public. */
    private static final String CLOSED = "公开属性改为不予公开";

    private static final Problem.Item INVALID_KEY =
            new Problem.Item("", "key.invalid", "编号没有可见的字符，或展开后超过 %d 个字符".formatted(Identifier.MAX_LENGTH));

    /** Longest stored part of a rejected line, in characters. */
    private static final int MAX_REDACTED = 2000;

    private final Kind<R> kind;
    private final Publications publications;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    PublicationImport(Kind<R> kind, Publications publications, StrictJson json) {
        this.kind = kind;
        this.publications = publications;
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

    @Override
    public Verdict<Write> check(String line) throws StrictJson.Invalid {
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
                yield Verdict.of(
                        new Put(kind.name(), admitted.envelope(), json.write(published)),
                        privacy.check(published).stream().map(Hit::item).toList());
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

    private Write close(RecordIdentity identity) {
        return new Withdraw(kind.name(), identity, CLOSED);
    }

    @Override
    public Write withdrawal(String key, String reason) {
        return new Withdraw(kind.name(), kind.key(key), reason);
    }

    @Override
    public Applied apply(List<Write> writes, Origin origin, boolean dryRun) {
        var applied = dryRun ? publications.dryRun(writes, origin) : publications.apply(writes, origin);
        return new Applied(
                applied.outcomes().stream().map(PublicationImport::outcome).toList(),
                applied.revision(),
                applied.alike());
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

    /** Returns the beginning of the line without long numbers, empty if the record may not be public. */
    @Override
    public Optional<String> redacted(String line) {
        return json.tree(line)
                .filter(kind::mayKeep)
                .map(PersonalData::redacted)
                .map(json::write)
                .map(text -> text.length() <= MAX_REDACTED ? text : text.substring(0, MAX_REDACTED) + "…");
    }
}
