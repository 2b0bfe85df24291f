package org.sunwindow.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.sunwindow.search.ChineseAnalyzer.PhraseTerm;
import org.sunwindow.search.Question.Clause;
import org.sunwindow.search.Question.Type;
import org.sunwindow.search.SearchResult.Match;

/**
 * Builds Lucene queries. What things are worth is here, in {@link Words} and in
 * {@link TextSimilarity}; RELEVANCE.md explains it.
 */
final class LuceneQueries {

    /** Above any sum of text scores, so that a record asked for by its number stands first. */
    private static final float NUMBER = 1000;

    /** A record that is called exactly what was typed; or what means the same. */
    private static final float SAME_NAME = 20;

    private static final float EQUAL_NAME = 5;

    /** A title that has several words as they were typed, one after the other. */
    private static final float WHOLE_IN_TITLE = 4;

    /** Beside the word itself: one that means the same, and one that is looked for as well. */
    private static final float EQUAL = 0.85f;

    private static final float OTHER = 0.8f;

    private static final float OTHERS_EQUAL = 0.5f;

    /** The parts of a word, apart from one another. */
    private static final float PARTS = 0.6f;

    /** A record of a division that is named in the question, as if its title named it. */
    private static final float OF_PLACE = 4;

    /** What belongs to a word in a wider sense, where the word itself finds little. */
    private static final float WIDER = 0.4f;

    /** A year that only the metadata tell. */
    private static final float YEAR_OF_RECORD = 0.5f;

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

    /** Words for one word, of each sort: the file may list more, a question stays bounded. */
    private static final int MAX_SYNONYMS = 8;

    /** Of these, so many that are not one entry in the field of words. */
    private static final int MAX_PHRASES = 3;

    /** Pairs by which a phrase is weighed. */
    private static final int MAX_WEIGHED = 4;

    private static final int MAX_WIDER = 12;

    /** Pairs of characters that unknown words of a sentence are broken into. */
    private static final int MAX_PAIRS = 40;

    /** Digits from which they are a number: one that is not there must not bring what resembles it. */
    private static final int MIN_NUMBER = 3;

    /** Characters of subjects and unknown words together from where a question is a sentence with much beside its subject. */
    private static final int SENTENCE = 9;

    private final ChineseAnalyzer analyzer;
    private final Words words;
    private final Kinds kinds;
    private final ZoneId zone;

    LuceneQueries(ChineseAnalyzer analyzer, Words words, Kinds kinds, ZoneId zone) {
        this.kinds = kinds;
        this.analyzer = analyzer;
        this.words = words;
        this.zone = zone;
    }

    /**
     * What is found by a question and what it is worth.
     *
     * @param allKinds whether several kinds are asked at once, some of which are wanted before others
     */
    Query text(Question question, Match match, boolean allKinds, Vocabulary vocabulary, Instant now) {
        if (question.isEmpty()) {
            return new MatchNoDocsQuery("nothing to look for");
        }
        Query words = match == Match.ALL ? all(question, vocabulary) : most(question, vocabulary);
        var ranked = new RankedQuery(words, worth(question, allKinds), extras(question, vocabulary), now);
        if (question.excluded().isEmpty()) {
            return ranked;
        }
        var query = new BooleanQuery.Builder().add(ranked, Occur.MUST);
        for (String phrase : question.excluded()) {
            query.add(phrase(Fields.TEXT, phrase), Occur.MUST_NOT);
        }
        return query.build();
    }

    /** The year of the calendar at a moment. */
    int year(Instant now) {
        return now.atZone(zone).getYear();
    }

    /** At New Year, at the latest: what is new, and which year 今年 means, is counted by years. */
    Instant earlierOfNewYear(Instant now, Instant change) {
        Instant newYear = LocalDate.of(year(now) + 1, 1, 1).atStartOfDay(zone).toInstant();
        return change.isBefore(newYear) ? change : newYear;
    }

    /** What is in force and new counts unless a certain document or year is asked for; the rest as it was asked. */
    private Standing.Worth worth(Question question, boolean allKinds) {
        boolean present = !question.isOfItsTime();
        var parts = new float[Standing.PARTS];
        parts[Standing.IN_FORCE] = present ? IN_FORCE : 0;
        for (int set = 0; set < question.secondary().size(); set++) {
            parts[Standing.part(set)] = question.secondary().get(set) ? 0 : FIRST;
        }
        var ofKind = new float[kinds.all().size()];
        if (allKinds && !question.secondary().contains(true)) {
            add(ofKind, "service", GUIDE);
        }
        if (allKinds) {
            question.intended().forEach(kind -> add(ofKind, kind, INTENDED));
        }
        float dated = 0;
        for (IndexedKind<?> kind : kinds.all()) {
            dated = Math.max(dated, kind.times().isEmpty() ? 0 : ofKind[kinds.number(kind.name())]);
        }
        return new Standing.Worth(present ? NEWER_YEAR : 0, parts, ofKind, dated);
    }

