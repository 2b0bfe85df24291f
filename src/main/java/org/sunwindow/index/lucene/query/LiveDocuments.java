package org.sunwindow.index.lucene.query;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Iterates over documents that are not deleted. */
public final class LiveDocuments {

    /** Reads one document, by its number in the whole index. */
    @FunctionalInterface
    public interface TermVisitor {

        /** Returns whether to continue. */
        boolean visit(int document, String term) throws IOException;
    }

    /** Reads one document, by its number in its segment. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int document) throws IOException;
    }

    /** Opens what the documents of a segment are read from. */
    @FunctionalInterface
    public interface Segments {
        Visitor open(LeafReaderContext leaf) throws IOException;
    }

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

    /** Calls a visitor with every hit of a query, in the order in which they are stored. */
    public static void each(IndexSearcher searcher, Query query, Segments segments) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Visitor visitor = segments.open(leaf);
            DocIdSetIterator documents = scorer.iterator();
            for (int next = firstLive(leaf, documents);
                    next != DocIdSetIterator.NO_MORE_DOCS;
                    next = firstLive(leaf, documents)) {
                visitor.visit(next);
            }
        }
    }

    /**
     * Calls a visitor with the documents that have a term with a prefix, in the order of the terms.
     *
     * @param before the term before the first, {@code null} to begin
     */
    public static void inOrder(IndexReader reader, String field, String prefix, String before, TermVisitor visitor)
            throws IOException {
        Terms terms = MultiTerms.getTerms(reader, field);
        if (terms == null) {
            return;
        }
        Bits live = MultiBits.getLiveDocs(reader);
        TermsEnum term = terms.iterator();
        PostingsEnum postings = null;
        var start = new BytesRef(prefix);
        TermsEnum.SeekStatus place = term.seekCeil(before == null ? start : new BytesRef(before));
        boolean found = place == TermsEnum.SeekStatus.FOUND
                ? before == null || term.next() != null
                : place == TermsEnum.SeekStatus.NOT_FOUND;
        while (found && StringHelper.startsWith(term.term(), start)) {
            postings = term.postings(postings, PostingsEnum.NONE);
            for (int next = postings.nextDoc(); next != DocIdSetIterator.NO_MORE_DOCS; next = postings.nextDoc()) {
                if ((live == null || live.get(next))
                        && !visitor.visit(next, term.term().utf8ToString())) {
                    return;
                }
            }
            found = term.next() != null;
        }
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
