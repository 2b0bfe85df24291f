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
 * The values of one field in one part of the index, in memory: what is there on disk is packed, and unpacking it for each
 * of ten thousand hits is most of what counting them costs. Records share few combinations of values (a topic comes with
 * those above it), so a record takes two bytes.
 *
 * <p>A part never changes, so its columns are made when first counted and go when it goes.
 */
final class ValueColumn {

    /** So many fit two bytes. Villages are more; their values stay on disk. */
    private static final int MAX_COMBINATIONS = Character.MAX_VALUE + 1;

    /** Nothing of a part stays here longer than its readers do. */
    private static final Cache<IndexReader.CacheKey, Map<String, Optional<ValueColumn>>> OF_PARTS =
            Caffeine.newBuilder().weakKeys().build();

    private final char[] ofDocuments;

    /** Numbers of values, as {@link SortedSetDocValues} gives them. */
    private final List<int[]> combinations;

    private ValueColumn(char[] ofDocuments, List<int[]> combinations) {
        this.ofDocuments = ofDocuments;
        this.combinations = combinations;
    }

    /** Nothing for a field of too many combinations. */
    static Optional<ValueColumn> of(LeafReader part, String field) throws IOException {
        var columns = OF_PARTS.get(part.getCoreCacheHelper().getKey(), key -> new ConcurrentHashMap<>());
        Optional<ValueColumn> known = columns.get(field);
        if (known == null) {
            // two who come first at once make the same
            known = read(DocValues.getSortedSet(part, field), part.maxDoc());
            columns.put(field, known);
        }
        return known;
    }

    private static Optional<ValueColumn> read(SortedSetDocValues values, int documents) throws IOException {
        var ofDocuments = new char[documents];
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
            ofDocuments[values.docID()] = (char) number.intValue();
        }
        return Optional.of(new ValueColumn(ofDocuments, List.copyOf(combinations)));
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

    /** The number of the combination that a document has; 0 is none. */
    int combination(int document) {
        return ofDocuments[document];
    }

    /** The numbers of its values. */
    int[] values(int combination) {
        return combinations.get(combination);
    }
}
