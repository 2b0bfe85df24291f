package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.search.Query;
import org.sunwindow.search.SearchRequest.Chosen;
import org.sunwindow.search.SearchResult.FacetValue;

/** Counts the hits of one request by the values of its facets. */
final class FacetCounter {

    private static final int MAX_VALUES = 100;

    private final Snapshot snapshot;
    private final SearchRequest request;
    private final Query text;
    private final Instant now;

    /**
     * @param text what is looked for, {@code null} for everything
     */
    FacetCounter(Snapshot snapshot, SearchRequest request, Query text, Instant now) {
        this.snapshot = snapshot;
        this.request = request;
        this.text = text;
        this.now = now;
    }

    /** Hits by one facet, whatever the request has chosen of it. */
    List<FacetValue> count(Filter filter) throws IOException {
        return count(filter, collect(LuceneFilters.filtered(request, text, filter, now)));
    }

    /** Each facet that the request asks for, counted without its own filter. */
    Map<String, List<FacetValue>> facets() throws IOException {
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        FacetsCollector shared = null;
        for (Filter filter : request.facets()) {
            boolean narrowed = request.filters().stream().map(Chosen::filter).anyMatch(filter::equals);
            FacetsCollector hits;
            if (narrowed) {
                hits = collect(LuceneFilters.filtered(request, text, filter, now));
            } else {
                shared = shared == null ? collect(LuceneFilters.filtered(request, text, null, now)) : shared;
                hits = shared;
            }
            facets.put(filter.name(), count(filter, hits));
        }
        return facets;
    }

    private FacetsCollector collect(Query query) throws IOException {
        return snapshot.search(query, new FacetsCollectorManager());
    }

    private List<FacetValue> count(Filter filter, FacetsCollector hits) throws IOException {
        String field = Fields.value(filter.name());
        var state = snapshot.facetState(field);
        if (state == null) {
            return List.of();
        }
        FacetResult counted = new StringValueFacetCounts(state, hits).getTopChildren(MAX_VALUES, field);
        var values = new ArrayList<FacetValue>();
        if (counted != null) {
            for (LabelAndValue value : counted.labelValues) {
                values.add(new FacetValue(value.label, label(filter, value.label), value.value.longValue()));
            }
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
