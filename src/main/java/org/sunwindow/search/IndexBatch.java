package org.sunwindow.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jboss.logging.Logger;
import org.sunwindow.publication.Change;
import org.sunwindow.web.Failures;

/**
 * Changes of the log as documents, ready to be written. They stand in the order of the index, which spares it to put
 * every list of every word in order again when they reach the disk.
 *
 * @param changes as the log has them
 * @param entries one for each key, with its newest state
 */
record IndexBatch(List<Change> changes, List<Entry> entries) {

    private static final Logger LOG = Logger.getLogger(IndexBatch.class);

    /**
     * @param document {@code null} for one that cannot be made: what stood there is not shown any more
     */
    record Entry(Term id, Document document) {}

    static IndexBatch of(List<Change> changes, LuceneDocuments documents, Sort order) {
        Map<Term, Change> newest = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change.isWithdrawal() || documents.knows(change)) {
                newest.put(new Term(Fields.ID, Fields.id(change.kind(), change.key())), change);
            }
        }
        var entries = new ArrayList<Entry>(newest.size());
        newest.forEach((id, change) -> entries.add(new Entry(id, document(change, documents))));
        entries.sort(Comparator.comparing(Entry::document, Comparator.nullsLast(comparator(order))));
        return new IndexBatch(changes, entries);
    }

    private static Document document(Change change, LuceneDocuments documents) {
        try {
            return documents.document(change);
        } catch (RuntimeException e) {
            // one bad row must not hold up all that follow it; its message may repeat what it holds
            LOG.errorf("%s %s is not shown: %s", change.kind(), change.key(), Failures.told(e));
            return null;
        }
    }

    /** As far as it is told by numbers; what else there is to an order is left to the index. */
    private static Comparator<Document> comparator(Sort order) {
        Comparator<Document> comparator = (one, other) -> 0;
        for (SortField field : order.getSort()) {
            if (field.getType() != SortField.Type.LONG) {
                break;
            }
            Comparator<Document> next = Comparator.comparingLong(document -> number(document, field));
            comparator = comparator.thenComparing(field.getReverse() ? next.reversed() : next);
        }
        return comparator;
    }

    private static long number(Document document, SortField field) {
        for (IndexableField value : document.getFields(field.getField())) {
            if (value.numericValue() != null) {
                return value.numericValue().longValue();
            }
        }
        return field.getMissingValue() instanceof Long missing ? missing : 0;
    }
}
