package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/**
 * A request whose filters say what is in the index: what is called so, who is named from the other side.
 *
 * @param understood how much of a name was found, {@code null} for all of it or where no name was asked for
 */
public record ResolvedFilters(SearchRequest request, String understood) {

    public static ResolvedFilters of(SearchRequest request, Snapshot snapshot) throws IOException {
        if (request.criteria().filters().isEmpty()) {
            return new ResolvedFilters(request, null);
        }
        var resolved = new ArrayList<SelectedFilter>();
        String understood = null;
        for (SelectedFilter selected : request.criteria().filters()) {
            Filter filter = selected.filter();
            if (filter.mode() == Filter.Mode.NAMES) {
                var ids = new LinkedHashSet<String>();
                for (String value : selected.values()) {
                    DivisionFinder.Found found = new DivisionFinder(snapshot, filter).find(value);
                    ids.addAll(found.ids());
                    understood = found.isWhole() ? understood : found.understood();
                }
                resolved.add(new SelectedFilter(filter, List.of(), List.copyOf(ids)));
            } else if (filter.mirror() != null) {
                resolved.add(new SelectedFilter(
                        filter,
                        selected.values(),
                        named(selected, request.kinds().getFirst(), snapshot)));
            } else {
                resolved.add(selected);
            }
        }
        return new ResolvedFilters(request.withFilters(resolved), understood);
    }

    /** Who is named by the records that are asked for. */
    private static List<String> named(SelectedFilter selected, String kind, Snapshot snapshot) throws IOException {
        Filter filter = selected.filter();
        var ids = new ArrayList<String>();
        for (String value : selected.values()) {
            int document = snapshot.find(IndexFields.id(filter.labelKind(), value));
            if (document >= 0) {
                snapshot.values(document, filter.mirror()).forEach(key -> ids.add(IndexFields.id(kind, key)));
            }
        }
        return ids;
    }
}
