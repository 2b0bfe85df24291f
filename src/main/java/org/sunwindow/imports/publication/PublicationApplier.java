package org.sunwindow.imports.publication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.imports.publication.PublishingBodies.Foreign;
import org.sunwindow.imports.quarantine.Quarantine;
import org.sunwindow.imports.quarantine.Releases;
import org.sunwindow.imports.target.ImportTarget.Applied;
import org.sunwindow.imports.target.ImportTarget.Applier;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.imports.target.ImportTarget.Refusal;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.DryRun;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;
import org.sunwindow.publisher.WriteAudit.Entry;
import org.sunwindow.publisher.WriteAudit.State;

/**
 * Applies the operations of one import run of one kind. An operation reaches the store only if its record speaks for no
 * organization of another publisher and all personal data in it has been released. Not thread-safe.
 */
final class PublicationApplier implements Applier<Operation> {

    private final Kind<?> kind;
    private final Publications publications;
    private final PublishingBodies bodies;
    private final Quarantine quarantine;
    private final PublicationWarnings warnings;
    private final WriteAudit audit;
    private final Origin origin;

    /** {@code null} unless this is a dry run, which stores nothing. */
    private final DryRun dryRun;

    PublicationApplier(
            Kind<?> kind,
            Publications publications,
            PublishingBodies bodies,
            Quarantine quarantine,
            PublicationWarnings warnings,
            WriteAudit audit,
            Origin origin,
            boolean dryRun) {
        this.kind = kind;
        this.publications = publications;
        this.bodies = bodies;
        this.quarantine = quarantine;
        this.warnings = warnings;
        this.audit = audit;
        this.origin = origin;
        this.dryRun = dryRun ? new DryRun() : null;
    }

    /**
     * The operations of a batch by what becomes of them, with their positions in the batch.
     *
     * @param stored   operations for the store
     * @param at       positions of the stored ones
     * @param refusals why others are refused, by their positions
     * @param held     lines whose personal data is not released
     * @param foreign  audit entries of those that speak for the organization of another publisher
     */
    private record Sorted(
            List<Operation> stored,
            List<Integer> at,
            Map<Integer, List<Refusal>> refusals,
            List<Quarantine.Line> held,
            List<Entry> foreign) {}

    @Override
    public Applied apply(List<Operation> operations) {
        Releases releases = quarantine.releases(
                origin.publisher(),
                kind.name(),
                keys(operations.stream()
                        .filter(operation -> !operation.hits().isEmpty())
                        .toList()));
        Sorted sorted = sort(operations, releases);
        audit.add(origin, sorted.foreign().stream());
        Set<String> shared =
                dryRun != null ? Set.of() : quarantine.shared(origin.publisher(), kind.name(), keys(operations));
        List<Write> writes = sorted.stored().stream().map(Operation::write).toList();
        var applied = dryRun == null ? publications.apply(writes, origin) : publications.dryRun(writes, origin, dryRun);
        var outcomes = new ArrayList<>(Collections.nCopies(operations.size(), Outcome.HELD));
        var alike = new HashMap<Integer, String>();
        var warned = new HashMap<Integer, List<Problem.Item>>();
        var lines = new ArrayList<>(sorted.held());
        for (int i = 0; i < writes.size(); i++) {
            int position = sorted.at().get(i);
            Outcome outcome = outcome(applied.outcomes().get(i));
            outcomes.set(position, outcome);
            alike.put(position, applied.alike().get(i));
            if (isAccepted(outcome)) {
                lines.add(new Quarantine.Line(position, sorted.stored().get(i).key(), List.of()));
            }
        }
        warnings.of(sorted.stored(), applied, origin.publisher(), dryRun)
                .forEach((i, items) -> warned.put(sorted.at().get(i), items));
        if (dryRun == null) {
            lines.sort(Comparator.comparingInt(Quarantine.Line::position));
            sorted.refusals().putAll(quarantine.keep(origin, kind.name(), lines, releases, shared));
        }
        sorted.refusals()
                .replaceAll((position, refusals) -> refusals.stream()
                        .map(refusal ->
                                labelled(refusal, operations.get(position).type()))
                        .toList());
        return new Applied(outcomes, applied.revision(), alike, sorted.refusals(), warned);
    }

    private static Refusal labelled(Refusal refusal, Class<?> type) {
        Problem.Item item = refusal.item();
        return item.label() != null
                ? refusal
                : new Refusal(
                        new Problem.Item(
                                item.name(),
                                item.code(),
                                item.message(),
                                RecordFields.label(type, item.name()),
                                item.value()),
                        refusal.excerpt(),
                        refusal.quarantineId());
    }

    private Sorted sort(List<Operation> operations, Releases releases) {
        var sorted =
                new Sorted(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            List<Foreign> foreign = bodies.foreign(operation.bodies(), operation.type(), operation.key());
            if (!foreign.isEmpty()) {
                sorted.refusals()
                        .put(
                                i,
                                foreign.stream()
                                        .map(body -> new Refusal(body.fault(), "", null))
                                        .toList());
                var owner = new State(foreign.getFirst().owner(), null);
                sorted.foreign()
                        .add(new Entry(
                                kind.name(),
                                WriteAudit.Key.of(operation.key()),
                                WriteAudit.Action.REFUSED,
                                owner,
                                owner));
                continue;
            }
            var unreleased = operation.hits().isEmpty()
                    ? operation.hits()
                    : releases.unreleased(operation.key(), operation.hits());
            if (unreleased.isEmpty()) {
                sorted.stored().add(operation);
                sorted.at().add(i);
            } else {
                sorted.held().add(new Quarantine.Line(i, operation.key(), unreleased));
                sorted.refusals().put(i, Quarantine.refusals(unreleased));
            }
        }
        return sorted;
    }

    private static Set<String> keys(List<Operation> operations) {
        return operations.stream().map(Operation::key).collect(Collectors.toSet());
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
}
