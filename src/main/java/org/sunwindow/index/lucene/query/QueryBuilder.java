package org.sunwindow.index.lucene.query;

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
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.ParsedQuery.Clause;
import org.sunwindow.language.ParsedQuery.Type;
import org.sunwindow.language.Vocabulary;

/**
 * Builds Lucene queries. What things are worth is here, in {@link TermWeights} and in
 * {@link TextSimilarity}; RELEVANCE.md explains it.
 */
public final class QueryBuilder {

    /** A record that is called exactly what was typed; or what means the same. */
    private static final float SAME_NAME = 20;

    private static final float EQUAL_NAME = 5;

    /** A title that has several words as they were typed, one after the other. */
    private static final float WHOLE_IN_TITLE = 4;

    /** In force, or a kind that knows no end. More than what words in a summary or body can make up for. */
    private static final float IN_FORCE = 3;

    /** For each year that it is newer. */
    private static final float NEWER_YEAR = 0.15f;

    /** What people want first: what holds in general and the main thing, unless they ask for something else. */
    private static final float FIRST = 2.5f;

    /** A guide, which most people look for when they name a subject. */
    private static final float GUIDE = 1.5f;

    /** Of a kind that the way of asking asks for. */
    private static final float INTENDED = 4;

    /** Where most of a question does, a record that has all of it. */
    private static final float ALL_OF_IT = 2;

    private final ChineseAnalyzer analyzer;
    private final TermWeights words;
    private final Kinds kinds;
    private final ZoneId zone;

    public QueryBuilder(ChineseAnalyzer analyzer, TermWeights words, Kinds kinds, ZoneId zone) {
        this.kinds = kinds;
        this.analyzer = analyzer;
        this.words = words;
        this.zone = zone;
    }

    /** For looking up words in a snapshot. */
    public WordQueries words(Snapshot snapshot, Vocabulary vocabulary) {
        return new WordQueries(snapshot, analyzer, words, vocabulary);
    }

    /**
     * What is found by a question and what it is worth.
     *
     * @param allKinds whether several kinds are asked at once, some of which are wanted before others
     */
    public Query text(ParsedQuery question, Match match, boolean allKinds, WordQueries words, Instant now)
            throws IOException {
        if (question.isEmpty()) {
            return new MatchNoDocsQuery("nothing to look for");
        }
        List<Query> extras = extras(question, words);
        Query found = all(question, words);
        if (match == Match.MOST) {
            extras.add(WordQueries.constant(found, ALL_OF_IT));
            found = new RelaxedQuery(words).query(question, found);
        }
        var ranked = new RankedQuery(found, worth(question, allKinds), extras, now);
        if (question.excluded().isEmpty()) {
            return ranked;
        }
        var query = new BooleanQuery.Builder().add(ranked, Occur.MUST);
        for (String phrase : question.excluded()) {
            query.add(words.phrase(IndexFields.TEXT, phrase), Occur.MUST_NOT);
        }
        return query.build();
    }

    /** The year of the calendar at a moment. */
    public int year(Instant now) {
        return now.atZone(zone).getYear();
    }

    /** At New Year, at the latest: what is new, and which year 今年 means, is counted by years. */
    public Instant earlierOfNewYear(Instant now, Instant change) {
        Instant newYear = LocalDate.of(year(now) + 1, 1, 1).atStartOfDay(zone).toInstant();
        return change.isBefore(newYear) ? change : newYear;
    }

    /** What is in force and new counts unless a certain document or year is asked for; the rest as it was asked. */
    private StaticRank.Worth worth(ParsedQuery question, boolean allKinds) {
        boolean present = !question.isOfItsTime();
        var parts = new float[StaticRank.PARTS];
        parts[StaticRank.IN_FORCE] = present ? IN_FORCE : 0;
        for (int set = 0; set < question.secondary().size(); set++) {
            parts[StaticRank.part(set)] = question.secondary().get(set) ? 0 : FIRST;
        }
        var ofKind = new float[kinds.all().size()];
        if (allKinds && !question.secondary().contains(true)) {
            add(ofKind, "service", GUIDE);
        }
        if (allKinds) {
            question.intended().forEach(kind -> add(ofKind, kind, INTENDED));
        }
        float dated = 0;
        for (Kind<?> kind : kinds.all()) {
            dated = Math.max(dated, kind.fields().times().isEmpty() ? 0 : ofKind[kinds.number(kind.name())]);
        }
        return new StaticRank.Worth(present ? NEWER_YEAR : 0, parts, ofKind, dated);
    }

    private void add(float[] ofKind, String kind, float worth) {
        int number = kinds.number(kind);
        if (number >= 0) {
            ofKind[number] += worth;
        }
    }

    /** What is in few records and makes them come earlier. */
    private static List<Query> extras(ParsedQuery question, WordQueries words) throws IOException {
        var extras = new ArrayList<Query>();
        for (String name : question.names()) {
            extras.add(words.constant(IndexFields.NAME, name, SAME_NAME));
            for (String equal : words.vocabulary().same(name).stream()
                    .limit(WordQueries.MAX_SYNONYMS)
                    .toList()) {
                extras.add(words.constant(IndexFields.NAME, ChineseText.letters(equal), EQUAL_NAME));
            }
        }
        for (String whole : question.wholes()) {
            extras.add(new BoostQuery(words.phrase(IndexFields.TITLE, whole), WHOLE_IN_TITLE));
        }
        return extras;
    }

    /** Every required clause; the others only make a record come earlier. */
    private static Query all(ParsedQuery question, WordQueries words) throws IOException {
        var all = new BooleanQuery.Builder();
        boolean numbered = question.has(Type.NUMBER);
        for (Clause clause : question.clauses()) {
            // beside a number that names the record, words are only a description of it
            boolean must = clause.required() && (!numbered || clause.type() == Type.NUMBER);
            all.add(words.clause(clause), must ? Occur.MUST : Occur.SHOULD);
        }
        return all.build();
    }
}
