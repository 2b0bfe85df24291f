package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.sunwindow.search.SearchRequest.Chosen;

/**
 * Who serves a division: of all that is as asked for, those of its own level or, where there are none, those of the next level
 * that has some. That is what the division was merged into if it is no more, or else what it lies in.
 */
final class ServedLevels {

    /** The five of the tree and as many that were merged into one another. */
    private static final int MOST = 15;

    private final Snapshot snapshot;
    private final Instant then;

    /**
     * @param then when it is to be served
     */
    ServedLevels(Snapshot snapshot, Instant then) {
        this.snapshot = snapshot;
        this.then = then;
    }

    static boolean isAsked(SearchRequest request) {
        return request.filters().stream().anyMatch(ServedLevels::isServed);
    }

    private static boolean isServed(Chosen chosen) {
        return chosen.filter().mode() == Filter.Mode.SERVED;
    }

    /** The request without the question who serves. */
    static SearchRequest others(SearchRequest request) {
        return request.filtered(
                request.filters().stream().filter(chosen -> !isServed(chosen)).toList());
    }

    /**
     * The request with those levels that serve the divisions it names.
     *
     * @param candidates what {@link #others} finds
     * @return empty where no level serves any of them
     */
    Optional<SearchRequest> decided(SearchRequest request, BooleanQuery candidates) throws IOException {
        var filters = new ArrayList<Chosen>();
        boolean any = false;
        for (Chosen chosen : request.filters()) {
            if (!isServed(chosen)) {
                filters.add(chosen);
                continue;
            }
            var levels = new LinkedHashSet<String>();
            for (String division : chosen.values()) {
                String level = level(Fields.value(chosen.filter().name()), division, candidates);
                any |= level != null;
                levels.add(level == null ? division : level);
            }
            filters.add(new Chosen(chosen.filter(), List.copyOf(levels)));
        }
        return any ? Optional.of(request.filtered(filters)) : Optional.empty();
    }

    /** {@code null} where there is none. */
    private String level(String field, String division, BooleanQuery candidates) throws IOException {
        var levels = new LinkedHashSet<String>();
        String present = division;
        while (present != null && levels.size() < MOST) {
            levels.add(present);
            Query serving = snapshot.term(field, present);
            if (serving != Snapshot.NOTHING && snapshot.finds(both(serving, candidates))) {
                return present;
            }
            String successor = successor(present);
            present = successor == null || levels.contains(successor) ? DivisionCode.parent(present) : successor;
            // a county that became one of its own towns
            while (present != null && levels.contains(present)) {
                present = DivisionCode.parent(present);
            }
        }
        return null;
    }

    private static Query both(Query one, BooleanQuery clauses) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(clauses.clauses())
                .build();
    }

    private String successor(String division) throws IOException {
        int document = snapshot.find(Fields.id(DivisionNames.KIND, division));
        return document < 0 || snapshot.isInForce(document, then)
                ? null
                : snapshot.values(document, Neighbours.SUCCESSOR).stream()
                        .findFirst()
                        .orElse(null);
    }
}
