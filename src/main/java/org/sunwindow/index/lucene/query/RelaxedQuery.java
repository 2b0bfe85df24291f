package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.ParsedQuery.Clause;
import org.sunwindow.language.ParsedQuery.Type;

/** Looks for most of a question, where all of it finds little. */
final class RelaxedQuery {

    /** What belongs to a word in a wider sense, where the word itself finds little. */
    private static final float WIDER = 0.4f;

    private static final int MAX_WIDER = 12;

    /** Pairs of characters that unknown words of a sentence are broken into. */
    private static final int MAX_PAIRS = 40;

    /** Digits from which they are a number: one that is not there must not bring what resembles it. */
    private static final int MIN_NUMBER = 3;

    /** Characters of subjects and unknown words together from where a question is a sentence with much beside its subject. */
    private static final int SENTENCE = 9;

    /** A part of a word in place of the word, twice as little as beside it. */
    private static final float PART_ALONE = 0.36f;

    private final WordQueries words;

    RelaxedQuery(WordQueries words) {
        this.words = words;
    }

    /**
     * Half of the subjects; or where the vocabulary knows none, most pairs of characters of the other words. Beside a
     * subject in few words, the others must be found at least in part: 火星低保 asks for something that there is not.
     */
    Query query(ParsedQuery question, Query all) throws IOException {
        var most = new BooleanQuery.Builder();
        var subjects = new BooleanQuery.Builder();
        var pairs = new LinkedHashMap<String, Float>();
        var wider = new LinkedHashSet<String>();
        int subjectCount = 0;
        int characters = 0;
        for (Clause clause : question.clauses()) {
            switch (clause.type()) {
                case NUMBER, QUOTED -> most.add(words.clause(clause), Occur.MUST);
                case SUBJECT -> {
                    subjects.add(orItsParts(clause), Occur.SHOULD);
                    wider.addAll(words.vocabulary().wider(clause.text()));
                    subjectCount++;
                    characters += clause.text().length();
                }
                case WORD -> {
                    if (clause.text().chars().filter(Character::isDigit).count() >= MIN_NUMBER) {
                        most.add(words.clause(clause), Occur.MUST);
                        continue;
                    }
                    if (clause.required()) {
                        addPairs(clause.text(), pairs);
                        characters += clause.text().length();
                    }
                    most.add(words.clause(clause), Occur.SHOULD);
                }
                case YEAR, GENERIC -> most.add(words.clause(clause), Occur.SHOULD);
            }
        }
        if (subjectCount > 0) {
            if (subjectCount == 1) {
                addWider(subjects, wider);
            }
            subjects.setMinimumNumberShouldMatch((subjectCount + 1) / 2);
            most.add(subjects.build(), Occur.MUST);
        }
        // a sentence has much beside its subject, which costs more to look for than it tells
        boolean sentence = subjectCount > 0 && (question.spoken() || characters >= SENTENCE);
        if (!pairs.isEmpty() && !sentence) {
            double needed = subjectCount > 0 ? 0.5 : pairs.size() < 4 ? 1 : pairs.size() < SENTENCE ? 0.7 : 0.4;
            var some = new BooleanQuery.Builder();
            for (var pair : pairs.entrySet()) {
                some.add(words.word(pair.getKey(), pair.getValue()), Occur.SHOULD);
            }
            some.setMinimumNumberShouldMatch((int) Math.ceil(needed * pairs.size()));
            most.add(some.build(), Occur.MUST);
        }
        if (subjectCount == 0 && pairs.isEmpty()) {
            return all;
        }
        boolean places =
                question.clauses().stream().anyMatch(clause -> !clause.places().isEmpty());
        // a record of a place need not spell it; it must not be lost for that
        return places ? WordQueries.best(List.of(most.build(), all)) : most.build();
    }

    /** A word or, worth less, any subject that it is made of. */
    private Query orItsParts(Clause clause) throws IOException {
        Query whole = words.clause(clause);
        var ways = new ArrayList<>(List.of(whole));
        for (Clause part : clause.parts()) {
            if (part.required()) {
                Query worded = words.worded(part, words.wordings(part));
                ways.add(new BoostQuery(worded, PART_ALONE));
            }
        }
        return WordQueries.kept(WordQueries.best(ways));
    }

    /** A single subject has nothing to be given up; but there may be more around it. */
    private void addWider(BooleanQuery.Builder subjects, Collection<String> wider) throws IOException {
        for (String word : wider.stream().limit(MAX_WIDER).toList()) {
            Query query = words.worded(Clause.of(Type.SUBJECT, word), Map.of(word, 1f));
            subjects.add(new BoostQuery(query, WIDER), Occur.SHOULD);
        }
    }

    /** The pairs of a word, which together weigh as much as one word. */
    private void addPairs(String word, Map<String, Float> pairs) {
        List<String> terms = words.pairsOf(word);
        for (String term : terms) {
            if (pairs.size() < MAX_PAIRS) {
                pairs.putIfAbsent(term, 1f / terms.size());
            }
        }
    }
}
