package org.sunwindow.index.lucene.facet;

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
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.SearchResult.FacetValue;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/** Counts the hits of one request by the values of its facets. */
public final class FacetCounter {

    private static final int MAX_VALUES = 100;

    private static final Comparator<Map.Entry<BytesRef, Integer>> FIRST =
            Map.Entry.<BytesRef, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private final Snapshot snapshot;
    private final FilterBuilder filters;
    private final SearchRequest request;
    private final Query text;

    /**
     * @param text what is looked for, {@code null} for everything
     */
    public FacetCounter(Snapshot snapshot, FilterBuilder filters, SearchRequest request, Query text) {
        this.snapshot = snapshot;
        this.filters = filters;
        this.request = request;
        this.text = text;
    }

    /** Hits by one facet, whatever the request has selected of it. */
    public List<FacetValue> count(Filter filter) throws IOException {
        Query query = filters.filtered(request, text, filter);
        return values(
                filter,
                snapshot.search(query, FacetCollector.manager(List.of(filter))).getFirst());
    }

    /** Each facet that the request asks for, counted without its own filter. */
    public Map<String, List<FacetValue>> facets() throws IOException {
        var counted = new HashMap<Filter, List<FacetValue>>();
        var together = new ArrayList<Filter>();
        for (Filter filter : request.output().facets()) {
            if (request.criteria().filters().stream()
                    .map(SelectedFilter::filter)
                    .anyMatch(filter::equals)) {
                counted.put(filter, count(filter));
            } else {
                together.add(filter);
            }
        }
        if (!together.isEmpty()) {
            Query query = filters.filtered(request, text, null);
            var counts = snapshot.search(query, FacetCollector.manager(together));
            for (int i = 0; i < together.size(); i++) {
                counted.put(together.get(i), values(together.get(i), counts.get(i)));
            }
        }
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        request.output().facets().forEach(filter -> facets.put(filter.name(), counted.get(filter)));
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
            int document = snapshot.find(IndexFields.id(filter.labelKind(), value));
            String title = document < 0 ? null : snapshot.title(document);
            if (title != null) {
                return title;
            }
        }
        return filter.label(value);
    }
}
