package org.sunwindow.index.lucene.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.publication.Change;

/**
 * Changes of the log as documents, one for each key with its latest state. They are sorted in the order of the index, so
 * that flushing them does not have to sort every postings list.
 */
public record DocumentBatch(List<Entry> entries) implements SearchIndex.Batch {

    private static final Logger LOG = Logger.getLogger(DocumentBatch.class);

    /**
     * @param document {@code null} for a record that cannot be converted and is deleted
     * @param sortKey  position in the order of the index, ascending
     */
    public record Entry(Term id, Document document, long[] sortKey) {}

    public static DocumentBatch of(List<Change> changes, DocumentBuilder documents, Sort order) {
        Map<Term, Change> newest = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change.isWithdrawal() || documents.knows(change)) {
                newest.put(new Term(IndexFields.ID, IndexFields.id(change.kind(), change.key())), change);
            }
        }
        var entries = new ArrayList<Entry>(newest.size());
        newest.forEach((id, change) -> {
            Document document = document(change, documents);
            entries.add(new Entry(id, document, document == null ? new long[0] : sortKey(document, order)));
        });
        entries.sort(Comparator.comparing(Entry::sortKey, Arrays::compare)
                .thenComparing(entry -> entry.id().bytes()));
        return new DocumentBatch(entries);
    }

    private static Document document(Change change, DocumentBuilder documents) {
        try {
            return documents.document(change);
        } catch (RuntimeException e) {
            // one malformed record must not block those after it
            LOG.errorf(
                    "%s %s cannot be indexed and is not served: %s",
                    change.kind(), change.key(), ExceptionSummary.of(e));
            return null;
        }
    }

    /** Returns the numeric part of the order; documents that are equal in it are sorted by key. */
    private static long[] sortKey(Document document, Sort order) {
        return Stream.of(order.getSort())
                .takeWhile(field -> field.getType() == SortField.Type.LONG)
                .mapToLong(field -> field.getReverse() ? ~number(document, field) : number(document, field))
                .toArray();
    }

    private static long number(Document document, SortField field) {
        for (IndexableField value : document) {
            if (value.name().equals(field.getField()) && value.numericValue() != null) {
                return value.numericValue().longValue();
            }
        }
        return field.getMissingValue() instanceof Long missing ? missing : 0;
    }
}
