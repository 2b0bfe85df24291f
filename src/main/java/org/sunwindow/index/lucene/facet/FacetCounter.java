package org.sunwindow.index.lucene.facet;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult.FacetValue;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.query.Tree;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Phase;
import org.sunwindow.kind.SentLabel;
import org.sunwindow.place.DivisionCode;

/** Counts the hits of one request by the values of filters. */
public final class FacetCounter {

    private static final int MAX_VALUES = 100;

    /** The most frequent first, then by the order of bytes. */
    private static final Comparator<Map.Entry<BytesRef, Integer>> ORDER =
            Map.Entry.<BytesRef, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private final Snapshot snapshot;
    private final FilterBuilder filters;
    private final Instant now;
    private final Hits hits;
    private final Alternative alternative;

    /**
     * What is counted.
     *
     * @param text query for the text of the request, {@code null} without a text
     */
    public record Hits(SearchRequest request, Query text) {}

    /** Gives the hits without one of the filters that the request selects. */
    @FunctionalInterface
    public interface Alternative {

        Hits without(Filter filter) throws IOException;
    }

    public FacetCounter(Snapshot snapshot, FilterBuilder filters, Instant now, Hits hits, Alternative alternative) {
        this.snapshot = snapshot;
        this.filters = filters;
        this.now = now;
        this.hits = hits;
        this.alternative = alternative;
    }

    /** Returns the query for what is counted by a filter: the hits whatever their values of it. */
    public Query query(Filter filter) throws IOException {
        Hits counted = hits.request().selects(filter) ? alternative.without(filter) : hits;
        return filters.build(counted.request(), counted.text(), filter);
    }

    /** Counts by one filter, ignoring the values that the request has selected of it. */
    public List<FacetValue> count(Filter filter) throws IOException {
        return count(query(filter), List.of(filter)).get(filter);
    }

    /**
     * Counts by each facet of the request, ignoring its own filter. Facets whose filter the request does not select
     * share one search.
     */
    public Map<String, List<FacetValue>> facets() throws IOException {
        SearchRequest request = hits.request();
        var counted = new HashMap<Filter, List<FacetValue>>();
        var together = new ArrayList<Filter>();
        for (Filter filter : request.output().facets()) {
            if (request.selects(filter)) {
                counted.put(filter, count(filter));
            } else {
                together.add(filter);
            }
        }
        if (!together.isEmpty()) {
            counted.putAll(count(filters.build(request, hits.text(), null), together));
        }
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        request.output().facets().forEach(filter -> facets.put(filter.name(), counted.get(filter)));
        return facets;
    }

    /** Counts by several filters and, in the same search, by the labels that were sent with their codes. */
    private Map<Filter, List<FacetValue>> count(Query query, List<Filter> by) throws IOException {
        List<Filter> collected = by.stream()
                .filter(filter -> filter.mode() != FilterMode.PHASED)
                .flatMap(filter -> filter.labelled() ? Stream.of(filter, filter.sentLabels()) : Stream.of(filter))
                .toList();
        var counts = collect(query, collected);
        var values = new HashMap<Filter, List<FacetValue>>();
        for (Filter filter : by) {
            if (filter.mode() == FilterMode.PHASED) {
                values.put(filter, values(filter, byPhase(query, filter), Map.of()));
                continue;
            }
            int at = collected.indexOf(filter);
            Map<BytesRef, Integer> sent = filter.labelled() ? counts.get(at + 1) : Map.of();
            values.put(filter, values(filter, counts.get(at), labels(sent)));
        }
        return values;
    }

    /** Each hit is counted by its value in the phase that it is in. */
    private Map<BytesRef, Integer> byPhase(Query query, Filter filter) throws IOException {
        var counts = new HashMap<BytesRef, Integer>();
        for (Phase phase : Phase.values()) {
            collect(filters.in(phase, query), List.of(filter.at(phase)))
                    .getFirst()
                    .forEach((value, count) -> counts.merge(value, count, Integer::sum));
        }
        return counts;
    }

