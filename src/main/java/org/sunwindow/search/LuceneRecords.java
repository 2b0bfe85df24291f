package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.sunwindow.search.SearchIndex.Found;
import org.sunwindow.search.SearchIndex.Named;

/** Single records of a snapshot, by key or by whom they name. */
final class LuceneRecords {

    private final Snapshot snapshot;
    private final Instant now;

    LuceneRecords(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    /**
     * @param whole whether a list shows the records of this kind whole
     */
    Found get(String kind, String key, boolean whole) throws IOException {
        int document = snapshot.find(Fields.id(kind, key));
        if (document < 0) {
            return new Found.Absent();
        }
        Instant withdrawn = snapshot.time(document, Fields.WITHDRAWN_AT);
        if (withdrawn != null) {
            return new Found.Withdrawn(withdrawn);
        }
        if (isToCome(document)) {
            return new Found.Absent();
        }
        if (isOver(document)) {
            return new Found.Expired();
        }
        return new Found.Present(
                whole ? snapshot.bytes(document, Fields.ITEM_JSON) : snapshot.stored(document, Fields.RECORD_JSON));
    }

    private boolean isToCome(int document) throws IOException {
        Instant from = snapshot.time(document, Fields.VISIBLE_FROM);
        return from != null && now.isBefore(from);
    }

    private boolean isOver(int document) throws IOException {
        Instant until = snapshot.time(document, Fields.VISIBLE_UNTIL);
        return until != null && !now.isBefore(until);
    }

    /** See {@link SearchIndex#named}. */
    Optional<Named> named(String kind, String key, String value) throws IOException {
        int document = snapshot.find(Fields.id(kind, key));
        if (document < 0
                || snapshot.time(document, Fields.WITHDRAWN_AT) != null
                || isToCome(document)
                || isOver(document)) {
            return Optional.empty();
        }
        return Optional.of(named(document, key, value));
    }

    /** See {@link SearchIndex#naming}. */
    List<Named> naming(SearchRequest asked, String value) throws IOException {
        SearchRequest request = ResolvedFilters.of(asked, snapshot, now).request();
        var query = new LuceneFilters(snapshot, now).filtered(request, null, null);
        int kind = request.kinds().getFirst().length();
        var named = new ArrayList<Named>();
        for (ScoreDoc hit : snapshot.search(query, request.size(), new Sort(Standing.LAST)).scoreDocs) {
            named.add(named(hit.doc, snapshot.id(hit.doc).substring(kind + 1), value));
        }
        return named;
    }

    private Named named(int document, String key, String value) throws IOException {
        List<String> values = value == null ? List.of() : snapshot.values(document, value);
        return new Named(
                key,
                snapshot.title(document),
                snapshot.isInForce(document, now),
                values.isEmpty() ? null : values.getFirst());
    }
}
