package org.sunwindow.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.search.SearchIndex.Found;
import org.sunwindow.web.StrictJson;

/** Other records of the index, as one record knows them: by key, and by who names whom. */
public final class Neighbours {

    /** Of a list that is no answer of its own. */
    private static final int MOST = 200;

    /** Of what lies in one another, or has become one another. */
    private static final int MOST_STEPS = 10;

    private final SearchIndex index;
    private final Kinds kinds;
    private final StrictJson json;
    private final Instant now;

    Neighbours(SearchIndex index, Kinds kinds, StrictJson json, Instant now) {
        this.index = index;
        this.kinds = kinds;
        this.json = json;
        this.now = now;
    }

    /** Enough to name a record and to ask for it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "另一条记录的编号和名称")
    public record Reference(
            @Schema(description = "编号", required = true, examples = "org-yc-mzj")
            String id,

            @Schema(description = "名称", required = true, examples = "云川市民政局")
            String name) {}

    /** Empty unless it is public now. */
    public <R> Optional<R> get(IndexedKind<R> kind, String key) {
        return key != null && index.get(kind.name(), key, now) instanceof Found.Present(byte[] record)
                ? Optional.of(read(kind, record))
                : Optional.empty();
    }

    /** What has a value and is in force, by key; the first 200. */
    public <R> List<R> having(IndexedKind<R> kind, String filter, String value) {
        Filter by = kind.filters().stream()
                .filter(each -> each.name().equals(filter))
                .findFirst()
                .orElseThrow();
        return index.search(SearchRequest.of(kind, by, value, MOST), now).hits().stream()
                .map(hit -> read(kind, hit.json()))
                .toList();
    }

    /** The same of a kind of another feature. */
    public List<Reference> naming(String kind, String filter, String value) {
        return naming(kinds.get(kind), filter, value);
    }

    private <R> List<Reference> naming(IndexedKind<R> kind, String filter, String value) {
        return having(kind, filter, value).stream()
                .map(record -> reference(kind, record))
                .toList();
    }

    /** What has a key, {@code null} unless it is public now. */
    public Reference named(String kind, String key) {
        return named(kinds.get(kind), key);
    }

    private <R> Reference named(IndexedKind<R> kind, String key) {
        return get(kind, key).map(record -> reference(kind, record)).orElse(null);
    }

    /**
     * What a record lies in, from the top.
     *
     * @param parent key of what a record lies in, or {@code null}
     */
    public <R> List<Reference> path(IndexedKind<R> kind, R record, Function<R, String> parent) {
        return follow(kind, record, parent).stream()
                .map(above -> reference(kind, above))
                .toList()
                .reversed();
    }

    /**
     * What has become of a record by now.
     *
     * @param successor key of what a record was merged into, or {@code null}
     * @return {@code null} where that is itself
     */
    public <R> Reference end(IndexedKind<R> kind, R record, Function<R, String> successor) {
        // one that is still in force may know already what it will be merged into
        List<R> steps = follow(kind, record, each -> isLapsed(kind, each) ? successor.apply(each) : null);
        return steps.isEmpty() ? null : reference(kind, steps.getLast());
    }

    private <R> boolean isLapsed(IndexedKind<R> kind, R record) {
        Instant from = kind.index(record).lapsedFrom;
        return from != null && !now.isBefore(from);
    }

    private <R> List<R> follow(IndexedKind<R> kind, R record, Function<R, String> next) {
        var steps = new ArrayList<R>();
        Set<String> seen = new LinkedHashSet<>(List.of(id(record)));
        Optional<R> step = get(kind, next.apply(record));
        while (step.isPresent() && steps.size() < MOST_STEPS && seen.add(id(step.get()))) {
            steps.add(step.get());
            step = get(kind, next.apply(step.get()));
        }
        return steps;
    }

    private <R> Reference reference(IndexedKind<R> kind, R record) {
        return new Reference(id(record), kind.index(record).title);
    }

    private String id(Object record) {
        return json.without(Set.of(), record).path("id").asText();
    }

    private <R> R read(IndexedKind<R> kind, byte[] record) {
        return json.readStored(new String(record, StandardCharsets.UTF_8), kind.type());
    }
}
