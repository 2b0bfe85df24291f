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
 * The blocks of a segment, which is sorted by static rank, in which all documents have the same flags. There are a few
 * dozen at most. Within a block, months descend.
 *
 * @param starts first document of each block, ascending
 * @param ranks  static rank of that document, the highest of its block
 */
public record StaticRankBlocks(int[] starts, long[] ranks) {

    static StaticRankBlocks of(LeafReader reader) throws IOException {
        List<Integer> starts = new ArrayList<>();
        List<Long> ranks = new ArrayList<>();
        int end = reader.maxDoc();
        for (int start = 0; start < end; start = next(reader, start, end)) {
            starts.add(start);
            ranks.add(rank(reader, start));
        }
        return new StaticRankBlocks(
                starts.stream().mapToInt(Integer::intValue).toArray(),
                ranks.stream().mapToLong(Long::longValue).toArray());
    }

    /** Returns the start of the block after the one that starts at a document, by binary search. */
    private static int next(LeafReader reader, int start, int end) throws IOException {
        long rank = rank(reader, start);
        int low = start + 1;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (StaticRank.sameFlags(rank(reader, middle), rank)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the rank of a document, 0 for a tombstone. */
    private static long rank(LeafReader reader, int document) throws IOException {
        NumericDocValues ranks = DocValues.getNumeric(reader, IndexFields.STATIC_RANK);
        return ranks.advanceExact(document) ? ranks.longValue() : 0;
    }

    /** Returns the number of the block that a document is in. */
    public int of(int document) {
        int found = Arrays.binarySearch(starts, document);
        return found >= 0 ? found : -found - 2;
    }

    public int count() {
        return starts.length;
    }
}
