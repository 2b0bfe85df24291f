package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.Sealed;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;

/**
 * Reads values of single documents of a snapshot. Each call opens the doc values of one field; to read many documents,
 * open them once. Thread-safe.
 */
public final class DocumentValues {

    private final Snapshot snapshot;

    DocumentValues(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Returns the identity of a document, see {@link IndexFields#id}. */
    public String id(int document) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        var ids = DocValues.getSorted(leaf.reader(), IndexFields.ID);
        ids.advanceExact(document - leaf.docBase);
        return ids.lookupOrd(ids.ordValue()).utf8ToString();
    }

    public long revision(int document) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        var revisions = DocValues.getNumeric(leaf.reader(), IndexFields.REVISION);
        return revisions.advanceExact(document - leaf.docBase) ? revisions.longValue() : 0;
    }

    /** Returns the title of a document, {@code null} for a tombstone. */
    public String title(int document) throws IOException {
        BytesRef sealed = sealed(document, IndexFields.TITLE);
        return sealed == null ? null : Sealed.open(sealed).utf8ToString();
    }

    /**
     * Returns the title of the document of a record, {@code null} for a tombstone.
     *
     * @param id see {@link IndexFields#id}
     * @throws CorruptIndexException if the document is not that of the record
     */
    public String title(int document, String id) throws IOException {
        return text(document, IndexFields.TITLE, id);
    }

    /**
     * Returns the key of a record as it is shown, {@code null} for a tombstone.
     *
     * @param id see {@link IndexFields#id}
     * @throws CorruptIndexException if the document is not that of the record
     */
    public String key(int document, String id) throws IOException {
        return text(document, IndexFields.KEY, id);
    }

    /**
     * Returns a text of the document of a record, {@code null} if it has none.
     *
     * @param id see {@link IndexFields#id}
     * @throws CorruptIndexException if the document is not that of the record
     */
    public String text(int document, String field, String id) throws IOException {
        BytesRef sealed = sealed(document, field);
        return sealed == null ? null : Sealed.open(sealed, id).utf8ToString();
    }

    private BytesRef sealed(int document, String field) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        var values = DocValues.getBinary(leaf.reader(), field);
        return values.advanceExact(document - leaf.docBase) ? values.binaryValue() : null;
    }

    /** Returns the values of a document by a {@link Filter} that has facets. */
    public List<String> values(int document, String filter) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        var ordinals = DocValues.getSortedSet(leaf.reader(), IndexFields.value(filter));
        var values = new ArrayList<String>();
        if (ordinals.advanceExact(document - leaf.docBase)) {
            for (int i = 0; i < ordinals.docValueCount(); i++) {
                values.add(ordinals.lookupOrd(ordinals.nextOrd()).utf8ToString());
            }
        }
        return values;
    }

    /** Returns a time of a document, {@code null} if it has none. */
    public Instant time(int document, String field) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        var times = DocValues.getSortedNumeric(leaf.reader(), field);
        return times.advanceExact(document - leaf.docBase) ? Instant.ofEpochMilli(times.nextValue()) : null;
    }

    public boolean isInForce(int document, Instant now) throws IOException {
        Instant lapsed = time(document, IndexFields.LAPSED_FROM);
        LeafReaderContext leaf = snapshot.leaf(document);
        return (lapsed == null || now.isBefore(lapsed))
                && !snapshot.lapses().isReplaced(leaf, document - leaf.docBase, now.toEpochMilli());
    }

    /**
     * Returns the bytes of a field with doc values. The document must not be a tombstone.
     *
     * @param id of the record, see {@link IndexFields#id}
     * @throws CorruptIndexException if they are not those that were stored for the record
     */
    public byte[] bytes(int document, String id, String field) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        var values = DocValues.getBinary(leaf.reader(), field);
        if (!values.advanceExact(document - leaf.docBase)) {
            throw new CorruptIndexException("a document without " + field, "document");
        }
        return copy(Sealed.open(values.binaryValue(), id));
    }

    /** Returns the bytes of a stored field, as {@link #bytes} does. */
    public byte[] stored(int document, String id, String field) throws IOException {
        BytesRef sealed =
                snapshot.storedFields().document(document, Set.of(field)).getBinaryValue(field);
        if (sealed == null) {
            throw new CorruptIndexException("a document without " + field, "document");
        }
        return copy(Sealed.open(sealed, id));
    }

    /** Returns the JSON of a record, which must not be a tombstone. */
    public byte[] record(int document, String id, Kind<?> kind) throws IOException {
        return DocumentBuilder.itemIsRecord(kind)
                ? bytes(document, id, IndexFields.ITEM_JSON)
                : stored(document, id, IndexFields.RECORD_JSON);
    }

    private static byte[] copy(BytesRef bytes) {
        return Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
    }

    /**
     * The values by which relevance sorts: descending by score and static rank, then ascending by key.
     *
     * @param id see {@link IndexFields#id}
     */
    public record SortKey(float score, long rank, String id) implements Comparable<SortKey> {

        private static final Comparator<SortKey> ORDER = Comparator.comparing(SortKey::score)
                .thenComparing(SortKey::rank)
                .reversed()
                .thenComparing(key -> new BytesRef(key.id()));

        @Override
        public int compareTo(SortKey other) {
            return ORDER.compare(this, other);
        }

        /** Returns what Lucene's own collectors return for a document with these values. */
        public FieldDoc toFieldDoc(int document) {
            return new FieldDoc(document, score, new Object[] {score, rank, new BytesRef(id)});
        }
    }

    public SortKey sortKey(ScoreDoc hit) {
        try {
            LeafReaderContext leaf = snapshot.leaf(hit.doc);
            var ranks = DocValues.getNumeric(leaf.reader(), IndexFields.STATIC_RANK);
            long rank = ranks.advanceExact(hit.doc - leaf.docBase) ? ranks.longValue() : 0;
            return new SortKey(hit.score, rank, id(hit.doc));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
