package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Query;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.publisher.OwnerRights;

/**
 * Reads the owners of the records of a snapshot, and decides whether a record may make statements about another. It
 * keeps the doc values of the segment that was read last, so reading documents in ascending order is fastest. Not
 * thread-safe.
 */
public final class Owners {

    private final Snapshot snapshot;
    private final OwnerRights rights;
    private final Column owners = new Column(IndexFields.OWNER);
    private final Column targets = new Column(IndexFields.OWNER);
    private final Column divisions = new Column(IndexFields.OWNED_IN);

    public Owners(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.rights = snapshot.rights();
    }

    /** Whether the owner of a record may write another record. */
    public boolean mayWrite(int document, int other) throws IOException {
        String writer = owners.of(document);
        String owner = targets.of(other);
        return writer.equals(owner) || rights.mayWrite(writer, owner, divisions.of(other));
    }

    /** Selects the records whose owners may write a record. */
    public Query writersOf(int document) throws IOException {
        return snapshot.anyOf(
                IndexFields.OWNER, List.copyOf(rights.writers(targets.of(document), divisions.of(document))));
    }

    /** Selects the records of the owner of a record. */
    public Query sameAs(int document) throws IOException {
        return snapshot.term(IndexFields.OWNER, owners.of(document));
    }

    /** The values of one field. */
    private final class Column {

        private final String field;
        private LeafReaderContext leaf;
        private SortedDocValues values;
        private int last;

        Column(String field) {
            this.field = field;
        }

        /** Returns the value of a document, empty for none. */
        String of(int document) throws IOException {
            if (leaf == null
                    || document < last
                    || document >= leaf.docBase + leaf.reader().maxDoc()) {
                leaf = snapshot.leaf(document);
                values = DocValues.getSorted(leaf.reader(), field);
            }
            last = document;
            return values.advanceExact(document - leaf.docBase)
                    ? values.lookupOrd(values.ordValue()).utf8ToString()
                    : "";
        }
    }
}