    private void add(float[] ofKind, String kind, float worth) {
        int number = kinds.number(kind);
        if (number >= 0) {
            ofKind[number] += worth;
        }
    }

    /** What is in few records and makes them come earlier. */
    private List<Query> extras(Question question, Vocabulary vocabulary) {
        var extras = new ArrayList<Query>();
        for (String name : question.names()) {
            extras.add(constant(new TermQuery(new Term(Fields.NAME, name)), SAME_NAME));
            vocabulary.same(name).stream().limit(MAX_SYNONYMS).forEach(equal -> {
                var called = new TermQuery(new Term(Fields.NAME, ChineseText.letters(equal)));
                extras.add(constant(called, EQUAL_NAME));
            });
        }
        for (String whole : question.wholes()) {
            extras.add(new BoostQuery(phrase(Fields.TITLE, whole), WHOLE_IN_TITLE));
        }
        return extras;
    }

    /** Every required clause; the others only make a record come earlier. */
    private Query all(Question question, Vocabulary vocabulary) {
        var all = new BooleanQuery.Builder();
        boolean numbered = question.has(Type.NUMBER);
        for (Clause clause : question.clauses()) {
            // beside a number that names the record, words are only a description of it
            boolean must = clause.required() && (!numbered || clause.type() == Type.NUMBER);
            all.add(clause(clause, vocabulary), must ? Occur.MUST : Occur.SHOULD);
        }
        return all.build();
    }

    /**
     * Half of the subjects; or where the vocabulary knows none, most pairs of characters of the other words. Beside a
     * subject in few words, the others must be found at least in part: 火星低保 asks for something that there is not.
     */
    private Query most(Question question, Vocabulary vocabulary) {
        var most = new BooleanQuery.Builder();
        most.add(constant(all(question, vocabulary), ALL_OF_IT), Occur.SHOULD);
        var subjects = new BooleanQuery.Builder();
        var pairs = new LinkedHashMap<String, Float>();
        var wider = new LinkedHashSet<String>();
        int subjectCount = 0;
        int characters = 0;
        for (Clause clause : question.clauses()) {
            switch (clause.type()) {
                case NUMBER, QUOTED -> most.add(clause(clause, vocabulary), Occur.MUST);
                case SUBJECT -> {
                    subjects.add(orItsParts(clause, vocabulary), Occur.SHOULD);
                    wider.addAll(vocabulary.wider(clause.text()));
                    subjectCount++;
                    characters += clause.text().length();
                }
                case WORD -> {
                    if (clause.text().chars().filter(Character::isDigit).count() >= MIN_NUMBER) {
                        most.add(clause(clause, vocabulary), Occur.MUST);
                        continue;
                    }
                    if (clause.required()) {
                        addPairs(clause.text(), pairs);
                        characters += clause.text().length();
                    }
                    most.add(clause(clause, vocabulary), Occur.SHOULD);
                }
                case YEAR, GENERIC -> most.add(clause(clause, vocabulary), Occur.SHOULD);
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
            pairs.forEach((pair, weight) -> some.add(word(pair, weight), Occur.SHOULD));
            some.setMinimumNumberShouldMatch((int) Math.ceil(needed * pairs.size()));
            most.add(some.build(), Occur.MUST);
        }
        if (subjectCount == 0 && pairs.isEmpty()) {
            return all(question, vocabulary);
        }
        boolean places =
                question.clauses().stream().anyMatch(clause -> !clause.places().isEmpty());
        // a record of a place need not spell it; it must not be lost for that
        return places ? new DisjunctionMaxQuery(List.of(most.build(), all(question, vocabulary)), 0) : most.build();
    }

    /** A word or, worth less, any subject that it is made of. */
    private Query orItsParts(Clause clause, Vocabulary vocabulary) {
        Query whole = clause(clause, vocabulary);
        var ways = new ArrayList<>(List.of(whole));
        for (Clause part : clause.parts()) {
            if (part.required()) {
                Query worded = worded(part, wordings(part, vocabulary));
                ways.add(new BoostQuery(worded, PARTS * PARTS));
            }
        }
        return ways.size() == 1 ? whole : new DisjunctionMaxQuery(ways, 0);
    }

    /** A single subject has nothing to be given up; but there may be more around it. */
    private void addWider(BooleanQuery.Builder subjects, Collection<String> words) {
        for (String word : words.stream().limit(MAX_WIDER).toList()) {
            Query query = worded(Clause.of(Type.SUBJECT, word), Map.of(word, 1f));
            subjects.add(new BoostQuery(query, WIDER), Occur.SHOULD);
        }
    }

    /** The pairs of a word, which together weigh as much as one word. */
    private void addPairs(String word, Map<String, Float> pairs) {
        List<PhraseTerm> terms = analyzer.phraseTerms(Fields.TEXT, word);
        for (PhraseTerm term : terms) {
            if (pairs.size() < MAX_PAIRS) {
                pairs.putIfAbsent(term.text(), 1f / terms.size());
            }
        }
    }

    private static Query word(String word, float boost) {
        return new BoostQuery(new TermQuery(new Term(Fields.WORDS, word)), boost);
    }

    private static float weight(Type type) {
        return switch (type) {
            case NUMBER, QUOTED, SUBJECT, WORD -> 1;
            case YEAR -> 0.5f;
            case GENERIC -> 0.25f;
        };
    }

    /** A clause in any of its wordings or, for a word made of others, in its parts. */
    private Query clause(Clause clause, Vocabulary vocabulary) {
        Query query = worded(clause, wordings(clause, vocabulary));
        if (!clause.parts().isEmpty()) {
            var parts = new BooleanQuery.Builder();
            for (Clause part : clause.parts()) {
                Query worded = worded(part, wordings(part, vocabulary));
                parts.add(worded, part.required() ? Occur.MUST : Occur.SHOULD);
            }
            query = new DisjunctionMaxQuery(List.of(query, new BoostQuery(parts.build(), PARTS)), 0);
        }
        return query;
    }

    /** Whatever is one entry in the field of words is read at once; the rest one by one. */
    private Query worded(Clause clause, Map<String, Float> wordings) {
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
            ways.add(word(Words.YEAR + clause.text(), YEAR_OF_RECORD));
        }
        clause.places().forEach(place -> ways.add(word(Words.PLACE + place, OF_PLACE)));
        for (String number : clause.numbers()) {
            ways.add(constant(new TermQuery(new Term(Fields.IDENTIFIER, number)), NUMBER));
        }
        Query best = ways.size() == 1 ? ways.getFirst() : new DisjunctionMaxQuery(ways, 0);
        return new BoostQuery(best, weight(clause.type()));
    }

