package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
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
import org.sunwindow.index.lucene.query.Standings;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.OpeningHoursField;
import org.sunwindow.index.lucene.write.RecordFiles;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.StoredFile;

/** Reads single records from a snapshot. Summaries come from doc values, without reading the record. */
final class LuceneRecords implements SearchIndex.Records {

    private final Snapshot snapshot;
    private final DocumentValues documents;
    private final Instant now;
    private final RecordVisibility visibility;
    private final Snapshots guard;

    /**
     * @param guard of everything that is read, because the callers of the methods also throw exceptions of their own
     */
    LuceneRecords(Snapshot snapshot, Instant now, Snapshots guard) {
        this.guard = guard;
        this.snapshot = snapshot;
        this.documents = snapshot.documents();
        this.now = now;
        this.visibility = new RecordVisibility(snapshot, now);
    }

    @Override
    public Found get(Kind<?> kind, String key) {
        return guard.guarded(() -> {
            String id = IndexFields.id(kind.name(), key);
            int document = snapshot.find(id);
            if (document < 0) {
                return snapshot.retraction(id)
                        .<Found>map(retraction -> retraction.withdrawnAt() == null
                                ? new Found.Replaced()
                                : new Found.Withdrawn(retraction.withdrawnAt()))
                        .orElseGet(Found.Absent::new);
            }
            Optional<Found> hidden = visibility.reasonHidden(document);
            return hidden.isPresent()
                    ? hidden.get()
                    : new Found.Present(json(document, id, kind), new Standings(snapshot, now).of(document));
        });
    }

    private byte[] json(int document, String id, Kind<?> kind) throws IOException {
        return DocumentBuilder.itemIsRecord(kind)
                ? documents.bytes(document, id, IndexFields.ITEM_JSON)
                : documents.stored(document, id, IndexFields.RECORD_JSON);
    }

    @Override
    public Optional<OpeningHours.State> state(Kind<?> kind, String key, Moment moment) {
        return guard.guarded(() -> {
            int document = moment == null ? -1 : snapshot.find(IndexFields.id(kind.name(), key));
            if (document < 0) {
                return Optional.empty();
            }
            LeafReaderContext leaf = snapshot.leaf(document);
            return Optional.ofNullable(
                    OpeningHoursField.state(OpeningHoursField.hours(leaf.reader()), document - leaf.docBase, moment));
        });
    }

    @Override
    public Optional<Summary> find(Kind<?> kind, String key, Filter shown) {
        return guard.guarded(() -> {
            int document = snapshot.find(IndexFields.id(kind.name(), key));
            return document < 0 || visibility.reasonHidden(document).isPresent()
                    ? Optional.empty()
                    : Optional.of(summary(document, IndexFields.id(kind.name(), key), shown));
        });
    }

    @Override
    public Optional<StoredFile> file(String hash) {
        return guard.guarded(() -> {
            var query =
                    new BooleanQuery.Builder().add(new TermQuery(new Term(IndexFields.FILE_HASH, hash)), Occur.FILTER);
            visibility.addTo(query);
            ScoreDoc[] naming = snapshot.search(query.build(), 1, new Sort(StaticRank.BY_ID)).scoreDocs;
            if (naming.length == 0) {
                return Optional.empty();
            }
            int document = naming[0].doc;
            return RecordFiles.read(documents.bytes(document, documents.id(document), IndexFields.FILE_HASH), hash);
        });
    }

    @Override
    public List<Summary> referencing(
            Kind<?> kind, Filter filter, String value, boolean inForce, int most, Filter shown) {
        return guard.guarded(() -> {
            var unresolved = SearchRequest.referencing(kind, filter, value, inForce, most);
            SearchRequest request =
                    ResolvedFilters.of(unresolved, snapshot, now).request();
            var query = new FilterBuilder(snapshot, now).build(request, null, null);
            var summaries = new ArrayList<Summary>();
            for (ScoreDoc hit : snapshot.search(query, most, new Sort(StaticRank.BY_ID)).scoreDocs) {
                summaries.add(summary(hit.doc, documents.id(hit.doc), shown));
            }
            return summaries;
        });
    }

    private Summary summary(int document, String id, Filter shown) throws IOException {
        List<String> values = shown == null ? List.of() : documents.values(document, shown.name());
        return new Summary(
                documents.key(document, id),
                documents.title(document, id),
                documents.isInForce(document, now),
                values.isEmpty() ? null : values.getFirst());
    }
}
