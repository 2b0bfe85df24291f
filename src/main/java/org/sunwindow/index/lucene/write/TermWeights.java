package org.sunwindow.index.lucene.write;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.document.Field;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.Vocabulary;
import org.sunwindow.language.WordTrie;

/**
 * What each word of a record is worth, worked out once when the record is indexed: most in a title, little in a body. It
 * is kept as the frequency of the word in one field, so a question reads one list for each word, and Lucene, which knows
 * the highest frequency in each stretch of a list, passes over what cannot come first.
 *
 * <p>Words are single characters and pairs, and the longer words of the vocabulary that comes along. Longer words beyond
 * these are found by their pairs and looked up in the text.
 */
public final class TermWeights {

    /** Of a vocabulary that is part of the version of the index. */
    private final Vocabulary vocabulary;

    private final ChineseAnalyzer analyzer;
    private final WordTrie longWords;

    /** Worth 1 in a frequency. */
    static final float SCALE = 6;

    /** More than a frequency can be: a word in all prominent places and all over the text. */
    static final float MOST = 12 * SCALE;

    /** A mark is worth 1. */
    private static final int MARK = (int) SCALE;

    /** How soon further occurrences stop to count. */
    private static final float SATURATION = 1.2f;

    /** How much the length of a text counts, 0 to 1. */
    private static final float LENGTH_WEIGHT = 0.4f;

    /** How much other prominent places add to the best one: a record is not better for saying it thrice. */
    private static final float TIE = 0.15f;

    /** Followed by the key of a division. */
    public static final String PLACE = "#place:";

    /** Followed by the year that the metadata tell. */
    public static final String YEAR = "#year:";

    public TermWeights(Vocabulary vocabulary, ChineseAnalyzer analyzer) {
        this.vocabulary = vocabulary;
        this.analyzer = analyzer;
        this.longWords = new WordTrie(
                vocabulary.words().stream().filter(TermWeights::isLong).toList());
    }

    private static boolean isLong(String word) {
        return word.length() > 2 && word.chars().allMatch(Character::isIdeographic);
    }

    /** Whether a longer word is one entry of the field. */
    public boolean isOne(String word) {
        return vocabulary.role(word) != null && isLong(word);
    }

    /** The texts of a record as their terms, for {@link #field} and the fields with positions. */
    TokenizedRecord terms(IndexDocument source) {
        return new TokenizedRecord(source, analyzer, longWords);
    }

    Field field(IndexDocument source, TokenizedRecord terms) {
        var marks = new LinkedHashSet<String>();
        source.values().getOrDefault("year", List.of()).forEach(year -> marks.add(YEAR + year));
        source.values().getOrDefault("division", List.of()).forEach(place -> marks.add(PLACE + place));
        float[] worth = weigh(terms);
        var frequencies = new int[worth.length + marks.size()];
        for (int term = 0; term < worth.length; term++) {
            frequencies[term] = Math.max(1, Math.round(worth[term] * SCALE));
        }
        Arrays.fill(frequencies, worth.length, frequencies.length, MARK);
        return TermsField.frequencies(
                IndexFields.WORDS, terms, marks.stream().map(BytesRef::new).toList(), frequencies);
    }

    /** The parts of a standing that tell of which sets of secondary words a title has none. */
    int first(String title) {
        String normal = ChineseText.normalize(title);
        int first = 0;
        int set = 0;
        for (Collection<String> words : vocabulary.secondary()) {
            first |= words.stream().noneMatch(normal::contains) ? 1 << StaticRank.part(set) : 0;
            set++;
        }
        return first;
    }

    /** What each term is worth, by its number. */
    private static float[] weigh(TokenizedRecord terms) {
        var everywhere = new Counts(terms.size());
        var best = new float[terms.size()];
        var sums = new float[terms.size()];
        for (IndexFields.Emphasis emphasis : IndexFields.EMPHASES) {
            var counts = new Counts(terms.size());
            switch (emphasis.field()) {
                case IndexFields.TITLE -> counts.add(terms.title);
                case IndexFields.KEYWORDS -> terms.keywords.forEach(counts::add);
                case IndexFields.SUMMARY -> counts.add(terms.summary);
                default -> throw new IllegalStateException(emphasis.field());
            }
            float length = counts.length / IndexFields.usualLength(emphasis.field());
            for (int term = 0; term < best.length; term++) {
                if (counts.of[term] > 0) {
                    float worth = emphasis.weight() * saturated(counts.of[term], length);
                    best[term] = Math.max(best[term], worth);
                    sums[term] += worth;
                }
            }
            everywhere.add(counts);
        }
        everywhere.add(terms.body);
        terms.mentions.forEach(everywhere::add);
        float length = everywhere.length / IndexFields.usualLength(IndexFields.TEXT);
        var worth = new float[terms.size()];
        for (int term = 0; term < worth.length; term++) {
            float others = sums[term] - best[term];
            worth[term] = best[term] + TIE * others + saturated(everywhere.of[term], length);
        }
        return worth;
    }

    private static float saturated(int count, float length) {
        return count / (count + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length));
    }

    /** How often each term occurs, by its number. */
    private static final class Counts {

        final int[] of;
        float length;

        Counts(int terms) {
            of = new int[terms];
        }

        void add(Counts others) {
            for (int term = 0; term < of.length; term++) {
                of[term] += others.of[term];
            }
            length += others.length;
        }

        void add(TokenizedRecord.Text text) {
            for (int term : text.terms()) {
                of[term]++;
            }
            for (int term : text.longWords()) {
                of[term]++;
            }
            length += text.length();
        }
    }
}
