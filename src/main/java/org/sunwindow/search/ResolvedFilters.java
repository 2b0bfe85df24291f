package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.sunwindow.search.SearchRequest.Chosen;

/**
 * A request whose filters say what is in the index: who serves a division, what is called so, who is named from the other side.
 *
 * @param understood how much of a name was found, {@code null} for all of it or where no name was asked for
 */
record ResolvedFilters(SearchRequest request, String understood) {

    /** The five of the tree and as many that were merged into one another. */
    private static final int MOST_LEVELS = 15;

    static ResolvedFilters of(SearchRequest request, Snapshot snapshot, Instant now) throws IOException {
        if (request.filters().isEmpty()) {
            return new ResolvedFilters(request, null);
        }
        var resolved = new ArrayList<Chosen>();
        var served = new ArrayList<Chosen>();
        String understood = null;
        for (Chosen chosen : request.filters()) {
            Filter filter = chosen.filter();
            if (filter.mode() == Filter.Mode.SERVED) {
                served.add(chosen);
            } else if (filter.mode() == Filter.Mode.NAMES) {
                var ids = new LinkedHashSet<String>();
                for (String value : chosen.values()) {
                    DivisionNames.Found found = new DivisionNames(snapshot, filter).find(value);
                    ids.addAll(found.ids());
                    understood = found.isWhole() ? understood : found.understood();
                }
                resolved.add(new Chosen(filter, List.of(), List.copyOf(ids)));
            } else if (filter.mirror() != null) {
                resolved.add(new Chosen(
                        filter, chosen.values(), named(chosen, request.kinds().getFirst(), snapshot)));
            } else {
                resolved.add(chosen);
            }
        }
        var others = List.copyOf(resolved);
        Instant then = request.moment() == null ? now : request.moment().instant();
        for (Chosen chosen : served) {
            var levels = new LinkedHashSet<String>();
            for (String division : chosen.values()) {
                levels.add(level(request.kinds(), others, chosen.filter(), division, snapshot, then, now));
            }
            resolved.add(new Chosen(chosen.filter(), List.copyOf(levels)));
        }
        return new ResolvedFilters(request.filtered(resolved), understood);
    }

    /** Who is named by the records that are asked for. */
    private static List<String> named(Chosen chosen, String kind, Snapshot snapshot) throws IOException {
        Filter filter = chosen.filter();
        var ids = new ArrayList<String>();
        for (String value : chosen.values()) {
            int document = snapshot.find(Fields.id(filter.labelKind(), value));
            if (document >= 0) {
                snapshot.values(document, filter.mirror()).forEach(key -> ids.add(Fields.id(kind, key)));
            }
        }
        return ids;
    }

    /**
     * Who serves a division: those of its own level or, where there are none, those of the next one that has some. That is what
     * it was merged into if it is no more, or else what it lies in.
     */
    private static String level(
            List<String> kinds,
            List<Chosen> others,
            Filter served,
            String division,
            Snapshot snapshot,
            Instant then,
            Instant now)
            throws IOException {
        BooleanQuery candidates = new LuceneFilters(snapshot, now).inForce(kinds, others, then);
        var levels = new LinkedHashSet<String>();
        String present = division;
        while (present != null && levels.size() < MOST_LEVELS) {
            levels.add(present);
            Query serving = snapshot.term(Fields.value(served.name()), present);
            if (serving != Snapshot.NOTHING && snapshot.finds(both(serving, candidates))) {
                return present;
            }
            String successor = successor(present, snapshot, then);
            present = successor == null || levels.contains(successor) ? DivisionCode.parent(present) : successor;
            // a county that became one of its own towns
            while (present != null && levels.contains(present)) {
                present = DivisionCode.parent(present);
            }
        }
        return division;
    }

    private static Query both(Query one, BooleanQuery clauses) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(clauses.clauses())
                .build();
    }

    private static String successor(String division, Snapshot snapshot, Instant then) throws IOException {
        int document = snapshot.find(Fields.id(DivisionNames.KIND, division));
        return document < 0 || snapshot.isInForce(document, then)
                ? null
                : snapshot.values(document, Neighbours.SUCCESSOR).stream()
                        .findFirst()
                        .orElse(null);
    }
}
