package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.util.SparseFixedBitSet;
import org.sunwindow.index.lucene.write.IndexFields;

/**
 * When the records of a snapshot cease to be in force: at the time that they state themselves, when a record that
 * replaces them is public and in effect, or when a newer edition is, see {@link Editions}. The owner of the replacement must have the right to write the replaced record.
 * A replacement is not written to the replaced record, which may arrive later or in another batch; it follows from
 * {@link IndexFields#REPLACES} in each snapshot. Thread-safe.
 */
public final class Lapses {

    /** By segment: the documents that others or newer editions replace, ascending. */
    private final int[][] replaced;

    /** By segment: when the first of their replacements takes effect, in milliseconds. */
    private final long[][] from;

    private final Referrers referrers;
    private final boolean any;

    private Lapses(Referrers referrers, int[][] replaced, long[][] from) {
        this.referrers = referrers;
        this.replaced = replaced;
        this.from = from;
        this.any = Arrays.stream(replaced).anyMatch(documents -> documents.length > 0);
    }

    static Lapses of(Snapshot snapshot) throws IOException {
        Referrers referrers =
                Referrers.of(snapshot, IndexFields.REPLACES, "", null).where(snapshot, new Owners(snapshot)::mayWrite);
        List<LeafReaderContext> leaves = snapshot.getIndexReader().leaves();
        int[] sources = leaves.stream()
                .flatMapToLong(leaf -> Arrays.stream(referrers.in(leaf)))
                .mapToInt(Referrers::source)
                .sorted()
                .distinct()
                .toArray();
        long[] effects = effects(snapshot, sources);
        Editions editions = Editions.of(snapshot);
        var replaced = new int[leaves.size()][];
        var from = new long[leaves.size()][];
        for (LeafReaderContext leaf : leaves) {
            long[] references = referrers.in(leaf);
            var ends = new TreeMap<Integer, Long>();
            for (long reference : references) {
                long effect = effects[Arrays.binarySearch(sources, Referrers.source(reference))];
                ends.merge(Referrers.target(reference), effect, Math::min);
            }
            editions.each(leaf, (document, end) -> ends.merge(document, end, Math::min));
            replaced[leaf.ord] =
                    ends.keySet().stream().mapToInt(Integer::intValue).toArray();
            from[leaf.ord] = ends.values().stream().mapToLong(Long::longValue).toArray();
        }
        return new Lapses(referrers, replaced, from);
    }

    /**
     * @param documents ascending
     */
    private static long[] effects(Snapshot snapshot, int[] documents) throws IOException {
        var effects = new long[documents.length];
        LeafReaderContext leaf = null;
        SortedNumericDocValues times = null;
        for (int i = 0; i < documents.length; i++) {
            LeafReaderContext next = snapshot.leaf(documents[i]);
            if (next != leaf) {
                leaf = next;
                times = DocValues.getSortedNumeric(leaf.reader(), IndexFields.EFFECT_FROM);
            }
            effects[i] = times.advanceExact(documents[i] - leaf.docBase) ? times.nextValue() : Long.MIN_VALUE;
        }
        return effects;
    }

    /** Returns the references from replacements to the documents that they replace. */
    Referrers referrers() {
        return referrers;
    }

    /** Whether any record is replaced. */
    boolean any() {
        return any;
    }

    /**
     * Whether another record has replaced a document by a time.
     *
     * @param document within its segment
     * @param then     in milliseconds
     */
    boolean isReplaced(LeafReaderContext leaf, int document, long then) {
        int place = Arrays.binarySearch(replaced[leaf.ord], document);
        return place >= 0 && from[leaf.ord][place] <= then;
    }

    /** Returns the documents of a segment that others have replaced by a time, {@code null} for none. */
    SparseFixedBitSet replaced(LeafReaderContext leaf, long then) {
        int[] documents = replaced[leaf.ord];
        if (documents.length == 0) {
            return null;
        }
        var set = new SparseFixedBitSet(leaf.reader().maxDoc());
        for (int i = 0; i < documents.length; i++) {
            if (from[leaf.ord][i] <= then) {
                set.set(documents[i]);
            }
        }
        return set;
    }

    /** Returns a reader of one segment. */
    public InLeaf in(LeafReaderContext leaf) throws IOException {
        return new InLeaf(leaf);
    }

    /** Reads one segment. Not thread-safe. */
    public final class InLeaf {

        private final LeafReaderContext leaf;
        private final SortedNumericDocValues lapsedFrom;
        private final boolean anyReplaced;

        private InLeaf(LeafReaderContext leaf) throws IOException {
            this.leaf = leaf;
            this.lapsedFrom = DocValues.getSortedNumeric(leaf.reader(), IndexFields.LAPSED_FROM);
            this.anyReplaced = replaced[leaf.ord].length > 0;
        }

        /**
         * Whether a document is no longer in force. Documents must be passed in ascending order.
         *
         * @param document within the segment
         * @param then     in milliseconds
         */
        public boolean isLapsed(int document, long then) throws IOException {
            return lapsedFrom.advanceExact(document) && lapsedFrom.nextValue() <= then
                    || anyReplaced && isReplaced(leaf, document, then);
        }

        /**
         * Returns when a document ceases to be in force, {@code null} for never. Documents must be passed in ascending
         * order.
         *
         * @param document within the segment
         */
        public Long end(int document) throws IOException {
            Long stated = lapsedFrom.advanceExact(document) ? lapsedFrom.nextValue() : null;
            int place = Arrays.binarySearch(replaced[leaf.ord], document);
            if (place < 0) {
                return stated;
            }
            return stated == null ? from[leaf.ord][place] : Math.min(stated, from[leaf.ord][place]);
        }
    }
}
