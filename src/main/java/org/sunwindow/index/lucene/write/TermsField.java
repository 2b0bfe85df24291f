package org.sunwindow.index.lucene.write;

import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttributeImpl;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** A field whose terms are known, so that nothing is analysed when it is indexed. */
final class TermsField extends Field {

    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        WORDS.setTokenized(true);
        WORDS.setOmitNorms(true);
        WORDS.freeze();
    }

    private final TokenizedRecord terms;

    /** Where terms stand, or {@code null} for each of them once. */
    private final TokenizedRecord.Text text;

    /** Of each term and each mark when there is no text. */
    private final int[] frequencies;

    private final List<BytesRef> marks;

    private TermsField(
            String name,
            FieldType type,
            TokenizedRecord terms,
            TokenizedRecord.Text text,
            int[] frequencies,
            List<BytesRef> marks) {
        super(name, type);
        this.terms = terms;
        this.text = text;
        this.frequencies = frequencies;
        this.marks = marks;
    }

    /** A text with its positions, as {@link TextField} would index it. */
    static TermsField text(String name, TokenizedRecord terms, TokenizedRecord.Text text) {
        return new TermsField(name, TextField.TYPE_NOT_STORED, terms, text, null, List.of());
    }

    /**
     * All terms of a record and some marks, without positions.
     *
     * @param frequencies of the terms, then of the marks
     */
    static TermsField frequencies(String name, TokenizedRecord terms, List<BytesRef> marks, int[] frequencies) {
        return new TermsField(name, WORDS, terms, null, frequencies, marks);
    }

    /** The writer gives the stream of the same field of the record before. */
    @Override
    public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
        Terms stream = reuse instanceof Terms known ? known : new Terms();
        stream.field = this;
        return stream;
    }

    private static final class Terms extends TokenStream {

        private final BytesRef bytes = new BytesRef();
        private final PositionIncrementAttribute increment;
        private final TermFrequencyAttribute frequency;
        private TermsField field;
        private int next;

        Terms() {
            var term = new BytesTermAttributeImpl();
            term.setBytesRef(bytes);
            // before the others, which would bring an attribute of characters for the same purpose
            addAttributeImpl(term);
            increment = addAttribute(PositionIncrementAttribute.class);
            frequency = addAttribute(TermFrequencyAttribute.class);
        }

        @Override
        public void reset() {
            next = 0;
            increment.setPositionIncrement(1);
            frequency.setTermFrequency(1);
        }

        @Override
        public boolean incrementToken() {
            return field.text != null ? nextOfText(field.text) : nextOfAll();
        }

        private boolean nextOfText(TokenizedRecord.Text text) {
            if (next == text.terms().length) {
                return false;
            }
            field.terms.get(text.terms()[next], bytes);
            increment.setPositionIncrement(text.increments()[next]);
            next++;
            return true;
        }

        private boolean nextOfAll() {
            if (next == field.frequencies.length) {
                return false;
            }
            if (next < field.terms.size()) {
                field.terms.get(next, bytes);
            } else {
                BytesRef mark = field.marks.get(next - field.terms.size());
                bytes.bytes = mark.bytes;
                bytes.offset = mark.offset;
                bytes.length = mark.length;
            }
            frequency.setTermFrequency(field.frequencies[next]);
            next++;
            return true;
        }

        @Override
        public void end() {
            increment.setPositionIncrement(field.text == null ? 0 : field.text.last());
        }
    }
}
