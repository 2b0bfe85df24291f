package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.ChineseAnalyzer.PhraseTerm;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.ParsedQuery.Clause;
import org.sunwindow.language.ParsedQuery.Type;
import org.sunwindow.language.Vocabulary;

/** Builds queries for the clauses of a text in one snapshot. Terms that the snapshot does not have are left out. */
public final class WordQueries {

    /** Exceeds any sum of other scores, so that a record with the number comes first. */
    private static final float NUMBER = 1000;

    /** Relative weights of a synonym, of a one-way synonym and of a synonym of the latter. */
    private static final float SYNONYM = 0.85f;

    private static final float ONE_WAY = 0.8f;

    private static final float ONE_WAY_SYNONYM = 0.5f;

    /** Relative weight of the parts of a compound, anywhere in the record. */
    private static final float PARTS = 0.6f;

    /** Weight of a record of a division named in the text, as if its title named it. */
    private static final float OF_DIVISION = 4;

    /** Weight of a year in the metadata of a record. */
    private static final float OF_YEAR = 0.5f;

    /** Synonyms of a word, of each sort. Bounds the cost of a query, whatever the vocabulary lists. */
    static final int MAX_SYNONYMS = 8;

    /** Synonyms that are not a single term and need a phrase query. */
    private static final int MAX_PHRASES = 3;

    /** Bigrams whose weights make up the weight of a phrase. */
    private static final int MAX_WEIGHED = 4;

    private final Snapshot snapshot;
    private final ChineseAnalyzer analyzer;
    private final TermWeights weights;
    private final Vocabulary vocabulary;

