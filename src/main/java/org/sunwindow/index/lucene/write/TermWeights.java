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
 * Computes the weight of each term of a record when the record is indexed: high for terms of the title, low for those
 * of the body. The weight is stored as the frequency of the term in one field, so a query reads one postings list for
 * each word, and Lucene, which knows the maximum frequency of each block, skips blocks that are not competitive.
 *
 * <p>Terms are single characters, bigrams and the longer words of the built-in vocabulary. Other long words are
 * searched as phrases.
 */
public final class TermWeights {

    /** Frequency that stands for the weight 1. */
    static final float SCALE = 6;

    /** Upper bound of all frequencies: a word in every field, repeated in all of them. */
    static final float MAX_FREQUENCY = 12 * SCALE;

    /** A tag has the weight 1. */
    private static final int TAG_FREQUENCY = (int) SCALE;

    /** How quickly further occurrences of a term stop adding to its weight, as k1 of BM25. */
    private static final float SATURATION = 1.2f;

    /** How much the length of a text reduces weights, 0 to 1, as b of BM25. */
    private static final float LENGTH_WEIGHT = 0.4f;

    /**
     * Share that the other emphasized fields add to the best one, so that repeating a word in all of them does not pay
     * off.
     */
    private static final float TIE = 0.15f;

    /** Prefix of the tag with the code of a division. */
    public static final String DIVISION = "#place:";

    /** Prefix of the tag with the year of the record. */
    public static final String YEAR = "#year:";

    /** The built-in one, which is part of the version of the index. */
    private final Vocabulary vocabulary;

    private final ChineseAnalyzer analyzer;
    private final WordTrie longWords;

    public TermWeights(Vocabulary vocabulary, ChineseAnalyzer analyzer) {
        this.vocabulary = vocabulary;
        this.analyzer = analyzer;
        this.longWords = new WordTrie(
                vocabulary.words().stream().filter(TermWeights::isLong).toList());
    }

    private static boolean isLong(String word) {
        return word.length() > 2 && word.chars().allMatch(Character::isIdeographic);
    }

    /** Whether a word of three characters or more is a term of the field. */
    public boolean isTerm(String word) {
        return vocabulary.contains(word) && isLong(word);
    }

    /** Tokenizes the texts of a record for {@link #field} and the fields with positions. */
    TokenizedRecord tokenize(IndexDocument source) {
        return new TokenizedRecord(source, analyzer, longWords);
    }

    /** Returns the field with all terms of a record and tags for its year and divisions. */
    Field field(IndexDocument source, TokenizedRecord record) {
        var tags = new LinkedHashSet<String>();
        source.values().getOrDefault("year", List.of()).forEach(year -> tags.add(YEAR + year));
        source.values().getOrDefault("division", List.of()).forEach(code -> tags.add(DIVISION + code));
        float[] weights = weights(record);
        var frequencies = new int[weights.length + tags.size()];
        for (int term = 0; term < weights.length; term++) {
            frequencies[term] = Math.max(1, Math.round(weights[term] * SCALE));
        }
        Arrays.fill(frequencies, weights.length, frequencies.length, TAG_FREQUENCY);
        return TermsField.frequencies(
                IndexFields.WORDS, record, tags.stream().map(BytesRef::new).toList(), frequencies);
    }

    /** Returns the flags of {@link StaticRank} for the sets of secondary words that a title has none of. */
    int flags(String title) {
        String normal = ChineseText.normalize(title);
        int flags = 0;
        int set = 0;
        for (Collection<String> words : vocabulary.secondary()) {
            flags |= words.stream().noneMatch(normal::contains) ? 1 << StaticRank.flag(set) : 0;
            set++;
        }
        return flags;
    }

    /** Returns the weights by term number. */
    private static float[] weights(TokenizedRecord record) {
        var everywhere = new Counts(record.size());
        var best = new float[record.size()];
        var sums = new float[record.size()];
        for (IndexFields.Emphasis emphasis : IndexFields.EMPHASES) {
            var counts = new Counts(record.size());
            switch (emphasis.field()) {
                case IndexFields.TITLE -> counts.add(record.title);
                case IndexFields.KEYWORDS -> record.keywords.forEach(counts::add);
                case IndexFields.SUMMARY -> counts.add(record.summary);
                case IndexFields.FILE_NAMES -> record.fileNames.forEach(counts::add);
                default -> throw new IllegalStateException(emphasis.field());
            }
            float length = counts.length / IndexFields.typicalLength(emphasis.field());
            for (int term = 0; term < best.length; term++) {
                if (counts.of[term] > 0) {
                    float weight = emphasis.weight() * saturated(counts.of[term], length);
                    best[term] = Math.max(best[term], weight);
                    sums[term] += weight;
                }
            }
            everywhere.add(counts);
        }
        everywhere.add(record.body);
        record.mentions.forEach(everywhere::add);
        float length = everywhere.length / IndexFields.typicalLength(IndexFields.TEXT);
        var weights = new float[record.size()];
        for (int term = 0; term < weights.length; term++) {
            float others = sums[term] - best[term];
            weights[term] = best[term] + TIE * others + saturated(everywhere.of[term], length);
        }
        return weights;
    }

    private static float saturated(int count, float length) {
        return count / (count + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length));
    }

    /** Number of occurrences by term number, and the length of the texts counted. */
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
