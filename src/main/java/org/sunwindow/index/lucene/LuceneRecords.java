package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.index.Entry;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.FirstPublic;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.Records.Referred;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.index.Records.Summary;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.index.Records.Values;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.UnknownPastException;
import org.sunwindow.index.lucene.ReferringRecords.Referring;
import org.sunwindow.index.lucene.facet.FacetCounter;
import org.sunwindow.index.lucene.facet.TallyCollector;
import org.sunwindow.index.lucene.query.CurrentRecord;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.ResolvedFilters;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.query.Standings;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.OpeningHoursField;
import org.sunwindow.index.lucene.write.RecordFiles;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.Phase;
import org.sunwindow.language.ChineseText;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.StoredFile;

/** Reads single records from a snapshot. Summaries come from doc values, without reading the record. */
final class LuceneRecords implements Records {

    private final Snapshot snapshot;
    private final DocumentValues documents;
    private final Instant now;
    private final RecordVisibility visibility;
    private final ReferringRecords referring;
    private final Snapshots guard;
    private final Kinds kinds;
    private final StrictJson json;
    private final LuceneRecords present;
    private final RecordContents contents;

    /**
     * @param now     the instant whose records are read
     * @param guard   of everything that is read, because the callers of the methods also throw exceptions of their own
     * @param present the present records, which give the reason if an earlier state is missing; {@code null} if these
     *     are the present ones
     */
    LuceneRecords(
            Snapshot snapshot, Instant now, Snapshots guard, Kinds kinds, StrictJson json, LuceneRecords present) {
        this.present = present;
        this.kinds = kinds;
        this.json = json;
        this.guard = guard;
        this.snapshot = snapshot;
        this.documents = snapshot.documents();
        this.now = now;
        this.visibility = new RecordVisibility(snapshot, now);
        this.referring = new ReferringRecords(snapshot, now, kinds);
        this.contents = new RecordContents(snapshot, now, kinds);
    }

    @Override
    public Found get(Kind<?> kind, String key) {
        Found found = found(kind, key);
        if (present == null || found instanceof Found.Present) {
            return found;
        }
        Found today = present.found(kind, key);
        if (!(today instanceof Found.Present)) {
            return today;
        }
        present.checkKnown(IndexFields.id(kind.name(), key), now);
        return new Found.Absent();
    }

    private void checkKnown(String id, Instant then) {
        int document = guard.guarded(() -> snapshot.find(id));
        Instant from = guard.guarded(() -> documents.time(document, IndexFields.KNOWN_SINCE));
        if (from != null
                && then.isBefore(from)
                && !then.isBefore(guard.guarded(() -> documents.time(document, IndexFields.UNKNOWN_SINCE)))) {
            throw new UnknownPastException(from);
        }
    }

