package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.language.ChineseText;
import org.sunwindow.place.DivisionCode;

/** Names by which people search for records: divisions, topics and short titles. Cached; thread-safe. */
public final class KnownNames {

    private static final int MAX_HOMONYMS = 5;

    private final Snapshot snapshot;
    private volatile Set<String> topics;
    private volatile List<String> titles;

    KnownNames(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns the codes of the divisions with a name. A few only, because names of villages are not unique. */
    public List<String> divisions(String name) throws IOException {
        Query named = snapshot.term(IndexFields.NAME, ChineseText.letters(name));
        if (named == Snapshot.NOTHING) {
            return List.of();
        }
        var query = new BooleanQuery.Builder()
                .add(named, Occur.FILTER)
                .add(snapshot.term(IndexFields.KIND, DivisionCode.KIND), Occur.FILTER);
        var codes = new ArrayList<String>();
        // by key, so that all instances return the same
        for (ScoreDoc hit : snapshot.search(query.build(), MAX_HOMONYMS, new Sort(StaticRank.BY_ID)).scoreDocs) {
            codes.add(snapshot.documents().id(hit.doc).substring(DivisionCode.KIND.length() + 1));
        }
        return codes;
    }

    /** Returns all topics, those of records that are not public now included. At most 5,000. */
    public Set<String> topics() throws IOException {
        Set<String> known = topics;
        if (known == null) {
            known = FieldTerms.of(snapshot, IndexFields.value(Suggestion.TOPIC));
            topics = known;
        }
        return known;
    }

    /** Returns the short titles that people search for by name, see {@link IndexFields#NAMED}. At most 5,000. */
    public List<String> titles() throws IOException {
        List<String> known = titles;
        if (known == null) {
            known = List.copyOf(FieldTerms.of(snapshot, IndexFields.NAMED));
            titles = known;
        }
        return known;
    }
}
