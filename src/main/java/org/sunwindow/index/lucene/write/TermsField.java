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

/** A field of terms that are already computed, so that indexing it involves no analysis. */
final class TermsField extends Field {

    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        WORDS.setTokenized(true);
        WORDS.setOmitNorms(true);
        WORDS.freeze();
    }

    private final TokenizedRecord record;

    /** The text whose terms and positions are indexed; {@code null} for every term of the record once. */
    private final TokenizedRecord.Text text;

    /** Of the terms, then of the tags; {@code null} with a text. */
    private final int[] frequencies;

    private final List<BytesRef> tags;

    private TermsField(
            String name,
            FieldType type,
            TokenizedRecord record,
            TokenizedRecord.Text text,
            int[] frequencies,
            List<BytesRef> tags) {
        super(name, type);
        this.record = record;
        this.text = text;
        this.frequencies = frequencies;
        this.tags = tags;
    }

    /** Returns a field with the terms and positions that {@link TextField} would index for a text. */
    static TermsField text(String name, TokenizedRecord record, TokenizedRecord.Text text) {
        return new TermsField(name, TextField.TYPE_NOT_STORED, record, text, null, List.of());
    }

    /**
     * Returns a field with all terms of a record and further terms, without positions.
     *
     * @param tags        the further terms
     * @param frequencies of the terms by their numbers, then of the tags
     */
    static TermsField frequencies(String name, TokenizedRecord record, List<BytesRef> tags, int[] frequencies) {
        return new TermsField(name, WORDS, record, null, frequencies, tags);
    }

    /** Reuses the stream of the previous document, which the writer passes. */
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
            // added first, since the other attributes would otherwise bring their own term attribute of characters
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
            return field.text != null ? nextOfText(field.text) : nextOfRecord();
        }

        private boolean nextOfText(TokenizedRecord.Text text) {
            if (next == text.terms().length) {
                return false;
            }
            field.record.get(text.terms()[next], bytes);
            increment.setPositionIncrement(text.increments()[next]);
            next++;
            return true;
        }

        private boolean nextOfRecord() {
            if (next == field.frequencies.length) {
                return false;
            }
            if (next < field.record.size()) {
                field.record.get(next, bytes);
            } else {
                BytesRef tag = field.tags.get(next - field.record.size());
                bytes.bytes = tag.bytes;
                bytes.offset = tag.offset;
                bytes.length = tag.length;
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
