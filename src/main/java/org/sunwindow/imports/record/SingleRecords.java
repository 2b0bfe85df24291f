package org.sunwindow.imports.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.LineCheck;
import org.sunwindow.imports.StoringPlaces;
import org.sunwindow.imports.Withdrawal;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.target.ImportTarget.Applied;
import org.sunwindow.imports.target.ImportTarget.Applier;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.imports.target.ImportTarget.Refusal;
import org.sunwindow.imports.target.ImportTarget.Verdict;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publication.StoredRecords.Stored;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/** Writes single publications: a record passes the checks of a line, and a withdrawal is that of a line. */
@ApplicationScoped
public class SingleRecords {

    /** Of what a patch states on purpose. */
    private static final Set<String> INTENDED = Set.of("fields.dropped", "title.changed");

    private final LineCheck check;
    private final StoredRecords stored;
    private final StoringPlaces places;
    private final WriteAudit audit;
    private final StrictJson json;

    SingleRecords(LineCheck check, StoredRecords stored, StoringPlaces places, WriteAudit audit, StrictJson json) {
        this.check = check;
        this.stored = stored;
        this.places = places;
        this.audit = audit;
        this.json = json;
    }

    /**
     * The result of a write.
     *
     * @param id       of the write, in the audit
     * @param outcome  {@code null} if the record did not reach the store
     * @param wasThere whether the record existed before and was not withdrawn
     * @param revision of the record afterwards, {@code null} for none
     * @param newest   revision of the store afterwards
     * @param faults   why the record is refused
     */
    record Written(
            UUID id,
            Outcome outcome,
            boolean wasThere,
            Long revision,
            Long newest,
            List<Problem.Item> faults,
            List<Problem.Item> warnings) {

        private static Written foreign(Origin origin) {
            List<Problem.Item> faults = ImportRuns.faults(Verdict.rejected(null, List.of()), Outcome.FOREIGN, null);
            return new Written(origin.id(), Outcome.FOREIGN, true, null, null, faults, List.of());
        }
    }

    Optional<Stored> find(PublicationImport<?> target, String key) {
        return stored.find(target.kind().name(), key);
    }

    /**
     * Creates or replaces a record.
     *
     * @param key canonical
     */
    Written put(
            PublicationImport<?> target, String key, Publisher publisher, String record, Precondition precondition) {
        Verdict<Operation> verdict = ofKey(key, target.check(record), target);
        return write(target, key, publisher, verdict, precondition, false);
    }

    /**
     * Changes parts of a record.
     *
     * @param present on which the patch is applied
     */
    Written patch(PublicationImport<?> target, Publisher publisher, Stored present, ObjectNode patch) {
        ObjectNode record = target.asSent(present.json());
        MergePatch.apply(record, patch);
        Verdict<Operation> verdict = ofKey(present.key(), target.check(json.write(record)), target);
        return write(target, present.key(), publisher, verdict, Precondition.of(present.revision()), true);
    }

    /**
     * Withdraws a record. It is withdrawn even if the reason must not be stored, which is a fault then.
     *
     * @param reason {@code null} for none
     */
    Written withdraw(
            PublicationImport<?> target, String key, Publisher publisher, String reason, Precondition precondition) {
        Verdict<Operation> verdict = check.withdrawal(json.write(new Withdrawal(key, reason)), key, target);
        return write(target, key, publisher, verdict, precondition, false);
    }

    /** Records that a publisher tried to write the record of another. */
    Written refuse(PublicationImport<?> target, Publisher publisher, Stored record) {
        var origin = new Origin(publisher, UUID.randomUUID());
        var state = new WriteAudit.State(record.owner(), record.revision());
        var key = WriteAudit.Key.of(record.key());
        audit.add(
                origin,
                Stream.of(new WriteAudit.Entry(target.kind().name(), key, WriteAudit.Action.REFUSED, state, state)));
        return Written.foreign(origin);
    }

    /** A record is stored under its own key, whatever the address says. */
    private static Verdict<Operation> ofKey(String key, Verdict<Operation> verdict, PublicationImport<?> target) {
        if (verdict.operation() == null || verdict.operation().key().equals(key)) {
            return verdict;
        }
        String field = target.kind().keyFields().getFirst();
        var mismatch = new Problem.Item(
                field,
                "id.mismatch",
                "记录的编号与地址中的不同；编号不能改，改用新编号的，请以新编号的地址报送，再撤下旧的",
                RecordFields.label(target.lineType(), field),
                null);
        return Verdict.rejected(
                null,
                Stream.concat(Stream.of(mismatch), verdict.faults().stream()).toList());
    }

    private Written write(
            PublicationImport<?> target,
            String key,
            Publisher publisher,
            Verdict<Operation> verdict,
            Precondition precondition,
            boolean isPatch) {
        return places.store(() -> {
            Optional<Stored> foreign =
                    stored.find(target.kind().name(), key).filter(record -> !record.allows(publisher));
            return foreign.isPresent()
                    ? refuse(target, publisher, foreign.get())
                    : QuarkusTransaction.requiringNew()
                            .call(() -> store(target, key, publisher, verdict, precondition, isPatch));
        });
    }

    /** The revision is compared while no other writer can change it. */
    private Written store(
            PublicationImport<?> target,
            String key,
            Publisher publisher,
            Verdict<Operation> verdict,
            Precondition precondition,
            boolean isPatch) {
        var origin = new Origin(publisher, UUID.randomUUID());
        String kind = target.kind().name();
        Stored before = stored.lock(kind, key).orElse(null);
        boolean wasThere = before != null && before.isPresent();
        if (before == null || before.allows(publisher)) {
            precondition.check(wasThere ? before.revision() : null);
        }
        if (verdict.operation() == null) {
            return new Written(origin.id(), null, wasThere, null, null, verdict.faults(), List.of());
        }
        Applier<Operation> applier = target.applier(origin, false);
        Applied applied = (isPatch ? intended(applier) : applier).apply(List.of(verdict.operation()));
        Outcome outcome = applied.outcomes().getFirst();
        List<Problem.Item> faults = Stream.concat(
                        ImportRuns.faults(verdict, outcome, applied.alike().get(0)).stream(),
                        applied.refusals().getOrDefault(0, List.of()).stream().map(Refusal::item))
                .toList();
        List<Problem.Item> warnings = Stream.concat(
                        verdict.warnings().stream(), applied.warnings().getOrDefault(0, List.of()).stream())
                .toList();
        Long revision = stored.find(kind, key).map(Stored::revision).orElse(null);
        return new Written(origin.id(), outcome, wasThere, revision, applied.revision(), faults, warnings);
    }

    /** Returns an applier that does not warn of omitted fields or another title, because the sender means them. */
    public static Applier<Operation> intended(Applier<Operation> applier) {
        return operations -> {
            Applied applied = applier.apply(operations);
            Map<Integer, List<Problem.Item>> warnings = new HashMap<>(applied.warnings());
            warnings.replaceAll((position, items) -> items.stream()
                    .filter(item -> !INTENDED.contains(item.code()))
                    .toList());
            return new Applied(applied.outcomes(), applied.revision(), applied.alike(), applied.refusals(), warnings);
        };
    }
}
