package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.sunwindow.index.Records.FirstPublic;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.Records.Published;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Kind;

/**
 * Finds what first became public in a period. Tombstones are found, too: what a period had does not change with what
 * becomes of it. Serves one request; not thread-safe.
 */
final class FirstPublications {

    private final Snapshot snapshot;
    private final DocumentValues documents;
    private final RecordVisibility visibility;

    FirstPublications(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.documents = snapshot.documents();
        this.visibility = new RecordVisibility(snapshot, now);
    }

    FirstPublic find(Kind<?> kind, Instant from, Instant until, int skip, int most) throws IOException {
        String field = IndexFields.firstPublic(kind.name());
        Query query = LongField.newRangeQuery(field, from.toEpochMilli(), until.toEpochMilli() - 1);
        int total = snapshot.count(query);
        var records = new ArrayList<Published>();
        if (skip < total) {
            var order =
                    new Sort(LongField.newSortField(field, false, SortedNumericSelector.Type.MIN), StaticRank.BY_ID);
            ScoreDoc[] hits = snapshot.search(query, Math.min(total, skip + most), order).scoreDocs;
            for (int i = skip; i < hits.length; i++) {
                records.add(published(hits[i].doc, kind, field));
            }
        }
        return new FirstPublic(total, records);
    }

    private Published published(int document, Kind<?> kind, String field) throws IOException {
        String id = documents.id(document);
        Instant at = documents.time(document, field);
        Optional<Found> hidden = visibility.reasonHidden(document);
        if (hidden.isPresent()) {
            Instant withdrawn = hidden.get() instanceof Found.Withdrawn tombstone ? tombstone.at() : null;
            boolean expired = hidden.get() instanceof Found.Expired;
            return new Published(at, id.substring(kind.name().length() + 1), null, withdrawn, expired);
        }
        return new Published(
                at, documents.key(document, id), documents.bytes(document, id, IndexFields.ITEM_JSON), null, false);
    }
}
