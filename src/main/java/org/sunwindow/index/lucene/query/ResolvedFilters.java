package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;

/**
 * A request whose filters are resolved in a snapshot: names of divisions to their records, mirrored references to the
 * records that refer back, organizations to those below them.
 *
 * @param matchedName the part of a name of divisions that was found, {@code null} if that is all of it or no name was
 *     given
 */
public record ResolvedFilters(SearchRequest request, String matchedName) {

    public static ResolvedFilters of(SearchRequest request, Snapshot snapshot, Instant now) throws IOException {
        List<SelectedFilter> excluded = request.criteria().narrowed().excluded();
        if (request.criteria().filters().isEmpty() && excluded.isEmpty()) {
            return new ResolvedFilters(request, null);
        }
        var resolved = new ArrayList<SelectedFilter>();
        String matchedName = resolve(request.criteria().filters(), request, snapshot, now, resolved);
        var none = new ArrayList<SelectedFilter>();
        resolve(excluded, request, snapshot, now, none);
        return new ResolvedFilters(request.withFilters(resolved, none), matchedName);
    }

    /**
     * Adds the resolved filters to a list.
     *
     * @return the part of a name that was found, {@code null} if that is all of it
     */
    private static String resolve(
            List<SelectedFilter> filters,
            SearchRequest request,
            Snapshot snapshot,
            Instant now,
            List<SelectedFilter> resolved)
            throws IOException {
        String matchedName = null;
        for (SelectedFilter selected : filters) {
            Filter filter = selected.filter();
            if (filter.mode() == FilterMode.NAMES) {
                var ids = new LinkedHashSet<String>();
                for (String value : selected.values()) {
                    DivisionFinder.Found found = new DivisionFinder(snapshot, filter).find(value);
                    ids.addAll(found.ids());
                    matchedName = found.whole() ? matchedName : found.matched();
                }
                resolved.add(new SelectedFilter(filter, List.of(), List.copyOf(ids)));
            } else if (filter.mirror() != null) {
                List<String> ids = referenced(selected, request.kinds().getFirst(), snapshot, now);
                resolved.add(new SelectedFilter(filter, selected.values(), ids));
            } else if (filter.includesBelow(request.criteria().subtree())) {
                resolved.add(new SelectedFilter(filter, new Tree(snapshot, now, filter).below(selected.values())));
            } else {
                resolved.add(selected);
            }
        }
        return matchedName;
    }

    /** Returns the ids of the records of a kind that the selected records refer to, as far as those are public. */
    private static List<String> referenced(SelectedFilter selected, String kind, Snapshot snapshot, Instant now)
            throws IOException {
        Filter filter = selected.filter();
        var visibility = new RecordVisibility(snapshot, now);
        var ids = new ArrayList<String>();
        for (String value : selected.values()) {
            int document = snapshot.find(IndexFields.id(filter.labelKind(), value));
            if (document >= 0 && visibility.reasonHidden(document).isEmpty()) {
                snapshot.documents()
                        .values(document, filter.mirror())
                        .forEach(key -> ids.add(IndexFields.id(kind, key)));
            }
        }
        return ids;
    }
}
