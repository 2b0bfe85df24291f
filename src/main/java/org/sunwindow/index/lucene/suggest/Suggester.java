package org.sunwindow.index.lucene.suggest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.WordQueries;
import org.sunwindow.index.lucene.suggest.SuggestedTerms.Scored;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.Vocabulary;

/** Completes texts that are being typed by titles of records, words of the vocabulary and topics. Thread-safe. */
public final class Suggester {

    private static final float WORD = 0.6f;
    private static final float TOPIC = 0.4f;

    /** Maximum number of words and topics, to leave room for records. */
    private static final int MAX_TERMS = 4;

    /** Candidates for each suggestion, because several may have the same text. */
    private static final int CANDIDATES = 3;

    /** Added to the score of names that match equally well, by what they name. */
    private final Map<String, Float> priorities = new HashMap<>();

    private final Object building = new Object();
    private volatile SuggestedTerms terms;

    public Suggester(Kinds kinds) {
        kinds.all().forEach(kind -> priorities.put(kind.name(), kind.suggestionBoost()));
        priorities.put(Suggestion.WORD, WORD);
        priorities.put(Suggestion.TOPIC, TOPIC);
    }

    /**
     * Returns suggestions from one snapshot, the likeliest first.
     *
     * @param size maximum number
     */
    public List<Suggestion> suggest(
            Snapshot snapshot, WordQueries words, Vocabulary vocabulary, String typed, int size, Instant now)
            throws IOException {
        var visibility = new RecordVisibility(snapshot, now);
        var scored = new ArrayList<Scored>();
        for (Scored term : terms(snapshot, vocabulary).find(typed, size * CANDIDATES)) {
            if (scored.size() < MAX_TERMS && isInUse(term.suggestion(), snapshot, words, visibility)) {
                float priority = priorities.get(term.suggestion().kind());
                scored.add(new Scored(term.suggestion(), term.score() + priority));
            }
        }
        scored.addAll(records(snapshot, visibility, typed, size * CANDIDATES));
        scored.sort(Comparator.comparing(Scored::score).reversed());
        var byText = new LinkedHashMap<String, Suggestion>();
        for (Scored found : scored) {
            // a record or topic replaces a word of the same text
            byText.merge(
                    found.suggestion().text(),
                    found.suggestion(),
                    (first, other) -> first.kind().equals(Suggestion.WORD) ? other : first);
        }
        return byText.values().stream().limit(size).toList();
    }

    /** Returns the words and topics, rebuilt after a change; concurrent callers wait. */
    private SuggestedTerms terms(Snapshot snapshot, Vocabulary vocabulary) throws IOException {
        Set<String> topics = snapshot.names().topics();
        SuggestedTerms known = terms;
        if (known == null || !known.isOf(vocabulary, topics)) {
            synchronized (building) {
                known = terms;
                if (known == null || !known.isOf(vocabulary, topics)) {
                    known = new SuggestedTerms(vocabulary, topics);
                    terms = known;
                }
            }
        }
        return known;
    }

    private List<Scored> records(Snapshot snapshot, RecordVisibility visibility, String typed, int size)
            throws IOException {
        var query = new BooleanQuery.Builder().add(SuggestField.query(typed), Occur.MUST);
        priorities.forEach((kind, priority) -> {
            Query ofKind = new TermQuery(new Term(IndexFields.KIND, kind));
            if (priority > 0) {
                query.add(new BoostQuery(new ConstantScoreQuery(ofKind), priority), Occur.SHOULD);
            } else if (priority < 0) {
                query.add(ofKind, Occur.MUST_NOT);
            }
        });
        visibility.addTo(query);
        var found = new ArrayList<Scored>();
        DocumentValues documents = snapshot.documents();
        // the total is not needed, so documents that are not competitive can be skipped at once
        var collector = new TopScoreDocCollectorManager(size, null, size);
        for (ScoreDoc hit : snapshot.search(query.build(), collector).scoreDocs) {
            String id = documents.id(hit.doc);
            String kind = id.substring(0, id.indexOf('/'));
            String title = documents.title(hit.doc, id);
            found.add(new Scored(new Suggestion(title, kind, documents.key(hit.doc, id)), hit.score));
        }
        return found;
    }

    /** Whether any public record has a topic or contains a word. */
    private static boolean isInUse(Suggestion term, Snapshot snapshot, WordQueries words, RecordVisibility visibility)
            throws IOException {
        Query use = term.kind().equals(Suggestion.TOPIC)
                ? new TermQuery(new Term(IndexFields.value(Suggestion.TOPIC), term.key()))
                : words.phrase(IndexFields.TEXT, term.text());
        var query = new BooleanQuery.Builder().add(use, Occur.FILTER);
        visibility.addTo(query);
        return snapshot.matches(query.build());
    }
}
