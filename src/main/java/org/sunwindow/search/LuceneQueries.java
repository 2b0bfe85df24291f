package org.sunwindow.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.search.ChineseAnalyzer.PhraseTerm;
import org.sunwindow.search.SearchRequest.Chosen;
import org.sunwindow.search.SearchRequest.Range;
import org.sunwindow.search.SearchResult.Match;

/** Builds Lucene queries. What a person types is only ever text here: nothing in it is syntax. */
final class LuceneQueries {

    /** Above any sum of text scores, so that a record asked for by its number stands first. */
    private static final float IDENTIFIER_BOOST = 1000;

    /** How much the weaker fields of a word add to its best one. */
    private static final float TIE = 0.1f;

    /** A question of this many terms may miss some; a shorter one is asked for as it is. */
    private static final int MAY_MISS = 4;

    /** From here on a question is a sentence, of which much is not about its subject. */
    private static final int SENTENCE = 7;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{P}\\p{S}\\p{C}&&[^-/〔〕\\[\\]()（）【】.]]+");

    /** Words that make a sentence a question and say nothing of its subject. */
    private static final Pattern QUESTION_WORDS = Pattern.compile(
            "请问|怎么样|怎么办理|怎么办|怎么|怎样|如何|哪里|哪儿|哪些|哪个|什么时候|什么|多少|多久|能不能|可不可以|可以|是否|需要|我想|想要|我家|我们|我|你们|吗|呢|吧|啊|的|了|去|在");

    private final ChineseAnalyzer analyzer;

    LuceneQueries(ChineseAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The text of a request, to be matched and highlighted; {@code null} when it has none. */
    Query text(String text, Match match) {
        if (text == null) {
            return null;
        }
        Query words = match == Match.ALL ? allWords(text) : mostTerms(text);
        String number = ChineseText.identifier(text);
        if (number.isEmpty()) {
            return words;
        }
        return new BooleanQuery.Builder()
                .add(words, Occur.SHOULD)
                .add(new BoostQuery(new TermQuery(new Term(Fields.IDENTIFIER, number)), IDENTIFIER_BOOST), Occur.SHOULD)
                .build();
    }

    private Query allWords(String text) {
        var all = new BooleanQuery.Builder();
        int words = 0;
        for (String word : SPACE.split(text)) {
            List<PhraseTerm> terms = analyzer.phraseTerms(Fields.BODY, word);
            if (!terms.isEmpty()) {
                words++;
                all.add(inBestField(terms), Occur.MUST);
            }
        }
        return words == 0 ? new MatchNoDocsQuery("nothing to look for") : all.build();
    }

    private Query mostTerms(String text) {
        var terms = new LinkedHashSet<String>();
        String subject = QUESTION_WORDS.matcher(ChineseText.normalize(text)).replaceAll(" ");
        for (PhraseTerm term : analyzer.phraseTerms(Fields.BODY, subject)) {
            terms.add(term.text());
        }
        if (terms.isEmpty() || isMostlyNumber(subject)) {
            return new MatchNoDocsQuery("nothing to look for");
        }
        var most = new BooleanQuery.Builder();
        for (String term : terms) {
            most.add(inBestField(List.of(new PhraseTerm(term, 0))), Occur.SHOULD);
        }
        return most.setMinimumNumberShouldMatch(needed(terms.size())).build();
    }

    private static int needed(int terms) {
        if (terms < MAY_MISS) {
            return terms;
        }
        return (int) Math.ceil(terms * (terms < SENTENCE ? 0.7 : 0.5));
    }

    /** A number that is not there must not bring others that resemble it. */
    private static boolean isMostlyNumber(String text) {
        long ideographs = text.codePoints().filter(Character::isIdeographic).count();
        long others = text.codePoints().filter(Character::isLetterOrDigit).count() - ideographs;
        return others >= ideographs;
    }

    /** The terms as a phrase in any of the text fields. */
    private static Query inBestField(List<PhraseTerm> terms) {
        var fields = new ArrayList<Query>();
        for (Fields.Text text : Fields.TEXTS) {
            fields.add(new BoostQuery(phrase(text.field(), terms), text.boost()));
        }
        return new DisjunctionMaxQuery(fields, TIE);
    }

    private static Query phrase(String field, List<PhraseTerm> terms) {
        if (terms.size() == 1) {
            return new TermQuery(new Term(field, terms.getFirst().text()));
        }
        var phrase = new PhraseQuery.Builder();
        int first = terms.getFirst().position();
        terms.forEach(term -> phrase.add(new Term(field, term.text()), term.position() - first));
        return phrase.build();
    }

    /**
     * Everything of a request that decides what is found, except one filter.
     *
     * @param without filter to leave out, for counting its values, or {@code null}
     */
    Query filtered(SearchRequest request, Query text, Filter without, Instant now) {
        var query = new BooleanQuery.Builder();
        query.add(text == null ? new MatchAllDocsQuery() : text, text == null ? Occur.FILTER : Occur.MUST);
        query.add(anyOf(Fields.KIND, request.kinds()), Occur.FILTER);
        for (Chosen chosen : request.filters()) {
            if (!chosen.filter().equals(without)) {
                query.add(anyOf(Fields.value(chosen.filter().name()), chosen.values()), Occur.FILTER);
            }
        }
        for (Range range : request.ranges()) {
            long from = range.from() == null ? Long.MIN_VALUE : range.from().toEpochMilli();
            long to = range.to() == null ? Long.MAX_VALUE : range.to().toEpochMilli();
            query.add(LongField.newRangeQuery(Fields.time(range.field().name()), from, to), Occur.FILTER);
        }
        if (request.near() != null) {
            var near = request.near();
            query.add(
                    LatLonPoint.newDistanceQuery(Fields.PLACE, near.latitude(), near.longitude(), near.radius()),
                    Occur.FILTER);
        }
        long instant = now.toEpochMilli();
        query.add(LongField.newRangeQuery(Fields.VISIBLE_FROM, instant + 1, Long.MAX_VALUE), Occur.MUST_NOT);
        query.add(LongField.newRangeQuery(Fields.VISIBLE_UNTIL, Long.MIN_VALUE, instant), Occur.MUST_NOT);
        return query.build();
    }

    private static Query anyOf(String field, List<String> values) {
        if (values.size() == 1) {
            return new TermQuery(new Term(field, values.getFirst()));
        }
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
