package org.sunwindow.index.lucene.facet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/**
 * Counts hits by the values of several filters while they are collected. Lucene's facet module first collects the hits
 * and then iterates over them once for each field: counting four facets takes 3.2 times the time, and 1.9 times
 * together with the search for the top hits ({@code script/bench --jmh FacetComparison}).
 */
final class FacetCollector implements Collector {

    private final List<Filter> filters;
    private final List<MirrorCounter> mirrored;
    private final List<Above> trees;
    private final boolean columns;
    private final List<InLeaf> leaves = new ArrayList<>();

    private FacetCollector(List<Filter> filters, List<MirrorCounter> mirrored, List<Above> trees, boolean columns) {
        this.filters = filters;
        this.mirrored = mirrored;
        this.trees = trees;
        this.columns = columns;
    }

    /** The tree of the values of a filter. */
    @FunctionalInterface
    interface Above {

        /** Returns a key and the keys above it. */
        Set<String> above(String key) throws IOException;
    }

    /**
     * Returns a manager whose result is the counts by value of each filter, in the order of the filters.
     *
     * @param mirrored for each filter what other records add to its values, {@code null} for nothing
     * @param trees    for each filter the tree of its values if a hit counts for what is above its values, too, and
     *     once for each; {@code null} for none
     */
    static CollectorManager<FacetCollector, List<Map<BytesRef, Integer>>> manager(
            List<Filter> filters, List<MirrorCounter> mirrored, List<Above> trees) {
        return manager(filters, mirrored, trees, true);
    }

    /**
     * @param columns whether to use {@link ValueColumn}; without, values are read from doc values
     */
    static CollectorManager<FacetCollector, List<Map<BytesRef, Integer>>> manager(
            List<Filter> filters, List<MirrorCounter> mirrored, List<Above> trees, boolean columns) {
        return new CollectorManager<>() {
            @Override
            public FacetCollector newCollector() {
                return new FacetCollector(filters, mirrored, trees, columns);
            }

            @Override
            public List<Map<BytesRef, Integer>> reduce(Collection<FacetCollector> collectors) throws IOException {
                var counts = new ArrayList<Map<BytesRef, Integer>>();
                for (int i = 0; i < filters.size(); i++) {
                    var ofFilter = new HashMap<BytesRef, Integer>();
                    for (FacetCollector collector : collectors) {
                        for (InLeaf leaf : collector.leaves) {
                            leaf.fields[i].addTo(ofFilter);
                        }
                    }
                    if (mirrored.get(i) != null) {
                        mirrored.get(i).addTo(ofFilter);
                    }
                    counts.add(ofFilter);
                }
                return counts;
            }
        };
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
        var inLeaf = new InLeaf(leaf);
        leaves.add(inLeaf);
        return inLeaf;
    }

    private final class InLeaf implements LeafCollector {

        final Field[] fields;

        InLeaf(LeafReaderContext leaf) throws IOException {
            fields = new Field[filters.size()];
            for (int i = 0; i < fields.length; i++) {
                String field = IndexFields.value(filters.get(i).name());
                fields[i] = new Field(
                        DocValues.getSortedSet(leaf.reader(), field),
                        columns ? ValueColumn.of(leaf.reader(), field).orElse(null) : null,
                        mirrored.get(i) == null ? null : mirrored.get(i).in(leaf),
                        trees.get(i));
            }
        }

        @Override
        public void setScorer(Scorable scorer) {
            // scores are not needed
        }

        @Override
        public void collect(int document) throws IOException {
            for (Field field : fields) {
                field.count(document);
            }
        }
    }

    /** The counts of one field in one segment. */
    private static final class Field {

        private final SortedSetDocValues values;

        /** {@code null} without columns, or if the segment has too many combinations of values. */
        private final ValueColumn column;

        /** By combination with a column, by ordinal without. */
        private final int[] counts;

        /** {@code null} if other records add nothing. */
        private final MirrorCounter.InLeaf mirrored;

        /** {@code null} if a hit counts for its own values only. */
        private final Above tree;

        /** With a tree and without a column: counts by value. */
        private final Map<BytesRef, Integer> rolledUp = new HashMap<>();

        Field(SortedSetDocValues values, ValueColumn column, MirrorCounter.InLeaf mirrored, Above tree) {
            this.values = values;
            this.column = column;
            this.mirrored = mirrored;
            this.tree = tree;
            this.counts = new int[column == null ? Math.toIntExact(values.getValueCount()) : column.combinations()];
        }

        void count(int document) throws IOException {
            if (mirrored != null) {
                mirrored.count(document);
            }
            if (column != null) {
                counts[column.combination(document)]++;
            } else if (values.advanceExact(document)) {
                if (tree != null) {
                    var ordinals = new int[values.docValueCount()];
                    for (int i = 0; i < ordinals.length; i++) {
                        ordinals[i] = (int) values.nextOrd();
                    }
                    addAbove(ordinals, 1, rolledUp);
                    return;
                }
                for (int i = values.docValueCount(); i > 0; i--) {
                    counts[(int) values.nextOrd()]++;
                }
            }
        }

        void addTo(Map<BytesRef, Integer> total) throws IOException {
            if (tree != null) {
                for (int combination = 0; column != null && combination < counts.length; combination++) {
                    if (counts[combination] > 0) {
                        addAbove(column.ordinals(combination), counts[combination], rolledUp);
                    }
                }
                rolledUp.forEach((value, count) -> total.merge(value, count, Integer::sum));
                return;
            }
            int[] byOrdinal = column == null ? counts : byOrdinal();
            for (int ordinal = 0; ordinal < byOrdinal.length; ordinal++) {
                if (byOrdinal[ordinal] > 0) {
                    BytesRef value = BytesRef.deepCopyOf(values.lookupOrd(ordinal));
                    total.merge(value, byOrdinal[ordinal], Integer::sum);
                }
            }
        }

        /** Adds hits with the same values to these and to what is above them, each once. */
        private void addAbove(int[] ordinals, int hits, Map<BytesRef, Integer> total) throws IOException {
            Set<String> keys = new HashSet<>();
            for (int ordinal : ordinals) {
                keys.addAll(tree.above(values.lookupOrd(ordinal).utf8ToString()));
            }
            keys.forEach(key -> total.merge(new BytesRef(key), hits, Integer::sum));
        }

        private int[] byOrdinal() {
            var byOrdinal = new int[Math.toIntExact(values.getValueCount())];
            for (int combination = 0; combination < counts.length; combination++) {
                if (counts[combination] > 0) {
                    for (int ordinal : column.ordinals(combination)) {
                        byOrdinal[ordinal] += counts[combination];
                    }
                }
            }
            return byOrdinal;
        }
    }
}
