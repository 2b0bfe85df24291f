package org.sunwindow.index.lucene.write;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;
import org.sunwindow.language.ChineseText;

/**
 * Emits every ideograph and, at the same position, the bigram that begins with it. Text in other scripts is split into
 * words, with letters separated from digits. So a word of two characters is a term, a longer one is a phrase, and
 * single characters can be searched, too.
 */
public final class ChineseAnalyzer extends Analyzer {

    /**
     * Part of the version of the index. Change it whenever the terms of a text change, so that the index is rebuilt.
     */
    public static final String VERSION = "3";

    private static final int ALL_CJK =
            CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;

    private static final int PARTS = WordDelimiterGraphFilter.SPLIT_ON_NUMERICS
            | WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var tokenizer = new StandardTokenizer();
        // makes GB/T39046 and GB/T 39046 equal
        TokenStream words = new WordDelimiterGraphFilter(tokenizer, PARTS, null);
        return new TokenStreamComponents(tokenizer, new CJKBigramFilter(words, ALL_CJK, true));
    }

    @Override
    protected Reader initReader(String field, Reader reader) {
        return new NormalizingFilter(reader);
    }

    /** Keeps phrases from matching across the values of a field. */
    @Override
    public int getPositionIncrementGap(String field) {
        return 100;
    }

    /** A term of a phrase query with its position. */
    public record PhraseTerm(String text, int position) {}

    /**
     * Returns the fewest terms that match a text as a phrase: the bigrams, and those single characters that no bigram
     * covers. Positions are those of the index.
     */
    public List<PhraseTerm> phraseTerms(String field, String text) {
        var terms = new ArrayList<PhraseTerm>();
        try (TokenStream stream = tokenStream(field, text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var increment = stream.addAttribute(PositionIncrementAttribute.class);
            var length = stream.addAttribute(PositionLengthAttribute.class);
            stream.reset();
            int position = -1;
            int coveredUntil = -1;
            while (stream.incrementToken()) {
                position += increment.getPositionIncrement();
                boolean bigram = length.getPositionLength() > 1;
                if (bigram) {
                    if (!terms.isEmpty() && terms.getLast().position() == position) {
                        terms.removeLast();
                    }
                    coveredUntil = position + 1;
                    terms.add(new PhraseTerm(term.toString(), position));
                } else if (position > coveredUntil) {
                    terms.add(new PhraseTerm(term.toString(), position));
                }
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    private static final class NormalizingFilter extends CharFilter {

        NormalizingFilter(Reader input) {
            super(input);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = input.read(buffer, offset, length);
            for (int i = offset; i < offset + read; i++) {
                buffer[i] = ChineseText.normalize(buffer[i]);
            }
            return read;
        }

        @Override
        protected int correct(int offset) {
            return offset;
        }
    }
}
