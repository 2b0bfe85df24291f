package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.ParsedQuery.Clause;
import org.sunwindow.language.ParsedQuery.Type;
import org.sunwindow.language.Vocabulary;

/**
 * Builds the query for a parsed text. The weights of relevance are here, in {@link WordQueries}, {@link RelaxedQuery}
 * and {@link TermWeights}; docs/relevance.md explains them. Thread-safe.
 */
public final class QueryBuilder {

    /** The title is exactly what was typed. */
    private static final float SAME_NAME = 20;

    /** The title is a synonym of what was typed. */
    private static final float SYNONYM_NAME = 5;

    /**
     * The name of a file that comes with the record is exactly what was typed. Exceeds words in the title of another.
     */
    private static final float SAME_FILE = 15;

    /** The title contains several words in sequence as they were typed. */
    private static final float PHRASE_IN_TITLE = 4;

    /** The record is in force. More than words in its summary and body can add up to. */
    private static final float IN_FORCE = 3;

    /** For each year that the record is newer. */
    private static final float NEWER_YEAR = 0.15f;

    /** For each set of secondary words that the title has none of, unless the text has one of them. */
    private static final float PRIMARY = 2.5f;

    /** The record is of a kind that the wording of the text asks for. */
    private static final float INTENDED = 4;

    /** The record has all clauses where most of them suffice. */
    private static final float ALL_CLAUSES = 2;

    private final ChineseAnalyzer analyzer;
    private final TermWeights weights;
    private final Kinds kinds;
    private final ZoneId zone;

    public QueryBuilder(ChineseAnalyzer analyzer, TermWeights weights, Kinds kinds, ZoneId zone) {
        this.kinds = kinds;
        this.analyzer = analyzer;
        this.weights = weights;
        this.zone = zone;
    }

    /** Returns a builder for the words of a text in one snapshot. */
    public WordQueries words(Snapshot snapshot, Vocabulary vocabulary) {
        return new WordQueries(snapshot, analyzer, weights, vocabulary);
    }

    /**
     * Returns the query for a text.
     *
     * @param allKinds whether this is a search over all kinds, some of which are preferred
     */
    public Query text(ParsedQuery question, Match match, boolean allKinds, WordQueries words, Instant now)
            throws IOException {
        if (question.isEmpty()) {
            return new MatchNoDocsQuery("no clauses");
        }
        List<Query> bonuses = bonuses(question, words);
        Query all = all(question, words);
        Query text = all;
        if (match == Match.MOST) {
            bonuses.add(WordQueries.constant(all, ALL_CLAUSES));
            text = new RelaxedQuery(words).query(question, all);
        }
        var ranked = new RankedQuery(text, weights(question, allKinds, year(now)), bonuses, now);
        if (question.excluded().isEmpty()) {
            return ranked;
        }
        var query = new BooleanQuery.Builder().add(ranked, Occur.MUST);
        for (String phrase : question.excluded()) {
            query.add(words.phrase(IndexFields.TEXT, phrase), Occur.MUST_NOT);
        }
        return query.build();
    }

    /** Returns the calendar year of an instant. */
    public int year(Instant now) {
        return now.atZone(zone).getYear();
    }

    /** Returns the earlier of a change and New Year, when the weight of age and the meaning of 今年 change. */
    public Instant earlierOfNewYear(Instant now, Instant change) {
        Instant newYear = LocalDate.of(year(now) + 1, 1, 1).atStartOfDay(zone).toInstant();
        return change.isBefore(newYear) ? change : newYear;
    }

    /** Returns the weights of the static rank. Being new and in force counts unless a document or year is named. */
    private StaticRank.Weights weights(ParsedQuery question, boolean allKinds, int year) {
        boolean current = !question.namesDocumentOrYear();
        var flags = new float[StaticRank.FLAGS];
        flags[StaticRank.IN_FORCE] = current ? IN_FORCE : 0;
        for (int set = 0; set < question.secondary().size(); set++) {
            flags[StaticRank.flag(set)] = question.secondary().get(set) ? 0 : PRIMARY;
        }
        var ofKind = new float[kinds.all().size()];
        if (allKinds && !question.secondary().contains(true)) {
            kinds.all().forEach(kind -> add(ofKind, kind.name(), kind.searchBoost()));
        }
        if (allKinds) {
            question.intendedKinds().forEach(kind -> add(ofKind, kind, INTENDED));
        }
        float dated = 0;
        for (Kind<?> kind : kinds.all()) {
            dated = Math.max(dated, kind.fields().times().isEmpty() ? 0 : ofKind[kinds.number(kind.name())]);
        }
        return new StaticRank.Weights(current ? NEWER_YEAR : 0, StaticRank.startOf(year), flags, ofKind, dated);
    }

    private void add(float[] ofKind, String kind, float weight) {
        int number = kinds.number(kind);
        if (number >= 0) {
            ofKind[number] += weight;
        }
    }

    /** Returns queries that match few records and rank them higher. */
    private static List<Query> bonuses(ParsedQuery question, WordQueries words) throws IOException {
        var bonuses = new ArrayList<Query>();
        for (String name : question.names()) {
            bonuses.add(words.constant(IndexFields.NAME, name, SAME_NAME));
            bonuses.add(words.constant(IndexFields.FILE, name, SAME_FILE));
            for (String synonym : words.vocabulary().synonyms(name).stream()
                    .limit(WordQueries.MAX_SYNONYMS)
                    .toList()) {
                bonuses.add(words.constant(IndexFields.NAME, ChineseText.letters(synonym), SYNONYM_NAME));
            }
        }
        for (String phrase : question.phrases()) {
            bonuses.add(new BoostQuery(words.phrase(IndexFields.TITLE, phrase), PHRASE_IN_TITLE));
        }
        return bonuses;
    }

    /** Returns a query for every required clause; the others only add to the score. */
    private static Query all(ParsedQuery question, WordQueries words) throws IOException {
        var all = new BooleanQuery.Builder();
        boolean numbered = question.has(Type.NUMBER);
        for (Clause clause : question.clauses()) {
            // a number identifies the record; other words only describe it
            boolean must = clause.required() && (!numbered || clause.type() == Type.NUMBER);
            all.add(words.clause(clause), must ? Occur.MUST : Occur.SHOULD);
        }
        return all.build();
    }
}
