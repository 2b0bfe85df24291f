package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * A reader that treats retracted documents as deleted, so that no query, count, suggestion or relation has them. Valid
 * only as long as the wrapped reader, and never closed.
 */
final class RetractedReader extends FilterDirectoryReader {

    private RetractedReader(DirectoryReader reader, Map<LeafReader, FixedBitSet> live) throws IOException {
        super(reader, new SubReaderWrapper() {
            @Override
            public LeafReader wrap(LeafReader segment) {
                FixedBitSet left = live.get(segment);
                return left == null ? segment : new Segment(segment, left);
            }
        });
    }

    /**
     * @param documents the retracted documents, live in the reader
     */
    static DirectoryReader of(DirectoryReader reader, Iterable<Integer> documents) throws IOException {
        var live = new HashMap<LeafReader, FixedBitSet>();
        for (int document : documents) {
            LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
            live.computeIfAbsent(leaf.reader(), RetractedReader::live).clear(document - leaf.docBase);
        }
        return live.isEmpty() ? reader : new RetractedReader(reader, live);
    }

    static FixedBitSet live(LeafReader segment) {
        var live = new FixedBitSet(segment.maxDoc());
        live.set(0, segment.maxDoc());
        Bits known = segment.getLiveDocs();
        for (int document = 0; known != null && document < segment.maxDoc(); document++) {
            if (!known.get(document)) {
                live.clear(document);
            }
        }
        return live;
    }

    @Override
    protected DirectoryReader doWrapDirectoryReader(DirectoryReader reader) {
        throw new UnsupportedOperationException("a retracted reader is not reopened");
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
        return null;
    }

    /** A segment whose live documents are replaced. */
    static final class Segment extends FilterLeafReader {

        private final Bits live;
        private final int documents;

        Segment(LeafReader segment, FixedBitSet live) {
            super(segment);
            this.live = live.asReadOnlyBits();
            this.documents = live.cardinality();
        }

        @Override
        public Bits getLiveDocs() {
            return live;
        }

        @Override
        public int numDocs() {
            return documents;
        }

        @Override
        public CacheHelper getCoreCacheHelper() {
            return in.getCoreCacheHelper();
        }

        @Override
        public CacheHelper getReaderCacheHelper() {
            return null;
        }
    }
}
