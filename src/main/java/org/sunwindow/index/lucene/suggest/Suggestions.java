package org.sunwindow.index.lucene.suggest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.query.WordQueries;
import org.sunwindow.index.lucene.suggest.SuggestedTerms.Scored;
import org.sunwindow.index.lucene.write.IndexFields;

/** Completes what somebody is typing, from one snapshot. */
public final class Suggestions {

    /** What is likelier to be meant, of names that fit equally well; records of other kinds come last. */
    private static final Map<String, Float> LIKELY = Map.of(
            Suggestion.WORD, 0.6f, "service", 0.5f, Suggestion.TOPIC, 0.4f, "organization", 0.4f, "office", 0.2f);

    /** Words leave room for what can be opened. */
    private static final int MAX_WORDS = 4;

    /** More than are shown, because some are called the same. */
    private static final int SPARE = 3;

    private final Snapshot snapshot;
    private final WordQueries queries;
    private final SuggestedTerms words;
    private final FilterBuilder filters;

    public Suggestions(Snapshot snapshot, WordQueries queries, SuggestedTerms words, Instant now) {
        this.queries = queries;
        this.snapshot = snapshot;
        this.words = words;
        this.filters = new FilterBuilder(snapshot, now);
    }

    public List<Suggestion> find(String typed, int size) throws IOException {
        var scored = new ArrayList<Scored>();
        for (Scored word : words.find(typed, size * SPARE)) {
            if (scored.size() < MAX_WORDS && isInUse(word.suggestion())) {
                float likely = LIKELY.get(word.suggestion().kind());
                scored.add(new Scored(word.suggestion(), word.score() + likely));
            }
        }
        scored.addAll(records(typed, size));
        scored.sort(Comparator.comparing(Scored::score).reversed());
        var byText = new LinkedHashMap<String, Suggestion>();
        for (Scored found : scored) {
            // what can be opened takes the place of a mere word
            byText.merge(
                    found.suggestion().text(),
                    found.suggestion(),
                    (first, other) -> first.kind().equals(Suggestion.WORD) ? other : first);
        }
        return byText.values().stream().limit(size).toList();
    }

    private List<Scored> records(String typed, int size) throws IOException {
        var query = new BooleanQuery.Builder().add(SuggestField.query(typed), Occur.MUST);
        LIKELY.forEach((kind, likely) -> query.add(
                new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(IndexFields.KIND, kind))), likely),
                Occur.SHOULD));
        filters.addVisible(query);
        int wanted = size * SPARE;
        var found = new ArrayList<Scored>();
        // nobody is told how many there are, so what cannot come first need not be looked at
        var collector = new TopScoreDocCollectorManager(wanted, null, wanted);
        for (ScoreDoc hit : snapshot.search(query.build(), collector).scoreDocs) {
            String id = snapshot.id(hit.doc);
            int slash = id.indexOf('/');
            String title = snapshot.title(hit.doc);
            found.add(new Scored(new Suggestion(title, id.substring(0, slash), id.substring(slash + 1)), hit.score));
        }
        return found;
    }

    /** Whether any public record is of a topic, or has a word. */
    private boolean isInUse(Suggestion word) throws IOException {
        Query use = word.kind().equals(Suggestion.TOPIC)
                ? new TermQuery(new Term(IndexFields.value(Suggestion.TOPIC), word.key()))
                : queries.phrase(IndexFields.TEXT, word.text());
        var query = new BooleanQuery.Builder().add(use, Occur.FILTER);
        filters.addVisible(query);
        return snapshot.finds(query.build());
    }
}