    private List<Map<BytesRef, Integer>> collect(Query query, List<Filter> collected) throws IOException {
        if (collected.isEmpty()) {
            return List.of();
        }
        var mirrored = new ArrayList<MirrorCounter>();
        var trees = new ArrayList<FacetCollector.Above>();
        for (Filter filter : collected) {
            String kind = hits.request().kinds().getFirst();
            mirrored.add(filter.mirror() == null ? null : new MirrorCounter(snapshot, now, filter, kind));
            boolean below = filter.includesBelow(hits.request().criteria().subtree());
            trees.add(below ? new Tree(snapshot, now, filter)::above : null);
        }
        return snapshot.search(query, FacetCollector.manager(collected, mirrored, trees));
    }

    /** Counts the hits by all values of a filter, however many there are. */
    public Map<String, Integer> all(Filter filter) throws IOException {
        var counts = new HashMap<String, Integer>();
        collect(query(filter), List.of(filter))
                .getFirst()
                .forEach((value, count) -> counts.put(value.utf8ToString(), count));
        return counts;
    }

    /** Returns the most frequent label of each code, the first in order if several are. */
    private static Map<String, String> labels(Map<BytesRef, Integer> sent) {
        var labels = new HashMap<String, String>();
        sent.entrySet().stream().sorted(ORDER).forEach(entry -> {
            var label = SentLabel.of(entry.getKey().utf8ToString());
            labels.putIfAbsent(label.code(), label.label());
        });
        return labels;
    }

    /**
     * @param labels of codes that the filter does not know
     */
    private List<FacetValue> values(Filter filter, Map<BytesRef, Integer> counts, Map<String, String> labels)
            throws IOException {
        // the head is the last in order and is replaced first
        var most = new PriorityQueue<Map.Entry<BytesRef, Integer>>(MAX_VALUES + 1, ORDER.reversed());
        for (var entry : counts.entrySet()) {
            boolean isFrequent = most.size() < MAX_VALUES || ORDER.compare(entry, most.peek()) < 0;
            if (isFrequent && isNamed(filter, entry.getKey().utf8ToString())) {
                most.add(entry);
            }
            if (most.size() > MAX_VALUES) {
                most.remove();
            }
        }
        var values = new ArrayList<FacetValue>();
        for (var entry : most.stream().sorted(ORDER).toList()) {
            String value = entry.getKey().utf8ToString();
            values.add(
                    labels.containsKey(value)
                            ? new FacetValue(value, labels.get(value), entry.getValue())
                            : value(filter, value, entry.getValue()));
        }
        if (filter.mode() == FilterMode.YEAR) {
            values.sort(Comparator.comparing(FacetValue::value).reversed());
        }
        return values;
    }

    /** Whether a value may be shown: an answer names only public records. Codes of divisions are always public. */
    private boolean isNamed(Filter filter, String value) throws IOException {
        return filter.labelKind() == null
                || filter.labelKind().equals(DivisionCode.KIND)
                || publicRecord(filter, value) >= 0;
    }

    /** Returns the document of the public record that a value is the key of, -1 for none. */
    private int publicRecord(Filter filter, String value) throws IOException {
        int document = snapshot.find(IndexFields.id(filter.labelKind(), value));
        return document >= 0
                        && new RecordVisibility(snapshot, now)
                                .reasonHidden(document)
                                .isEmpty()
                ? document
                : -1;
    }

    /** A value that is a key is shown as its record shows it, if that is public. */
    private FacetValue value(Filter filter, String value, int count) throws IOException {
        int document = filter.labelKind() == null ? -1 : publicRecord(filter, value);
        if (document >= 0) {
            String id = IndexFields.id(filter.labelKind(), value);
            return new FacetValue(
                    snapshot.documents().key(document, id), snapshot.documents().title(document, id), count);
        }
        return new FacetValue(value, filter.label(value), count);
    }
}
