package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/** The terms of a field. */
final class FieldTerms {

    private static final int MAX_TERMS = 5_000;
    private static final int MAX_VISITED = 20_000;

    private FieldTerms() {}

    /** Returns the terms that a live document has, at most 5,000. */
    static Set<String> of(Snapshot snapshot, String field) throws IOException {
        var found = new TreeSet<String>();
        int left = MAX_VISITED;
        for (LeafReaderContext leaf : snapshot.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(field);
            TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
            for (BytesRef term = each.next(); term != null && left > 0; term = each.next(), left--) {
                // the dictionary still has the terms of deleted documents
                if (snapshot.first(new Term(field, BytesRef.deepCopyOf(term))) >= 0) {
                    found.add(term.utf8ToString());
                }
            }
        }
        return found.stream().limit(MAX_TERMS).collect(Collectors.toCollection(TreeSet::new));
    }
}
