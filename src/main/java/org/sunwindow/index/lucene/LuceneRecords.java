package org.sunwindow.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchIndex.Found;
import org.sunwindow.index.SearchIndex.Summary;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.ResolvedFilters;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.OpeningHoursField;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;

/** Reads single records from a snapshot. Summaries come from doc values, without reading the record. */
final class LuceneRecords implements SearchIndex.Records {

    private final Snapshot snapshot;
    private final DocumentValues documents;
    private final Instant now;
    private final RecordVisibility visibility;

    LuceneRecords(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.documents = snapshot.documents();
        this.now = now;
        this.visibility = new RecordVisibility(snapshot, now);
    }

    @Override
    public Found get(Kind<?> kind, String key) {
        try {
            int document = snapshot.find(IndexFields.id(kind.name(), key));
            if (document < 0) {
                return new Found.Absent();
            }
            Optional<Found> hidden = visibility.reasonHidden(document);
            return hidden.isPresent() ? hidden.get() : new Found.Present(json(document, kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] json(int document, Kind<?> kind) throws IOException {
        return DocumentBuilder.itemIsRecord(kind)
                ? documents.bytes(document, IndexFields.ITEM_JSON)
                : documents.stored(document, IndexFields.RECORD_JSON);
    }

    @Override
    public Optional<OpeningHours.State> state(Kind<?> kind, String key, Moment moment) {
        try {
            int document = moment == null ? -1 : snapshot.find(IndexFields.id(kind.name(), key));
            if (document < 0) {
                return Optional.empty();
            }
            LeafReaderContext leaf = snapshot.leaf(document);
            return Optional.ofNullable(
                    OpeningHoursField.state(OpeningHoursField.hours(leaf.reader()), document - leaf.docBase, moment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Summary> find(Kind<?> kind, String key, Filter shown) {
        try {
            int document = snapshot.find(IndexFields.id(kind.name(), key));
            return document < 0 || visibility.reasonHidden(document).isPresent()
                    ? Optional.empty()
                    : Optional.of(summary(document, shown));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Summary> referencing(Kind<?> kind, Filter filter, String value, int most, Filter shown) {
        try {
            var unresolved = SearchRequest.referencing(kind, filter, value, most);
            SearchRequest request = ResolvedFilters.of(unresolved, snapshot).request();
            var query = new FilterBuilder(snapshot, now).build(request, null, null);
            var summaries = new ArrayList<Summary>();
            for (ScoreDoc hit : snapshot.search(query, most, new Sort(StaticRank.BY_ID)).scoreDocs) {
                summaries.add(summary(hit.doc, shown));
            }
            return summaries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Summary summary(int document, Filter shown) throws IOException {
        List<String> values = shown == null ? List.of() : documents.values(document, shown.name());
        return new Summary(
                documents.key(document),
                documents.title(document),
                documents.isInForce(document, now),
                values.isEmpty() ? null : values.getFirst());
    }
}
