package org.sunwindow.index.lucene.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.lucene.write.IndexFields;

/**
 * The inverted references of one field: for each record, the records of a snapshot that refer to it. Built on first use
 * from all records with the field, in time proportional to the number of references. Values are resolved to records
 * once for each pair of segments, so a snapshot with one more small segment costs little.
 */
public final class Referrers {

    /** The documents of one segment that the values of a field in another segment name. */
    private record Named(int[] ordinals, int[] documents) {

        static final Named NONE = new Named(new int[0], new int[0]);
    }

    /**
     * By the segment of the records referred to, then by that of the records that refer. Entries are dropped with
     * either.
     */
    private static final Cache<IndexReader.CacheKey, Cache<IndexReader.CacheKey, Map<String, Named>>> NAMED =
            Caffeine.newBuilder().weakKeys().build();

    /** By segment: the document referred to in the upper half, the document that refers in the lower; ascending. */
    private final long[][] byLeaf;

    private Referrers(long[][] byLeaf) {
        this.byLeaf = byLeaf;
    }

    /**
     * @param field  with the references as doc values
     * @param prefix what completes a value to the {@link IndexFields#id} of a record
     * @param kind   of the records that refer, {@code null} for any
     */
    static Referrers of(Snapshot snapshot, String field, String prefix, String kind) throws IOException {
        List<LeafReaderContext> leaves = snapshot.getIndexReader().leaves();
        var references = new LongStream.Builder[leaves.size()];
        for (LeafReaderContext leaf : leaves) {
            SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), field);
            if (values.getValueCount() > 0) {
                add(leaf, values, new Targets(leaf, values, field, prefix, leaves), kind, references);
            }
        }
        var byLeaf = new long[leaves.size()][];
        for (int i = 0; i < byLeaf.length; i++) {
            byLeaf[i] = references[i] == null
                    ? new long[0]
                    : references[i].build().sorted().toArray();
        }
        return new Referrers(byLeaf);
    }

    /** Decides whether a reference counts. */
    interface Rule {

        /**
         * @param source the document that refers
         * @param target the document referred to
         */
        boolean counts(int source, int target) throws IOException;
    }

    /** Returns the references that count. */
    Referrers where(Snapshot snapshot, Rule rule) throws IOException {
        var kept = new long[byLeaf.length][];
        for (LeafReaderContext leaf : snapshot.getIndexReader().leaves()) {
            long[] all = byLeaf[leaf.ord];
            var some = new long[all.length];
            int count = 0;
            for (long reference : all) {
                if (rule.counts(source(reference), leaf.docBase + target(reference))) {
                    some[count++] = reference;
                }
            }
            kept[leaf.ord] = count == all.length ? all : Arrays.copyOf(some, count);
        }
        return new Referrers(kept);
    }

    private static void add(
            LeafReaderContext leaf,
            SortedSetDocValues values,
            Targets targets,
            String kind,
            LongStream.Builder[] references)
            throws IOException {
        var live = leaf.reader().getLiveDocs();
        SortedSetDocValues kinds = DocValues.getSortedSet(leaf.reader(), IndexFields.value(IndexFields.KIND));
        long wanted = kind == null ? 0 : kinds.lookupTerm(new BytesRef(kind));
        for (int document = values.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = values.nextDoc()) {
            boolean counts = live == null || live.get(document);
            if (!counts || kind != null && !(kinds.advanceExact(document) && kinds.nextOrd() == wanted)) {
                continue;
            }
            for (int i = values.docValueCount(); i > 0; i--) {
                targets.addTo(references, (int) values.nextOrd(), leaf.docBase + document);
            }
        }
    }

    /** The documents that the values of one segment name, by ordinal. */
    private static final class Targets {

        private final int[] starts;
        private final int[] leaves;
        private final int[] documents;
        private final int[] bases;

        Targets(
                LeafReaderContext source,
                SortedSetDocValues values,
                String field,
                String prefix,
                List<LeafReaderContext> all)
                throws IOException {
            var byLeaf = new ArrayList<Named>();
            for (LeafReaderContext target : all) {
                byLeaf.add(named(source.reader(), values, target.reader(), field, prefix));
            }
            bases = all.stream().mapToInt(leaf -> leaf.docBase).toArray();
            starts = new int[Math.toIntExact(values.getValueCount()) + 1];
            for (Named named : byLeaf) {
                for (int ordinal : named.ordinals) {
                    starts[ordinal + 1]++;
                }
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            leaves = new int[starts[starts.length - 1]];
            documents = new int[leaves.length];
            int[] next = starts.clone();
            for (int leaf = 0; leaf < byLeaf.size(); leaf++) {
                Named named = byLeaf.get(leaf);
                for (int i = 0; i < named.ordinals.length; i++) {
                    int place = next[named.ordinals[i]]++;
                    leaves[place] = leaf;
                    documents[place] = named.documents[i];
                }
            }
        }

        void addTo(LongStream.Builder[] references, int ordinal, int source) {
            for (int i = starts[ordinal]; i < starts[ordinal + 1]; i++) {
                if (bases[leaves[i]] + documents[i] == source) {
                    continue;
                }
                if (references[leaves[i]] == null) {
                    references[leaves[i]] = LongStream.builder();
                }
                references[leaves[i]].add((long) documents[i] << Integer.SIZE | source);
            }
        }
    }

    private static Named named(
            LeafReader source, SortedSetDocValues values, LeafReader target, String field, String prefix)
            throws IOException {
        var bySource = NAMED.get(
                target.getCoreCacheHelper().getKey(),
                key -> Caffeine.newBuilder().weakKeys().build());
        var byField = bySource.get(source.getCoreCacheHelper().getKey(), key -> new ConcurrentHashMap<>());
        String key = prefix + '|' + field;
        Named known = byField.get(key);
        if (known == null) {
            // concurrent callers may both look it up; the results are equal
            known = lookUp(values, target.terms(IndexFields.ID), prefix);
            byField.put(key, known);
        }
        return known;
    }

    /** Returns deleted documents, too, because what is deleted changes while the segment stays. */
    private static Named lookUp(SortedSetDocValues values, Terms ids, String prefix) throws IOException {
        if (ids == null) {
            return Named.NONE;
        }
        TermsEnum each = ids.iterator();
        var ordinals = new ArrayList<Integer>();
        var documents = new ArrayList<Integer>();
        PostingsEnum postings = null;
        for (long ordinal = 0; ordinal < values.getValueCount(); ordinal++) {
            BytesRef id = new BytesRef(prefix + values.lookupOrd(ordinal).utf8ToString());
            if (each.seekExact(id)) {
                postings = each.postings(postings, PostingsEnum.NONE);
                while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    ordinals.add((int) ordinal);
                    documents.add(postings.docID());
                }
            }
        }
        return new Named(ints(ordinals), ints(documents));
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the references to the documents of a segment, see {@link #target} and {@link #source}; ascending. */
    public long[] in(LeafReaderContext leaf) {
        return byLeaf[leaf.ord];
    }

    /** Returns the documents that refer to one. */
    List<Integer> to(LeafReaderContext leaf, int document) {
        long[] references = byLeaf[leaf.ord];
        int place = Arrays.binarySearch(references, (long) document << Integer.SIZE);
        var sources = new ArrayList<Integer>();
        for (int i = place < 0 ? -place - 1 : place; i < references.length && target(references[i]) == document; i++) {
            sources.add(source(references[i]));
        }
        return sources;
    }

    /** Returns the document that is referred to, within its segment. */
    public static int target(long reference) {
        return (int) (reference >>> Integer.SIZE);
    }

    /** Returns the document that refers, within the snapshot. */
    public static int source(long reference) {
        return (int) reference;
    }
}