    WordQueries(Snapshot snapshot, ChineseAnalyzer analyzer, TermWeights weights, Vocabulary vocabulary) {
        this.snapshot = snapshot;
        this.analyzer = analyzer;
        this.weights = weights;
        this.vocabulary = vocabulary;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Returns a query for a term, scored by its weight. */
    Query word(String word, float boost) throws IOException {
        Query term = snapshot.term(IndexFields.WORDS, word);
        return term == Snapshot.NOTHING ? Snapshot.NOTHING : new BoostQuery(term, boost);
    }

    /** Returns a query for a term of a field with a constant score. */
    Query constant(String field, String text, float score) throws IOException {
        Query term = snapshot.term(field, text);
        return term == Snapshot.NOTHING ? Snapshot.NOTHING : constant(term, score);
    }

    static Query constant(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    /** Returns the bigrams of a word, and its single characters that no bigram covers. */
    List<String> bigrams(String word) {
        return analyzer.phraseTerms(IndexFields.TEXT, word).stream()
                .map(PhraseTerm::text)
                .toList();
    }

    private static float weight(Type type) {
        return switch (type) {
            case NUMBER, QUOTED, SUBJECT, WORD -> 1;
            case YEAR -> 0.5f;
            case GENERIC -> 0.25f;
        };
    }

    /** Returns a query for a clause by any of its synonyms or, for a compound, its parts. */
    Query clause(Clause clause) throws IOException {
        Query whole = clause(clause, synonyms(clause));
        if (!clause.parts().isEmpty()) {
            var parts = new BooleanQuery.Builder();
            for (Clause part : clause.parts()) {
                Query query = clause(part, synonyms(part));
                parts.add(query, part.required() ? Occur.MUST : Occur.SHOULD);
            }
            whole = cached(anyOf(List.of(whole, new BoostQuery(parts.build(), PARTS))));
        }
        return whole;
    }

    /**
     * Returns a query for a clause.
     *
     * @param synonyms the words to search for, the clause itself included, with their relative weights
     */
    Query clause(Clause clause, Map<String, Float> synonyms) throws IOException {
        var alternatives = new ArrayList<Query>();
        int phrases = 0;
        for (var synonym : synonyms.entrySet()) {
            String term = singleTerm(synonym.getKey());
            if (term != null) {
                alternatives.add(word(term, synonym.getValue()));
            } else if (phrases++ < MAX_PHRASES) {
                alternatives.add(new BoostQuery(weightedPhrase(synonym.getKey()), synonym.getValue()));
            }
        }
        if (clause.type() == Type.YEAR) {
            alternatives.add(word(TermWeights.YEAR + clause.text(), OF_YEAR));
        }
        for (String division : clause.divisions()) {
            alternatives.add(word(TermWeights.DIVISION + division, OF_DIVISION));
        }
        for (String number : clause.numbers()) {
            alternatives.add(constant(IndexFields.IDENTIFIER, number, NUMBER));
        }
        Query any = anyOf(alternatives);
        return any == Snapshot.NOTHING ? Snapshot.NOTHING : new BoostQuery(cached(any), weight(clause.type()));
    }

    /** Returns a query for any of several, scored by the best that matches. */
    static Query anyOf(List<Query> alternatives) {
        List<Query> possible =
                alternatives.stream().filter(query -> query != Snapshot.NOTHING).toList();
        return switch (possible.size()) {
            case 0 -> Snapshot.NOTHING;
            case 1 -> possible.getFirst();
            default -> new DisjunctionMaxQuery(possible, 0);
        };
    }

    /** Caches the scores of a disjunction. */
    static Query cached(Query query) {
        return query instanceof DisjunctionMaxQuery ? new CachedScoresQuery(query) : query;
    }

    /** Returns the term of a word, {@code null} if it takes a phrase of several. */
    private String singleTerm(String word) {
        if (weights.isTerm(word)) {
            return word;
        }
        List<PhraseTerm> terms = analyzer.phraseTerms(IndexFields.TEXT, word);
        return terms.size() == 1 ? terms.getFirst().text() : null;
    }

    /** Returns a phrase query, scored by the average weight of its first bigrams. */
    private Query weightedPhrase(String word) throws IOException {
        List<PhraseTerm> terms = analyzer.phraseTerms(IndexFields.TEXT, word);
        if (terms.isEmpty()) {
            return Snapshot.NOTHING;
        }
        var query = new BooleanQuery.Builder();
        List<String> weighed = terms.stream()
                .map(PhraseTerm::text)
                .distinct()
                .limit(MAX_WEIGHED)
                .toList();
        for (String bigram : weighed) {
            Query weight = word(bigram, 1f / weighed.size());
            if (weight == Snapshot.NOTHING) {
                return Snapshot.NOTHING;
            }
            query.add(weight, Occur.MUST);
        }
        return query.add(phrase(IndexFields.TEXT, word), Occur.FILTER).build();
    }

    /** Returns the text of a clause and its synonyms with their relative weights. */
    Map<String, Float> synonyms(Clause clause) {
        var synonyms = new LinkedHashMap<String, Float>();
        synonyms.put(clause.text(), 1f);
        if (clause.type() == Type.SUBJECT || clause.type() == Type.GENERIC) {
            vocabulary.synonyms(clause.text()).stream()
                    .limit(MAX_SYNONYMS)
                    .forEach(synonym -> synonyms.putIfAbsent(synonym, SYNONYM));
            vocabulary.oneWaySynonyms(clause.text()).stream()
                    .limit(MAX_SYNONYMS)
                    .forEach(oneWay -> synonyms.putIfAbsent(oneWay, ONE_WAY));
            vocabulary.oneWaySynonyms(clause.text()).stream()
                    .flatMap(oneWay -> vocabulary.synonyms(oneWay).stream())
                    .limit(MAX_SYNONYMS)
                    .forEach(synonym -> synonyms.putIfAbsent(synonym, ONE_WAY_SYNONYM));
        }
        return synonyms;
    }

    /** Returns a query for a text as a phrase of one field. */
    public Query phrase(String field, String text) {
        List<PhraseTerm> terms = analyzer.phraseTerms(field, text);
        if (terms.isEmpty()) {
            return Snapshot.NOTHING;
        }
        if (terms.size() == 1) {
            return new TermQuery(new Term(field, terms.getFirst().text()));
        }
        var phrase = new PhraseQuery.Builder();
        int first = terms.getFirst().position();
        terms.forEach(term -> phrase.add(new Term(field, term.text()), term.position() - first));
        return phrase.build();
    }

    /** Returns the texts to highlight: each synonym of each clause. */
    public Set<String> highlighted(ParsedQuery question, Match match) {
        var texts = new LinkedHashSet<String>();
        for (Clause clause : question.clauses()) {
            texts.addAll(synonyms(clause).keySet());
            clause.parts().forEach(part -> texts.add(part.text()));
            if (match == Match.MOST && clause.type() == Type.WORD && clause.required()) {
                texts.addAll(bigrams(clause.text()));
            }
        }
        return texts;
    }
}
