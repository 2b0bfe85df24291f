package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;

/**
 * Where in a part of the index, which is kept in the order of standings, records begin that have other parts than those
 * before them. There are a few dozen such stretches at most; within each the months only fall.
 *
 * @param starts first record of each, ascending
 * @param first  its standing
 */
record StaticRankBlocks(int[] starts, long[] first) {

    static StaticRankBlocks of(LeafReader reader) throws IOException {
        List<Integer> starts = new ArrayList<>();
        List<Long> first = new ArrayList<>();
        int end = reader.maxDoc();
        for (int start = 0; start < end; start = after(reader, start, end)) {
            starts.add(start);
            first.add(standing(reader, start));
        }
        return new StaticRankBlocks(
                starts.stream().mapToInt(Integer::intValue).toArray(),
                first.stream().mapToLong(Long::longValue).toArray());
    }

    /** The first record after one that has other parts. */
    private static int after(LeafReader reader, int start, int end) throws IOException {
        long standing = standing(reader, start);
        int low = start + 1;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (StaticRank.isAlike(standing(reader, middle), standing)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Tombstones, which come last, have none. */
    private static long standing(LeafReader reader, int document) throws IOException {
        NumericDocValues standings = DocValues.getNumeric(reader, IndexFields.STANDING);
        return standings.advanceExact(document) ? standings.longValue() : 0;
    }

    /** Number of the stretch that a record is in. */
    int of(int document) {
        int found = Arrays.binarySearch(starts, document);
        return found >= 0 ? found : -found - 2;
    }

    int count() {
        return starts.length;
    }
}
