package org.sunwindow.index.lucene.rank;

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

/** Builds a query for most of a text, for when few records have all of it. */
final class RelaxedQuery {

    /** Weight of a word that is only related to the subject. */
    private static final float RELATED = 0.4f;

    private static final int MAX_RELATED = 12;

    /** Bigrams that the unknown words of a text are split into. */
    private static final int MAX_BIGRAMS = 40;

    /** Digits of a number. A number stays required: records that merely resemble it must not be found. */
    private static final int MIN_NUMBER = 3;

    /**
     * Characters of subjects and unknown words from which a text counts as a sentence, which has many words besides its
     * subject.
     */
    private static final int SENTENCE = 9;

    /** Weight of a part of a compound in place of the compound: {@code WordQueries.PARTS} squared. */
    private static final float PART_ALONE = 0.36f;

    private final WordQueries words;

    RelaxedQuery(WordQueries words) {
        this.words = words;
    }

    /**
     * Requires half of the subjects or, without any, most bigrams of the unknown words. In a short text, part of the
     * unknown words is required in addition to a subject: 火星低保 asks for something that does not exist.
     *
     * @param all query for the whole text, returned if none of its words can be made optional
     */
    Query query(ParsedQuery question, Query all) throws IOException {
        var most = new BooleanQuery.Builder();
        var subjects = new BooleanQuery.Builder();
        var bigrams = new LinkedHashMap<String, Float>();
        var related = new LinkedHashSet<String>();
        int subjectCount = 0;
        int characters = 0;
        for (Clause clause : question.clauses()) {
            switch (clause.type()) {
                case NUMBER, QUOTED -> most.add(words.clause(clause), Occur.MUST);
                case SUBJECT -> {
                    subjects.add(orParts(clause), Occur.SHOULD);
                    related.addAll(words.vocabulary().related(clause.text()));
                    subjectCount++;
                    characters += clause.text().length();
                }
                case WORD -> {
                    if (clause.text().chars().filter(Character::isDigit).count() >= MIN_NUMBER) {
                        most.add(words.clause(clause), Occur.MUST);
                        continue;
                    }
                    if (clause.required()) {
                        addBigrams(clause.text(), bigrams);
                        characters += clause.text().length();
                    }
                    most.add(words.clause(clause), Occur.SHOULD);
                }
                case YEAR, GENERIC -> most.add(words.clause(clause), Occur.SHOULD);
            }
        }
        if (subjectCount > 0) {
            if (subjectCount == 1) {
                addRelated(subjects, related);
            }
            subjects.setMinimumNumberShouldMatch((subjectCount + 1) / 2);
            most.add(subjects.build(), Occur.MUST);
        }
        // in a sentence, the bigrams of unknown words cost more than they contribute
        boolean sentence = subjectCount > 0 && (question.conversational() || characters >= SENTENCE);
        if (!bigrams.isEmpty() && !sentence) {
            double needed = subjectCount > 0 ? 0.5 : bigrams.size() < 4 ? 1 : bigrams.size() < SENTENCE ? 0.7 : 0.4;
            var some = new BooleanQuery.Builder();
            for (var bigram : bigrams.entrySet()) {
                some.add(words.word(bigram.getKey(), bigram.getValue()), Occur.SHOULD);
            }
            some.setMinimumNumberShouldMatch((int) Math.ceil(needed * bigrams.size()));
            most.add(some.build(), Occur.MUST);
        }
        if (subjectCount == 0 && bigrams.isEmpty()) {
            return all;
        }
        boolean divisions = question.clauses().stream()
                .anyMatch(clause -> !clause.divisions().isEmpty());
        // a record of the division named need not have its name in the text
        return divisions ? WordQueries.anyOf(List.of(most.build(), all)) : most.build();
    }

    /** Returns a query for a word or, with less weight, any subject that it is composed of. */
    private Query orParts(Clause clause) throws IOException {
        Query whole = words.clause(clause);
        var alternatives = new ArrayList<>(List.of(whole));
        for (Clause part : clause.parts()) {
            if (part.required()) {
                Query query = words.clause(part, words.synonyms(part));
                alternatives.add(new BoostQuery(query, PART_ALONE));
            }
        }
        return WordQueries.cached(WordQueries.anyOf(alternatives));
    }

    /** Adds words related to a single subject, which cannot be made optional. */
    private void addRelated(BooleanQuery.Builder subjects, Collection<String> related) throws IOException {
        for (String word : related.stream().limit(MAX_RELATED).toList()) {
            Query query = words.clause(Clause.of(Type.SUBJECT, word), Map.of(word, 1f));
            subjects.add(new BoostQuery(query, RELATED), Occur.SHOULD);
        }
    }

    /** Adds the bigrams of a word, which together weigh as much as one word. */
    private void addBigrams(String word, Map<String, Float> bigrams) {
        List<String> terms = words.bigrams(word);
        for (String term : terms) {
            if (bigrams.size() < MAX_BIGRAMS) {
                bigrams.putIfAbsent(term, 1f / terms.size());
            }
        }
    }
}
