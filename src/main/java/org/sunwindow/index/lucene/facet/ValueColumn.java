package org.sunwindow.index.lucene.facet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;

/**
 * The values of one field of one segment, decoded into memory. Doc values are compressed, and decoding them for ten
 * thousand hits takes most of the time of counting. Records have few distinct combinations of values (a topic comes
 * with those above it), so a record takes two bytes. Counting without columns takes 2.7 times the time
 * ({@code script/bench --jmh FacetComparison}).
 *
 * <p>Columns are built on first use and cached as long as the segment is open.
 */
final class ValueColumn {

    /** What two bytes can number. Villages have more; their values are read from disk. */
    private static final int MAX_COMBINATIONS = Character.MAX_VALUE + 1;

    /** Weak keys: an entry is dropped with the segment. */
    private static final Cache<IndexReader.CacheKey, Map<String, Optional<ValueColumn>>> BY_SEGMENT =
            Caffeine.newBuilder().weakKeys().build();

    /** Combination by document. */
    private final char[] byDocument;

    /** Ordinals of the values by combination. */
    private final List<int[]> combinations;

    private ValueColumn(char[] byDocument, List<int[]> combinations) {
        this.byDocument = byDocument;
        this.combinations = combinations;
    }

    /** Returns the column of a field, empty if it has too many combinations. */
    static Optional<ValueColumn> of(LeafReader segment, String field) throws IOException {
        var columns = BY_SEGMENT.get(segment.getCoreCacheHelper().getKey(), key -> new ConcurrentHashMap<>());
        Optional<ValueColumn> known = columns.get(field);
        if (known == null) {
            // concurrent callers may both build it; the results are equal
            known = read(DocValues.getSortedSet(segment, field), segment.maxDoc());
            columns.put(field, known);
        }
        return known;
    }

    private static Optional<ValueColumn> read(SortedSetDocValues values, int documents) throws IOException {
        var byDocument = new char[documents];
        var combinations = new ArrayList<int[]>(List.of(new int[0]));
        var numbers = new HashMap<Combination, Integer>();
        while (values.nextDoc() < documents) {
            var combination = new int[values.docValueCount()];
            for (int i = 0; i < combination.length; i++) {
                combination[i] = Math.toIntExact(values.nextOrd());
            }
            Integer number = numbers.putIfAbsent(new Combination(combination), combinations.size());
            if (number == null) {
                number = combinations.size();
                combinations.add(combination);
            }
            if (number >= MAX_COMBINATIONS) {
                return Optional.empty();
            }
            byDocument[values.docID()] = (char) number.intValue();
        }
        return Optional.of(new ValueColumn(byDocument, List.copyOf(combinations)));
    }

    private record Combination(int[] values) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Combination that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    int combinations() {
        return combinations.size();
    }

    /** Returns the combination of a document, 0 for one without values. */
    int combination(int document) {
        return byDocument[document];
    }

    /** Returns the ordinals of the values of a combination, as in {@link SortedSetDocValues}. */
    int[] ordinals(int combination) {
        return combinations.get(combination);
    }
}
