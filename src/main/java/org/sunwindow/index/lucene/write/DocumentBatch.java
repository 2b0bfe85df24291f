package org.sunwindow.index.lucene.write;

import java.time.Instant;
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
import org.sunwindow.http.Failures;
import org.sunwindow.publication.Change;

/**
 * Changes of the log as documents, ready to be written, one for each key with its newest state. They stand in the order
 * of the index, so that it need not put the list of every word in order again when it writes them to disk.
 *
 * @param changes how many there were
 * @param last    of them, {@code null} for none
 */
public record DocumentBatch(int changes, End last, List<Entry> entries) {

    private static final Logger LOG = Logger.getLogger(DocumentBatch.class);

    /** Where the log stands after it; the records themselves are not held twice. */
    public record End(long revision, Instant time) {}

    /**
     * @param document {@code null} for one that cannot be made: what stood there is not shown any more
     * @param place    in the order of the index, ascending
     */
    public record Entry(Term id, Document document, long[] place) {}

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
            entries.add(new Entry(id, document, document == null ? new long[0] : place(document, order)));
        });
        entries.sort(Comparator.comparing(Entry::place, Arrays::compare)
                .thenComparing(entry -> entry.id().bytes()));
        Change last = changes.isEmpty() ? null : changes.getLast();
        return new DocumentBatch(
                changes.size(), last == null ? null : new End(last.revision(), last.changedAt()), entries);
    }

    private static Document document(Change change, DocumentBuilder documents) {
        try {
            return documents.document(change);
        } catch (RuntimeException e) {
            // one bad row must not hold up all that follow it; its message may repeat what it holds
            LOG.errorf("%s %s is not shown: %s", change.kind(), change.key(), Failures.told(e));
            return null;
        }
    }

    /** As far as numbers tell it; of what is alike in these, the key decides. */
    private static long[] place(Document document, Sort order) {
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
