package org.sunwindow.index.lucene.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.UnicodeUtil;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.WordTrie;

/**
 * The texts of a record, each cut into terms once: for the fields that keep where terms stand, and for what words are
 * worth. A term is kept once, whatever number of times and texts it stands in, and is a number from then on.
 */
final class TokenizedRecord {

    final Text title;
    final List<Text> keywords;
    final Text summary;
    final Text body;
    final List<Text> mentions;

    private final ChineseAnalyzer analyzer;
    private final WordTrie longWords;

    /** Characters of all terms, one after the other, and where each begins. */
    private char[] characters = new char[2048];

    private int[] starts = new int[512];
    private int count;

    /** Numbers of terms, from 1, by their hash; 0 where there is none. */
    private int[] table = new int[1024];

    /** All terms as the index keeps them; made when the last text is known. */
    private final byte[] bytes;

    private final int[] byteStarts;

    /**
     * A text as its terms.
     *
     * @param terms      numbers of its terms, in their order
     * @param increments steps from the position of the term before
     * @param last       step from the last term to the end
     * @param longWords  numbers of the longer words that it has
     * @param length     in characters
     */
    record Text(int[] terms, int[] increments, int last, int[] longWords, int length) {}

    TokenizedRecord(IndexDocument source, ChineseAnalyzer analyzer, WordTrie longWords) {
        this.analyzer = analyzer;
        this.longWords = longWords;
        title = text(source.title());
        keywords = source.keywords().stream().map(this::text).toList();
        summary = text(source.summary());
        body = text(source.body());
        mentions = source.mentions().stream().map(this::text).toList();
        var all = new CharsRef(characters, 0, starts[count]);
        bytes = new byte[UnicodeUtil.maxUTF8Length(starts[count])];
        byteStarts = new int[count + 1];
        for (int term = 0; term < count; term++) {
            int length = starts[term + 1] - starts[term];
            byteStarts[term + 1] = UnicodeUtil.UTF16toUTF8(all, starts[term], length, bytes, byteStarts[term]);
        }
        characters = null;
        table = null;
    }

    /** How many different terms there are; their numbers begin with 0. */
    int size() {
        return count;
    }

    /** Everything that is read of the record, in the order in which positions are counted. */
    Stream<Text> all() {
        return Stream.of(List.of(title), keywords, List.of(summary, body), mentions)
                .flatMap(List::stream)
                .filter(text -> text.length() > 0);
    }

    /** Lets a reference point to a term. */
    void get(int term, BytesRef into) {
        into.bytes = bytes;
        into.offset = byteStarts[term];
        into.length = byteStarts[term + 1] - byteStarts[term];
    }

    private Text text(String text) {
        var terms = new Numbers(text.length() * 2);
        var increments = new Numbers(text.length() * 2);
        int last = analyse(text, terms, increments);
        char[] normal = ChineseText.normalized(text);
        var words = new Numbers(16);
        longWords.find(normal, normal.length, (from, to) -> words.add(number(normal, from, to - from)));
        return new Text(terms.trimmed(), increments.trimmed(), last, words.trimmed(), text.length());
    }

    private int analyse(String text, Numbers terms, Numbers increments) {
        try (TokenStream stream = analyzer.tokenStream(IndexFields.TEXT, text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var increment = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(number(term.buffer(), 0, term.length()));
                increments.add(increment.getPositionIncrement());
            }
            stream.end();
            return increment.getPositionIncrement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of a term, which it gets when it is met first. */
    private int number(char[] text, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + text[i];
        }
        int place = place(hash);
        while (table[place] != 0) {
            int term = table[place] - 1;
            if (Arrays.equals(characters, starts[term], starts[term + 1], text, from, from + length)) {
                return term;
            }
            place = place + 1 & table.length - 1;
        }
        int start = starts[count];
        if (start + length > characters.length) {
            characters = Arrays.copyOf(characters, (start + length) * 2);
        }
        System.arraycopy(text, from, characters, start, length);
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[++count] = start + length;
        table[place] = count;
        if (count * 2 > table.length) {
            grow();
        }
        return count - 1;
    }

    private int place(int hash) {
        return (hash * 0x9E3779B9 >>> 8) & table.length - 1;
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int term = 0; term < count; term++) {
            int hash = 0;
            for (int i = starts[term]; i < starts[term + 1]; i++) {
                hash = 31 * hash + characters[i];
            }
            int place = place(hash);
            while (table[place] != 0) {
                place = place + 1 & table.length - 1;
            }
            table[place] = term + 1;
        }
    }

    /** A list of numbers. */
    private static final class Numbers {

        private int[] numbers;
        private int count;

        Numbers(int expected) {
            numbers = new int[Math.max(16, expected)];
        }

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = number;
        }

        int[] trimmed() {
            return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
        }
    }
}
