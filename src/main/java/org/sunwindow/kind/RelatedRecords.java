package org.sunwindow.kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.SearchIndex.Records;
import org.sunwindow.index.SearchIndex.Summary;

/** Other records of the index, as one record knows them: by key, and by who names whom. */
public final class RelatedRecords {

    /** Of a list that is no answer of its own. */
    private static final int MOST = 200;

    /** Of what lies in one another, or has become one another. */
    private static final int MOST_STEPS = 10;

    private static final String PARENT = "parent";
    public static final String SUCCESSOR = "successor";

    private final Records records;
    private final Kinds kinds;

    public RelatedRecords(Records records, Kinds kinds) {
        this.records = records;
        this.kinds = kinds;
    }

    /** Enough to name a record and to ask for it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "另一条记录的编号和名称")
    public record Reference(
            @Schema(description = "编号", required = true, examples = "org-yc-mzj")
            String id,

            @Schema(description = "名称", required = true, examples = "云川市民政局")
            String name) {

        private static Reference to(Summary record) {
            return new Reference(record.key(), record.title());
        }
    }

    /**
     * A record that names another.
     *
     * @param value its value of the filter that was asked for, {@code null} for none
     */
    public record Naming(Reference record, String value) {}

    /** What has a value and is in force, by key; the first 200. */
    public List<Reference> naming(String kind, String filter, String value) {
        return naming(kind, filter, value, null).stream().map(Naming::record).toList();
    }

    /**
     * The same, each with one of its values.
     *
     * @param shown filter whose value it is
     */
    public List<Naming> naming(String kind, String filter, String value, String shown) {
        return records.referencing(kinds.get(kind), filter(kind, filter), value, MOST, filter(kind, shown)).stream()
                .map(named -> new Naming(Reference.to(named), named.value()))
                .toList();
    }

    private Filter filter(String kind, String name) {
        return name == null
                ? null
                : kinds.get(kind).filters().stream()
                        .filter(each -> each.name().equals(name) && each.hasFacet())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(kind + " has no column " + name));
    }

    /** What has a key, {@code null} unless it is public now. */
    public Reference named(String kind, String key) {
        return find(kind, key, null).map(Reference::to).orElse(null);
    }

    private Optional<Summary> find(String kind, String key, String shown) {
        return key == null ? Optional.empty() : records.find(kinds.get(kind), key, filter(kind, shown));
    }

    /** What a record lies in by its values of {@code parent}, from the top. */
    public List<Reference> path(String kind, String key, String parent) {
        return path(kind, key, parent, missing -> null);
    }

    /**
     * The same where what lies in between may not have records of its own.
     *
     * @param parent  of the record
     * @param ofWhich gives the parent of a key that has no record, {@code null} for none
     */
    public List<Reference> path(String kind, String key, String parent, UnaryOperator<String> ofWhich) {
        var path = new ArrayList<Reference>();
        Set<String> seen = new HashSet<>(Set.of(key));
        for (String above = parent; above != null && seen.size() <= MOST_STEPS && seen.add(above); ) {
            Optional<Summary> found = find(kind, above, PARENT);
            found.map(Reference::to).ifPresent(path::add);
            above = found.isPresent() ? found.get().value() : ofWhich.apply(above);
        }
        return path.reversed();
    }

    /**
     * What has become of a record by now, by its values of {@code successor}: one that is still in force may know already what
     * it will be merged into.
     *
     * @return {@code null} where that is itself
     */
    public Reference end(String kind, String key) {
        Set<String> seen = new HashSet<>(Set.of(key));
        Optional<Summary> end = Optional.empty();
        Optional<Summary> step = find(kind, key, SUCCESSOR);
        while (step.isPresent()
                && !step.get().inForce()
                && seen.size() <= MOST_STEPS
                && seen.add(step.get().value())) {
            step = find(kind, step.get().value(), SUCCESSOR);
            end = step.isPresent() ? step : end;
        }
        return end.map(Reference::to).orElse(null);
    }
}
