package org.sunwindow.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.search.SearchRequest.Chosen;
import org.sunwindow.search.SearchResult.FacetValue;

/** Counts the hits of one request by the values of its facets. */
final class FacetCounter {

    private static final int MAX_VALUES = 100;

    private static final Comparator<Map.Entry<BytesRef, Integer>> FIRST =
            Map.Entry.<BytesRef, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private final Snapshot snapshot;
    private final LuceneFilters filters;
    private final SearchRequest request;
    private final Query text;

    /**
     * @param text what is looked for, {@code null} for everything
     */
    FacetCounter(Snapshot snapshot, LuceneFilters filters, SearchRequest request, Query text) {
        this.snapshot = snapshot;
        this.filters = filters;
        this.request = request;
        this.text = text;
    }

    /** Hits by one facet, whatever the request has chosen of it. */
    List<FacetValue> count(Filter filter) throws IOException {
        Query query = filters.filtered(request, text, filter);
        return values(
                filter,
                snapshot.search(query, ValueCounts.manager(List.of(filter))).getFirst());
    }

    /** Each facet that the request asks for, counted without its own filter. */
    Map<String, List<FacetValue>> facets() throws IOException {
        var counted = new HashMap<Filter, List<FacetValue>>();
        var together = new ArrayList<Filter>();
        for (Filter filter : request.facets()) {
            if (request.filters().stream().map(Chosen::filter).anyMatch(filter::equals)) {
                counted.put(filter, count(filter));
            } else {
                together.add(filter);
            }
        }
        if (!together.isEmpty()) {
            Query query = filters.filtered(request, text, null);
            var counts = snapshot.search(query, ValueCounts.manager(together));
            for (int i = 0; i < together.size(); i++) {
                counted.put(together.get(i), values(together.get(i), counts.get(i)));
            }
        }
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        request.facets().forEach(filter -> facets.put(filter.name(), counted.get(filter)));
        return facets;
    }

    /** The most frequent; of equal ones, those that come first in the order of their bytes. */
    private List<FacetValue> values(Filter filter, Map<BytesRef, Integer> counts) throws IOException {
        // the last of them first, to be the one that gives way
        var most = new PriorityQueue<Map.Entry<BytesRef, Integer>>(MAX_VALUES + 1, FIRST.reversed());
        for (var entry : counts.entrySet()) {
            if (most.size() < MAX_VALUES || FIRST.compare(entry, most.peek()) < 0) {
                most.add(entry);
            }
            if (most.size() > MAX_VALUES) {
                most.remove();
            }
        }
        var values = new ArrayList<FacetValue>();
        for (var entry : most.stream().sorted(FIRST).toList()) {
            String value = entry.getKey().utf8ToString();
            values.add(new FacetValue(value, label(filter, value), entry.getValue()));
        }
        if (filter.mode() == Filter.Mode.YEAR) {
            values.sort(Comparator.comparing(FacetValue::value).reversed());
        }
        return values;
    }

    private String label(Filter filter, String value) throws IOException {
        if (filter.labelKind() != null) {
            int document = snapshot.find(Fields.id(filter.labelKind(), value));
            String title = document < 0 ? null : snapshot.title(document);
            if (title != null) {
                return title;
            }
        }
        return filter.label(value);
    }
}
