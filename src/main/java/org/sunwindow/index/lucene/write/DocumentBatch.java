package org.sunwindow.index.lucene.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
import org.sunwindow.publication.Past;

/**
 * Changes of the log as documents, one for each key with its latest state. They are sorted in the order of the index,
 * so that flushing them does not have to sort every postings list.
 *
 * @param dropped    records whose superseded states are deleted before those given are added
 * @param superseded states of the records before these
 */
public record DocumentBatch(List<Entry> entries, List<Term> dropped, List<Entry> superseded)
        implements SearchIndex.Batch {

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
        var superseded = new ArrayList<Entry>();
        var dropped = new ArrayList<Term>();
        newest.forEach((id, change) -> {
            Document document = document(change, () -> documents.document(change));
            entries.add(entry(id, document, order));
            // what is not served now has no past either
            if (document == null || change.past().dropped()) {
                dropped.add(id);
            }
            for (Past.Superseded state : document == null
                    ? List.<Past.Superseded>of()
                    : change.past().states()) {
                superseded.add(entry(
                        new Term(IndexFields.STATE, DocumentBuilder.state(state)),
                        document(state.state(), () -> documents.superseded(state)),
                        order));
            }
        });
        sort(entries);
        sort(superseded);
        return new DocumentBatch(entries, dropped, superseded);
    }

    private static Entry entry(Term id, Document document, Sort order) {
        return new Entry(id, document, document == null ? new long[0] : sortKey(document, order));
    }

    private static void sort(List<Entry> entries) {
        entries.sort(Comparator.comparing(Entry::sortKey, Arrays::compare)
                .thenComparing(entry -> entry.id().bytes()));
    }

    private static Document document(Change change, Supplier<Document> building) {
        try {
            return building.get();
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
