package org.sunwindow.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.sunwindow.Identifier;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Summary;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords;

/** Finds related records in the index. Not thread-safe. */
final class IndexedRelations implements RelatedRecords {

    private static final int MAX_REFERRERS = 200;

    /** Bounds chains of ancestors and replacements, which may be circular. */
    private static final int MAX_STEPS = 10;

    private final Records records;
    private final Kinds kinds;

    /** Numbers of records by the kind and the key under which they are published. */
    private final Map<String, Map<String, Integer>> published = new HashMap<>();

    IndexedRelations(Records records, Kinds kinds) {
        this.records = records;
        this.kinds = kinds;
    }

    @Override
    public Reference find(String kind, String key) {
        return find(kind, key, null).map(IndexedRelations::reference).orElse(null);
    }

    private Optional<Summary> find(String kind, String key, String valueOf) {
        Kind<?> known = kinds.get(kind);
        return known == null || key == null ? Optional.empty() : records.find(known, key, filter(known, valueOf));
    }

    @Override
    public List<Referrer> referencing(String kind, String filter, String key, String valueOf) {
        Kind<?> known = kinds.get(kind);
        if (known == null) {
            return List.of();
        }
        return records
                .referencing(known, filter(known, filter), key, true, MAX_REFERRERS, filter(known, valueOf))
                .stream()
                .map(summary -> new Referrer(reference(summary), summary.value()))
                .toList();
    }

    @Override
    public List<Reference> allReferencing(String kind, String filter, String key) {
        Kind<?> known = kinds.get(kind);
        if (known == null) {
            return List.of();
        }
        return records.referencing(known, filter(known, filter), key, false, MAX_REFERRERS, null).stream()
                .sorted(Comparator.comparing(Summary::byOther)
                        .thenComparing(Summary::inForce, Comparator.reverseOrder()))
                .map(IndexedRelations::reference)
                .toList();
    }

    @Override
    public List<Reference> alike(String kind, String key, List<String> filters) {
        Kind<?> known = kinds.get(kind);
        return known == null
                ? List.of()
                : records
                        .alike(
                                known,
                                known.key(key),
                                filters.stream()
                                        .map(name -> filter(known, name))
                                        .toList(),
                                MAX_REFERRERS)
                        .stream()
                        .sorted(Comparator.comparing(Summary::inForce, Comparator.reverseOrder()))
                        .map(IndexedRelations::reference)
                        .toList();
    }

    @Override
    public List<Reference> citedBases(String kind, String key, String basis) {
        return records.bases(kinds.get(kind), Identifier.canonical(key), true).stream()
                .filter(cited -> cited.kind().equals(basis))
                .map(cited -> reference(cited.summary()))
                .toList();
    }

    private static Filter filter(Kind<?> kind, String name) {
        if (name == null) {
            return null;
        }
        return kind.fields().filters().stream()
                .filter(each -> each.name().equals(name) && each.hasFacet())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.name() + " has no facet " + name));
    }

    private static Reference reference(Summary record) {
        return new Reference(
                record.key(), record.title(), record.inForce() ? null : false, record.byOther() ? true : null);
    }

    @Override
    public List<Reference> ancestors(String kind, String key, String parent, UnaryOperator<String> parentOf) {
        var path = new ArrayList<Reference>();
        Set<String> seen = new HashSet<>(Set.of(Identifier.canonical(key)));
        for (String above = parent;
                above != null && seen.size() <= MAX_STEPS && seen.add(Identifier.canonical(above)); ) {
            Optional<Summary> found = find(kind, above, PARENT);
            found.map(IndexedRelations::reference).ifPresent(path::add);
            above = found.isPresent() ? found.get().value() : parentOf.apply(above);
        }
        return path.reversed();
    }

    @Override
    public int published(String kind, String key) {
        return published.computeIfAbsent(kind, this::published).getOrDefault(Identifier.canonical(key), 0);
    }

    private Map<String, Integer> published(String kind) {
        var counts = new HashMap<String, Integer>();
        for (Kind<?> other : kinds.all()) {
            other.fields().filters().stream()
                    .filter(filter -> filter.mode() == FilterMode.TREE && kind.equals(filter.labelKind()))
                    .forEach(filter -> records.counts(other, filter)
                            .forEach((key, count) -> counts.merge(key, count, Integer::sum)));
        }
        return counts;
    }

    @Override
    public Reference replacement(String kind, String key) {
        Set<String> seen = new HashSet<>(Set.of(Identifier.canonical(key)));
        Optional<Summary> end = Optional.empty();
        Optional<Summary> step = find(kind, key, SUCCESSOR);
        while (step.isPresent()
                && !step.get().inForce()
                && seen.size() <= MAX_STEPS
                && seen.add(step.get().value())) {
            step = find(kind, step.get().value(), SUCCESSOR);
            end = step.isPresent() ? step : end;
        }
        return end.map(IndexedRelations::reference).orElse(null);
    }
}
