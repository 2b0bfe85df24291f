package org.sunwindow.index.lucene.query;

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
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.ChineseAnalyzer.PhraseTerm;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.ParsedQuery.Clause;
import org.sunwindow.language.ParsedQuery.Type;
import org.sunwindow.language.Vocabulary;

/** How the words of a question are looked for in one snapshot. What the snapshot does not have is not asked of it. */
public final class WordQueries {

    /** Above any sum of text scores, so that a record asked for by its number stands first. */
    private static final float NUMBER = 1000;

    /** Beside the word itself: one that means the same, and one that is looked for as well. */
    private static final float EQUAL = 0.85f;

    private static final float OTHER = 0.8f;

    private static final float OTHERS_EQUAL = 0.5f;

    /** The parts of a word, apart from one another. */
    private static final float PARTS = 0.6f;

    /** A record of a division that is named in the question, as if its title named it. */
    private static final float OF_PLACE = 4;

    /** A year that only the metadata tell. */
    private static final float YEAR_OF_RECORD = 0.5f;

    /** Words for one word, of each sort: the file may list more, a question stays bounded. */
    static final int MAX_SYNONYMS = 8;

    /** Of these, so many that are not one entry in the field of words. */
    private static final int MAX_PHRASES = 3;

    /** Pairs by which a phrase is weighed. */
    private static final int MAX_WEIGHED = 4;

    private final Snapshot snapshot;
    private final ChineseAnalyzer analyzer;
    private final TermWeights words;
    private final Vocabulary vocabulary;

    WordQueries(Snapshot snapshot, ChineseAnalyzer analyzer, TermWeights words, Vocabulary vocabulary) {
        this.snapshot = snapshot;
        this.analyzer = analyzer;
        this.words = words;
        this.vocabulary = vocabulary;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Query word(String word, float boost) throws IOException {
        Query found = snapshot.term(IndexFields.WORDS, word);
        return found == Snapshot.NOTHING ? Snapshot.NOTHING : new BoostQuery(found, boost);
    }

    /** What has a term adds as much as is said, wherever and however often it has it. */
    Query constant(String field, String text, float score) throws IOException {
        Query found = snapshot.term(field, text);
        return found == Snapshot.NOTHING ? Snapshot.NOTHING : constant(found, score);
    }

    static Query constant(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    /** The pairs of characters of a word, and a longer word's own entry. */
    List<String> pairsOf(String word) {
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

    /** A clause in any of its wordings or, for a word made of others, in its parts. */
    Query clause(Clause clause) throws IOException {
        Query query = worded(clause, wordings(clause));
        if (!clause.parts().isEmpty()) {
            var parts = new BooleanQuery.Builder();
            for (Clause part : clause.parts()) {
                Query worded = worded(part, wordings(part));
                parts.add(worded, part.required() ? Occur.MUST : Occur.SHOULD);
            }
            query = kept(best(List.of(query, new BoostQuery(parts.build(), PARTS))));
        }
        return query;
    }

    /** Whatever is one entry in the field of words is read at once; the rest one by one. */
    Query worded(Clause clause, Map<String, Float> wordings) throws IOException {
        var ways = new ArrayList<Query>();
        int phrases = 0;
        for (var wording : wordings.entrySet()) {
            String entry = entry(wording.getKey());
            if (entry != null) {
                ways.add(word(entry, wording.getValue()));
            } else if (phrases++ < MAX_PHRASES) {
                ways.add(new BoostQuery(pairs(wording.getKey()), wording.getValue()));
            }
        }
        if (clause.type() == Type.YEAR) {
            ways.add(word(TermWeights.YEAR + clause.text(), YEAR_OF_RECORD));
        }
        for (String place : clause.places()) {
            ways.add(word(TermWeights.PLACE + place, OF_PLACE));
        }
        for (String number : clause.numbers()) {
            ways.add(constant(IndexFields.IDENTIFIER, number, NUMBER));
        }
        Query best = best(ways);
        return best == Snapshot.NOTHING ? Snapshot.NOTHING : new BoostQuery(kept(best), weight(clause.type()));
    }

    /** The best of several ways to find something. */
    static Query best(List<Query> ways) {
        List<Query> open = ways.stream().filter(way -> way != Snapshot.NOTHING).toList();
        return switch (open.size()) {
            case 0 -> Snapshot.NOTHING;
            case 1 -> open.getFirst();
            default -> new DisjunctionMaxQuery(open, 0);
        };
    }

    /** What is found in several ways is found once and kept. */
    static Query kept(Query query) {
        return query instanceof DisjunctionMaxQuery ? new CachedScoresQuery(query) : query;
    }

    /** The entry of a wording in the field of words, {@code null} when it is made of several. */
    private String entry(String wording) {
        if (words.isOne(wording)) {
            return wording;
        }
        List<PhraseTerm> terms = analyzer.phraseTerms(IndexFields.TEXT, wording);
        return terms.size() == 1 ? terms.getFirst().text() : null;
    }

    /** Worth what its first pairs are worth on average, where the text has it as it stands. */
    private Query pairs(String wording) throws IOException {
        List<PhraseTerm> terms = analyzer.phraseTerms(IndexFields.TEXT, wording);
        if (terms.isEmpty()) {
            return Snapshot.NOTHING;
        }
        var query = new BooleanQuery.Builder();
        List<String> weighed = terms.stream()
                .map(PhraseTerm::text)
                .distinct()
                .limit(MAX_WEIGHED)
                .toList();
        for (String pair : weighed) {
            Query weight = word(pair, 1f / weighed.size());
            if (weight == Snapshot.NOTHING) {
                return Snapshot.NOTHING;
            }
            query.add(weight, Occur.MUST);
        }
        return query.add(phrase(IndexFields.TEXT, wording), Occur.FILTER).build();
    }

    Map<String, Float> wordings(Clause clause) {
        var wordings = new LinkedHashMap<String, Float>();
        wordings.put(clause.text(), 1f);
        if (clause.type() == Type.SUBJECT || clause.type() == Type.GENERIC) {
            vocabulary.same(clause.text()).stream()
                    .limit(MAX_SYNONYMS)
                    .forEach(equal -> wordings.putIfAbsent(equal, EQUAL));
            vocabulary.others(clause.text()).stream()
                    .limit(MAX_SYNONYMS)
                    .forEach(other -> wordings.putIfAbsent(other, OTHER));
            vocabulary.others(clause.text()).stream()
                    .flatMap(other -> vocabulary.same(other).stream())
                    .limit(MAX_SYNONYMS)
                    .forEach(equal -> wordings.putIfAbsent(equal, OTHERS_EQUAL));
        }
        return wordings;
    }

    /** A text as it stands, in one field. */
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

    /** What a highlight shows of a question: each wording of each clause. */
    public Set<String> highlighted(ParsedQuery question, Match match) {
        var texts = new LinkedHashSet<String>();
        for (Clause clause : question.clauses()) {
            texts.addAll(wordings(clause).keySet());
            clause.parts().forEach(part -> texts.add(part.text()));
            if (match == Match.MOST && clause.type() == Type.WORD && clause.required()) {
                texts.addAll(pairsOf(clause.text()));
            }
        }
        return texts;
    }
}
