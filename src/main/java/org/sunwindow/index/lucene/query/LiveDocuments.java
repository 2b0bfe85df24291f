package org.sunwindow.index.lucene.query;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/** Iterates over documents that are not deleted. */
final class LiveDocuments {

    private LiveDocuments() {}

    /** Returns the first document with a term, -1 if there is none. */
    static int first(IndexReader reader, Term term) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            int document = firstLive(leaf, postings);
            if (document != DocIdSetIterator.NO_MORE_DOCS) {
                return leaf.docBase + document;
            }
        }
        return -1;
    }

    /**
     * Counts the hits of a query up to a number.
     *
     * @param most where counting stops
     */
    static int count(Weight weight, IndexReader reader, int most) throws IOException {
        int count = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            Scorer scorer = count < most ? weight.scorer(leaf) : null;
            if (scorer == null) {
                continue;
            }
            DocIdSetIterator documents = scorer.iterator();
            while (count < most && firstLive(leaf, documents) != DocIdSetIterator.NO_MORE_DOCS) {
                count++;
            }
        }
        return count;
    }

    /** Advances to the next live document. */
    private static int firstLive(LeafReaderContext leaf, DocIdSetIterator documents) throws IOException {
        var live = leaf.reader().getLiveDocs();
        int document = documents.nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
            document = documents.nextDoc();
        }
        return document;
    }
}