    /** The entry of a wording in the field of words, {@code null} when it is made of several. */
    private String entry(String wording) {
        if (words.isOne(wording)) {
            return wording;
        }
        List<PhraseTerm> terms = analyzer.phraseTerms(Fields.TEXT, wording);
        return terms.size() == 1 ? terms.getFirst().text() : null;
    }

    /** Worth what its first pairs are worth on average, where the text has it as it stands. */
    private Query pairs(String wording) {
        List<PhraseTerm> terms = analyzer.phraseTerms(Fields.TEXT, wording);
        if (terms.isEmpty()) {
            return new MatchNoDocsQuery("nothing to look for");
        }
        var query = new BooleanQuery.Builder().add(phrase(Fields.TEXT, wording), Occur.FILTER);
        List<String> weighed = terms.stream()
                .map(PhraseTerm::text)
                .distinct()
                .limit(MAX_WEIGHED)
                .toList();
        weighed.forEach(pair -> query.add(word(pair, 1f / weighed.size()), Occur.MUST));
        return query.build();
    }

    private static Map<String, Float> wordings(Clause clause, Vocabulary vocabulary) {
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

    private static Query constant(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    /** A text as it stands, in one field. */
    Query phrase(String field, String text) {
        List<PhraseTerm> terms = analyzer.phraseTerms(field, text);
        if (terms.isEmpty()) {
            return new MatchNoDocsQuery("nothing to look for");
        }
        if (terms.size() == 1) {
            return new TermQuery(new Term(field, terms.getFirst().text()));
        }
        var phrase = new PhraseQuery.Builder();
        int first = terms.getFirst().position();
        terms.forEach(term -> phrase.add(new Term(field, term.text()), term.position() - first));
        return phrase.build();
    }

    /** What a highlight shows of a question: each wording of each clause, in the field it is shown of. */
    Query highlighted(Question question, Match match, Vocabulary vocabulary, List<String> fields) {
        var shown = new BooleanQuery.Builder();
        var texts = new LinkedHashSet<String>();
        for (Clause clause : question.clauses()) {
            texts.addAll(wordings(clause, vocabulary).keySet());
            clause.parts().forEach(part -> texts.add(part.text()));
            if (match == Match.MOST && clause.type() == Type.WORD && clause.required()) {
                analyzer.phraseTerms(Fields.TEXT, clause.text()).forEach(term -> texts.add(term.text()));
            }
        }
        for (String field : fields) {
            texts.forEach(text -> shown.add(phrase(field, text), Occur.SHOULD));
        }
        return shown.build();
    }
}
