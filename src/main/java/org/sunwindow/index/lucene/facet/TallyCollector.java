package org.sunwindow.index.lucene.facet;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/** Counts hits by combinations of values, and adds up one of their numbers, while they are collected. */
public final class TallyCollector implements Collector {

    private static final int HALF = Integer.SIZE;
    private static final long LOW = 0xFFFF_FFFFL;

    private final List<Filter> by;
    private final String measured;
    private final List<InLeaf> leaves = new ArrayList<>();

    private TallyCollector(List<Filter> by, String measured) {
        this.by = by;
        this.measured = measured;
    }

    /**
     * @param by       filters with facets
     * @param measured field of a number, {@code null} for none
     */
    public static CollectorManager<TallyCollector, List<Tally>> manager(List<Filter> by, String measured) {
        return new CollectorManager<>() {
            @Override
            public TallyCollector newCollector() {
                return new TallyCollector(by, measured);
            }

            @Override
            public List<Tally> reduce(Collection<TallyCollector> collectors) throws IOException {
                var sums = new HashMap<List<String>, Sum>();
                for (TallyCollector collector : collectors) {
                    for (InLeaf leaf : collector.leaves) {
                        leaf.addTo(sums);
                    }
                }
                var tallies = new ArrayList<Tally>();
                sums.forEach((values, sum) -> tallies.add(sum.of(values)));
                return tallies;
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

    /**
     * The high and the low halves are added separately, so that a sum of as many numbers as there are hits cannot
     * overflow.
     */
    private static final class Sum {

        private long count;
        private long high;
        private long low;
        private Long most;

        void add(Long number) {
            count++;
            if (number != null) {
                high += number >> HALF;
                low += number & LOW;
                most = most == null ? number : Long.valueOf(Math.max(most, number));
            }
        }

        void add(Sum other) {
            count += other.count;
            high += other.high;
            low += other.low;
            if (other.most != null) {
                most = most == null ? other.most : Long.valueOf(Math.max(most, other.most));
            }
        }

        Tally of(List<String> values) {
            BigInteger sum = BigInteger.valueOf(high).shiftLeft(HALF).add(BigInteger.valueOf(low));
            return new Tally(values, count, sum, most);
        }
    }

    private final class InLeaf implements LeafCollector {

        private final SortedSetDocValues[] values;
        private final SortedNumericDocValues numbers;

        /** By the ordinals of the values in this segment. */
        private final Map<List<Integer>, Sum> sums = new HashMap<>();

        InLeaf(LeafReaderContext leaf) throws IOException {
            values = new SortedSetDocValues[by.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = DocValues.getSortedSet(
                        leaf.reader(), IndexFields.value(by.get(i).name()));
            }
            numbers = measured == null ? null : DocValues.getSortedNumeric(leaf.reader(), measured);
        }

        @Override
        public void setScorer(Scorable scorer) {
            // scores are not needed
        }

        @Override
        public void collect(int document) throws IOException {
            Long number = numbers != null && numbers.advanceExact(document) ? numbers.nextValue() : null;
            for (List<Integer> combination : combinations(document)) {
                sums.computeIfAbsent(combination, ordinals -> new Sum()).add(number);
            }
        }

        private List<List<Integer>> combinations(int document) throws IOException {
            List<List<Integer>> combinations = List.of(List.of());
            for (SortedSetDocValues of : values) {
                var longer = new ArrayList<List<Integer>>();
                if (of.advanceExact(document)) {
                    for (int i = of.docValueCount(); i > 0; i--) {
                        int ordinal = Math.toIntExact(of.nextOrd());
                        for (List<Integer> before : combinations) {
                            var combination = new ArrayList<>(before);
                            combination.add(ordinal);
                            longer.add(combination);
                        }
                    }
                }
                combinations = longer;
            }
            return combinations;
        }

        void addTo(Map<List<String>, Sum> total) throws IOException {
            for (var sum : sums.entrySet()) {
                var texts = new ArrayList<String>();
                for (int i = 0; i < values.length; i++) {
                    texts.add(values[i].lookupOrd(sum.getKey().get(i)).utf8ToString());
                }
                total.computeIfAbsent(texts, value -> new Sum()).add(sum.getValue());
            }
        }
    }
}
