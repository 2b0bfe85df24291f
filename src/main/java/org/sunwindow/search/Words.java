package org.sunwindow.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/**
 * What each word of a record is worth, worked out once when the record is indexed: most in a title, little in a body. It
 * is kept as the frequency of the word in one field, so a question reads one list for each word, and Lucene, which knows
 * the highest frequency in each stretch of a list, passes over what cannot come first.
 *
 * <p>Words are single characters and pairs, and the longer words of the vocabulary that comes along. Longer words beyond
 * these are found by their pairs and looked up in the text.
 */
final class Words {

    /** Of a vocabulary that is part of the version of the index. */
    private final Vocabulary vocabulary;

    private final ChineseAnalyzer analyzer;
    private final Node first = new Node();

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
    static final String PLACE = "#place:";

    /** Followed by the year that the metadata tell. */
    static final String YEAR = "#year:";

    private static final FieldType TYPE = new FieldType();

    static {
        TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TYPE.setTokenized(true);
        TYPE.setOmitNorms(true);
        TYPE.freeze();
    }

    /** A step into the longer words of the vocabulary. */
    private static final class Node {

        final Map<Character, Node> next = new HashMap<>(4);
        String word;
    }

    Words(Vocabulary vocabulary, ChineseAnalyzer analyzer) {
        this.vocabulary = vocabulary;
        this.analyzer = analyzer;
        vocabulary.words().stream().filter(word -> isLong(word)).forEach(this::learn);
    }

    private static boolean isLong(String word) {
        return word.length() > 2 && word.chars().allMatch(Character::isIdeographic);
    }

    private void learn(String word) {
        Node node = first;
        for (char c : word.toCharArray()) {
            node = node.next.computeIfAbsent(c, n -> new Node());
        }
        node.word = word;
    }

    /** Whether a longer word is one entry of the field. */
    boolean isOne(String word) {
        return vocabulary.role(word) != null && isLong(word);
    }

    Field field(IndexDocument source) {
        var weights = new HashMap<String, Integer>();
        weigh(source).forEach((word, weight) -> weights.put(word, Math.max(1, Math.round(weight * SCALE))));
        source.values.getOrDefault("year", List.of()).forEach(year -> weights.put(YEAR + year, MARK));
        source.values.getOrDefault("division", List.of()).forEach(place -> weights.put(PLACE + place, MARK));
        return new Field(Fields.WORDS, new Tokens(weights), TYPE);
    }

    /** The parts of a standing that tell of which sets of secondary words a title has none. */
    int first(String title) {
        String normal = ChineseText.normalize(title);
        int first = 0;
        int set = 0;
        for (Collection<String> words : vocabulary.secondary()) {
            first |= words.stream().noneMatch(normal::contains) ? 1 << Standing.part(set) : 0;
            set++;
        }
        return first;
    }

    private Map<String, Float> weigh(IndexDocument source) {
        var everywhere = new Counts();
        var weights = new HashMap<String, Float>();
        var sums = new HashMap<String, Float>();
        var places = Map.of(
                Fields.TITLE, List.of(source.title),
                Fields.KEYWORDS, source.keywords,
                Fields.SUMMARY, List.of(source.summary));
        for (Fields.Emphasis emphasis : Fields.EMPHASES) {
            var counts = new Counts();
            places.get(emphasis.field()).forEach(counts::add);
            float usual = Fields.usualLength(emphasis.field());
            counts.of.forEach((word, count) -> {
                float worth = emphasis.weight() * saturated(count, counts.length / usual);
                weights.merge(word, worth, Math::max);
                sums.merge(word, worth, Float::sum);
            });
            everywhere.add(counts);
        }
        everywhere.add(source.body);
        source.mentions.forEach(everywhere::add);
        float usual = Fields.usualLength(Fields.TEXT);
        var worth = new HashMap<String, Float>();
        everywhere.of.forEach((word, count) -> {
            float best = weights.getOrDefault(word, 0f);
            float others = sums.getOrDefault(word, 0f) - best;
            worth.put(word, best + TIE * others + saturated(count, everywhere.length / usual));
        });
        return worth;
    }

    private static float saturated(int count, float length) {
        return count / (count + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length));
    }

    /** How often each word occurs. */
    private final class Counts {

        final Map<String, Integer> of = new HashMap<>();
        float length;

        void add(Counts others) {
            others.of.forEach((word, count) -> of.merge(word, count, Integer::sum));
            length += others.length;
        }

        void add(String text) {
            try (TokenStream stream = analyzer.tokenStream(Fields.TEXT, text)) {
                var term = stream.addAttribute(CharTermAttribute.class);
                stream.reset();
                while (stream.incrementToken()) {
                    of.merge(term.toString(), 1, Integer::sum);
                }
                stream.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            length += text.length();
            String normal = ChineseText.normalize(text);
            for (int i = 0; i < normal.length(); i++) {
                Node node = first;
                for (int j = i; j < normal.length() && node != null; j++) {
                    node = node.next.get(normal.charAt(j));
                    if (node != null && node.word != null) {
                        of.merge(node.word, 1, Integer::sum);
                    }
                }
            }
        }
    }

    private static final class Tokens extends TokenStream {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
        private final Map<String, Integer> weights;
        private Iterator<Map.Entry<String, Integer>> next;

        Tokens(Map<String, Integer> weights) {
            this.weights = weights;
        }

        @Override
        public void reset() {
            next = weights.entrySet().iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!next.hasNext()) {
                return false;
            }
            clearAttributes();
            var word = next.next();
            term.append(word.getKey());
            frequency.setTermFrequency(word.getValue());
            return true;
        }
    }
}