    private Found found(Kind<?> kind, String key) {
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
                    : new Found.Present(
                            new CurrentRecord(snapshot, now, json)
                                    .of(kind, document, documents.record(document, id, kind)),
                            new Standings(snapshot, now).of(document));
        });
    }

    @Override
    public Optional<OpeningHours> hours(Kind<?> kind, String key) {
        return guard.guarded(() -> {
            int document = snapshot.find(IndexFields.id(kind.name(), key));
            if (document < 0) {
                return Optional.empty();
            }
            LeafReaderContext leaf = snapshot.leaf(document);
            return Optional.ofNullable(
                    OpeningHoursField.read(OpeningHoursField.hours(leaf.reader()), document - leaf.docBase));
        });
    }

    @Override
    public Optional<Summary> find(Kind<?> kind, String key, Filter shown) {
        return guard.guarded(() -> {
            int document = visible(kind, key);
            return document < 0
                    ? Optional.empty()
                    : Optional.of(contents.summary(document, IndexFields.id(kind.name(), key), shown));
        });
    }

    @Override
    public Optional<Entry> entry(Kind<?> kind, String key) {
        return guard.guarded(() -> {
            int document = visible(kind, key);
            return document < 0 ? Optional.empty() : Optional.of(new EntryReader(snapshot, now).read(document));
        });
    }

    /** The document of a record that is public, -1 for none. */
    private int visible(Kind<?> kind, String key) throws IOException {
        int document = snapshot.find(IndexFields.id(kind.name(), key));
        return document < 0 || visibility.reasonHidden(document).isPresent() ? -1 : document;
    }

    @Override
    public Optional<StoredFile> file(String hash, String name) {
        return guard.guarded(() -> {
            var listing = new TermQuery(new Term(IndexFields.DOWNLOAD, RecordFiles.download(hash, name)));
            var query = new BooleanQuery.Builder().add(listing, Occur.FILTER);
            visibility.addTo(query);
            ScoreDoc[] naming = snapshot.search(query.build(), 1, new Sort(StaticRank.BY_ID)).scoreDocs;
            if (naming.length == 0) {
                return Optional.empty();
            }
            int document = naming[0].doc;
            return RecordFiles.read(
                    documents.bytes(document, documents.id(document), IndexFields.DOWNLOAD), hash, name);
        });
    }

    @Override
    public List<Summary> referencing(
            Kind<?> kind, Filter filter, String value, boolean inForce, int most, Filter shown) {
        return guard.guarded(() -> {
            var summaries = new ArrayList<Summary>();
            for (Referring found : referring.find(kind, filter, value, inForce, most)) {
                summaries.add(
                        contents.summary(found.document(), documents.id(found.document()), shown, found.byOther()));
            }
            return summaries;
        });
    }

    @Override
    public List<Summary> alike(Kind<?> kind, String key, List<Filter> filters, int most) {
        return guard.guarded(() -> {
            int document = snapshot.find(IndexFields.id(kind.name(), key));
            var summaries = new ArrayList<Summary>();
            for (int found : document < 0 ? List.<Integer>of() : referring.alike(kind, document, filters, most)) {
                summaries.add(contents.summary(found, documents.id(found), null));
            }
            return summaries;
        });
    }

    @Override
    public List<Stored> after(List<String> wanted, String after, int most) {
        return guard.guarded(() -> {
            var query = new BooleanQuery.Builder().add(snapshot.anyOf(IndexFields.KIND, wanted), Occur.FILTER);
            visibility.addTo(query);
            // identities are unique, so the number of the document before decides nothing
            int last = Math.max(0, snapshot.getIndexReader().maxDoc() - 1);
            FieldDoc before = after == null ? null : new FieldDoc(last, Float.NaN, new Object[] {new BytesRef(after)});
            return contents.stored(
                    snapshot.searchAfter(before, query.build(), most, new Sort(StaticRank.BY_ID)).scoreDocs);
        });
    }

    @Override
    public Optional<Stored> stored(Kind<?> kind, String key) {
        return guard.guarded(() -> {
            int document = visible(kind, key);
            return document < 0 ? Optional.empty() : Optional.of(contents.stored(document));
        });
    }

    @Override
    public List<Stored> bases(Kind<?> kind, String key, boolean cited) {
        return guard.guarded(() -> {
            int document = snapshot.find(IndexFields.id(kind.name(), key));
            var bases = new ArrayList<Stored>();
            for (int basis : document < 0 ? Set.<Integer>of() : new Standings(snapshot, now).bases(document, cited)) {
                bases.add(contents.stored(basis));
            }
            return bases;
        });
    }

    @Override
    public LogPosition position() {
        return snapshot.position;
    }

    @Override
    public List<byte[]> matching(SearchRequest request, int most) {
        return guard.guarded(() -> records(kinds.get(request.kinds().getFirst()), request, most));
    }

    private List<byte[]> records(Kind<?> kind, SearchRequest request, int most) throws IOException {
        var records = new ArrayList<byte[]>();
        for (ScoreDoc hit : snapshot.search(query(request), most, new Sort(StaticRank.BY_ID)).scoreDocs) {
            byte[] json = documents.record(hit.doc, documents.id(hit.doc), kind);
            records.add(new CurrentRecord(snapshot, now, this.json).of(kind, hit.doc, json));
        }
        return records;
    }

    private Query query(SearchRequest request) throws IOException {
        SearchRequest resolved = ResolvedFilters.of(request, snapshot, now).request();
        return new FilterBuilder(snapshot, now).build(resolved, null, null);
    }

    @Override
    public List<Tally> tally(SearchRequest request, List<Filter> by, String measured) {
        String field = measured == null ? null : IndexFields.sorted(measured);
        return guard.guarded(() -> snapshot.search(query(request), TallyCollector.manager(by, field)));
    }

    @Override
    public void values(Kind<?> kind, List<Filter> filters, List<String> numbers, Consumer<Values> visitor) {
        guard.guarded(() -> {
            new RecordValues(snapshot, now).values(kind, filters, numbers, visitor);
            return null;
        });
    }

    @Override
    public void changes(Kind<?> kind, BiConsumer<String, Instant> visitor) {
        guard.guarded(() -> {
            new RecordValues(snapshot, now).changes(kind, visitor);
            return null;
        });
    }

    @Override
    public void references(Kind<?> kind, Filter filter, List<String> numbers, Consumer<Referred> visitor) {
        guard.guarded(() -> {
            new RecordValues(snapshot, now).references(kind, filter, numbers, visitor);
            return null;
        });
    }

    @Override
    public FirstPublic firstPublic(Kind<?> kind, Instant from, Instant until, int skip, int most) {
        return guard.guarded(() -> new FirstPublications(snapshot, now).find(kind, from, until, skip, most));
    }

    @Override
    public Map<String, Integer> counts(Kind<?> kind, Filter filter) {
        return guard.guarded(() -> {
            var hits = new FacetCounter.Hits(SearchRequest.all(kind, 1), null);
            return new FacetCounter(snapshot, new FilterBuilder(snapshot, now), now, hits, selected -> hits)
                    .all(filter);
        });
    }

    @Override
    public List<Stored> standards(String subject, int most) {
        return guard.guarded(() -> {
            var query = new BooleanQuery.Builder().add(snapshot.term(IndexFields.STANDARD, subject), Occur.FILTER);
            visibility.addTo(query);
            visibility.addPhase(query, Phase.CURRENT, now);
            return contents.stored(
                    snapshot.search(query.build(), most, new Sort(StaticRank.BY_RANK, StaticRank.BY_ID)).scoreDocs);
        });
    }

    @Override
    public boolean hasNumber(String number) {
        return guard.guarded(() -> snapshot.hasIdentifier(ChineseText.identifier(number)));
    }
}
