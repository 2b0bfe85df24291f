package org.sunwindow.index.lucene.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefHash;
import org.apache.lucene.util.UnicodeUtil;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.WordTrie;

/**
 * The texts of a record as terms. Each text is analysed once, for the fields with positions and for the
 * {@link TermWeights weights}. Each distinct term has a number, from 0, in the order of first occurrence.
 */
final class TokenizedRecord {

    final Text title;
    final List<Text> keywords;
    final Text summary;
    final List<Text> fileNames;
    final Text body;
    final List<Text> mentions;

    /** The terms in UTF-8, concatenated, and where each starts. */
    private final byte[] bytes;

    private final int[] starts;

    /**
     * A text as terms.
     *
     * @param terms      their numbers in the order of the text
     * @param increments position increment of each
     * @param last       position increment from the last term to the end
     * @param longWords  numbers of the long words in the text
     * @param length     in characters
     */
    record Text(int[] terms, int[] increments, int last, int[] longWords, int length) {}

    TokenizedRecord(IndexDocument source, ChineseAnalyzer analyzer, WordTrie longWords) {
        var tokenizer = new Tokenizer(analyzer, longWords);
        title = tokenizer.text(source.title());
        keywords = source.keywords().stream().map(tokenizer::text).toList();
        summary = tokenizer.text(source.summary());
        fileNames = source.fileNames().stream().map(tokenizer::text).toList();
        body = tokenizer.text(source.body());
        mentions = source.mentions().stream().map(tokenizer::text).toList();
        // the pool of the hash is much larger than what it holds, and a batch keeps a thousand records
        starts = new int[tokenizer.terms.size() + 1];
        bytes = tokenizer.copyTerms(starts);
    }

    /** Returns the number of distinct terms. */
    int size() {
        return starts.length - 1;
    }

    /** Returns the texts in the order in which positions are counted. */
    Stream<Text> all() {
        return Stream.of(List.of(title), keywords, List.of(summary), fileNames, List.of(body), mentions)
                .flatMap(List::stream)
                .filter(text -> text.length() > 0);
    }

    /** Makes a reference point to the bytes of a term. */
    void get(int term, BytesRef into) {
        into.bytes = bytes;
        into.offset = starts[term];
        into.length = starts[term + 1] - starts[term];
    }

    /** Collects the terms of the texts of one record. */
    private static final class Tokenizer {

        final BytesRefHash terms = new BytesRefHash();
        private final ChineseAnalyzer analyzer;
        private final WordTrie longWords;
        private final BytesRef word = new BytesRef(64);

        Tokenizer(ChineseAnalyzer analyzer, WordTrie longWords) {
            this.analyzer = analyzer;
            this.longWords = longWords;
        }

        Text text(String text) {
            var numbers = new Numbers(text.length() * 2);
            var increments = new Numbers(text.length() * 2);
            int last = analyse(text, numbers, increments);
            char[] normal = ChineseText.normalized(text);
            var words = new Numbers(16);
            longWords.find(normal, normal.length, (from, to) -> words.add(number(normal, from, to - from)));
            return new Text(numbers.trimmed(), increments.trimmed(), last, words.trimmed(), text.length());
        }

        private int analyse(String text, Numbers numbers, Numbers increments) {
            try (TokenStream stream = analyzer.tokenStream(IndexFields.TEXT, text)) {
                var term = stream.getAttribute(TermToBytesRefAttribute.class);
                var increment = stream.addAttribute(PositionIncrementAttribute.class);
                stream.reset();
                while (stream.incrementToken()) {
                    numbers.add(number(term.getBytesRef()));
                    increments.add(increment.getPositionIncrement());
                }
                stream.end();
                return increment.getPositionIncrement();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private int number(char[] text, int from, int length) {
            word.bytes = ArrayUtil.grow(word.bytes, UnicodeUtil.maxUTF8Length(length));
            word.length = UnicodeUtil.UTF16toUTF8(text, from, length, word.bytes);
            return number(word);
        }

        private int number(BytesRef term) {
            int added = terms.add(term);
            return added >= 0 ? added : -added - 1;
        }

        /** Returns all terms, concatenated, and sets where each starts. */
        byte[] copyTerms(int[] starts) {
            var term = new BytesRef();
            var all = new byte[terms.size() * 8];
            for (int i = 0; i < terms.size(); i++) {
                terms.get(i, term);
                starts[i + 1] = starts[i] + term.length;
                all = ArrayUtil.grow(all, starts[i + 1]);
                System.arraycopy(term.bytes, term.offset, all, starts[i], term.length);
            }
            return Arrays.copyOf(all, starts[starts.length - 1]);
        }
    }

    /** A growing array of numbers. */
    private static final class Numbers {

        private int[] numbers;
        private int count;

        Numbers(int expected) {
            numbers = new int[Math.max(16, expected)];
        }

        void add(int number) {
            numbers = ArrayUtil.grow(numbers, count + 1);
            numbers[count++] = number;
        }

        int[] trimmed() {
            return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
        }
    }
}
