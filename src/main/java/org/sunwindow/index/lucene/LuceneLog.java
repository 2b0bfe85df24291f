package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.LiveDocuments;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.LogPosition;

/** Reads the {@link PublicLog} from a snapshot. Serves one request; not thread-safe. */
final class LuceneLog implements PublicLog {

    /** Name of the filter by publishing body, which most kinds have. */
    private static final String PUBLISHER = "publisher";

    private static final SortField BY_REVISION = new SortField(IndexFields.REVISION, SortField.Type.LONG);

    private final Snapshot snapshot;
    private final Instant now;
    private final Snapshots guard;
    private final Kinds kinds;
    private final DocumentValues documents;
    private final RecordVisibility visibility;

    /**
     * @param guard of everything that is read
     */
    LuceneLog(Snapshot snapshot, Instant now, Snapshots guard, Kinds kinds) {
        this.snapshot = snapshot;
        this.now = now;
        this.guard = guard;
        this.kinds = kinds;
        this.documents = snapshot.documents();
        this.visibility = new RecordVisibility(snapshot, now);
    }

    @Override
    public LogPosition position() {
        return snapshot.position;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public List<Logged> changed(List<String> wanted, long after, int most, boolean records) {
        return guard.guarded(() -> {
            Query later = of(wanted, LongPoint.newRangeQuery(IndexFields.REVISION, after + 1, Long.MAX_VALUE));
            var changed = new ArrayList<Logged>();
            for (ScoreDoc hit : snapshot.search(later, most, new Sort(BY_REVISION)).scoreDocs) {
                changed.add(logged(hit.doc, null, records));
            }
            return changed;
        });
    }

    @Override
    public List<Logged> turned(List<String> wanted, long upTo, Turn after, Instant until, int most, boolean records) {
        return guard.guarded(() -> {
            Query known = of(wanted, LongPoint.newRangeQuery(IndexFields.REVISION, Long.MIN_VALUE, upTo));
            var turned = new ArrayList<Logged>();
            for (String time : List.of(IndexFields.VISIBLE_FROM, IndexFields.VISIBLE_UNTIL)) {
                for (ScoreDoc hit : turned(known, time, after, until, most)) {
                    Instant at = Instant.ofEpochMilli((Long) ((FieldDoc) hit).fields[0]);
                    turned.add(logged(hit.doc, at, records));
                }
            }
            turned.sort(Comparator.comparing(Logged::at).thenComparing(Logged::revision));
            return turned.subList(0, Math.min(most, turned.size()));
        });
    }

    private ScoreDoc[] turned(Query known, String time, Turn after, Instant until, int most) throws IOException {
        long from = after.at().toEpochMilli();
        Query within = new BooleanQuery.Builder()
                .add(known, Occur.FILTER)
                .add(LongField.newRangeQuery(time, from, until.toEpochMilli()), Occur.FILTER)
                .build();
        var order = new Sort(LongField.newSortField(time, false, SortedNumericSelector.Type.MIN), BY_REVISION);
        // revisions are unique, so the number of the document before decides nothing
        int last = Math.max(0, snapshot.getIndexReader().maxDoc() - 1);
        var before = new FieldDoc(last, Float.NaN, new Object[] {from, after.revision()});
        return snapshot.searchAfter(before, within, most, order).scoreDocs;
    }

    private Query of(List<String> wanted, Query condition) throws IOException {
        return new BooleanQuery.Builder()
                .add(snapshot.anyOf(IndexFields.LOGGED, wanted), Occur.FILTER)
                .add(condition, Occur.FILTER)
                .build();
    }

    /**
     * @param at when the record became what it is, {@code null} if by its last change
     */
    private Logged logged(int document, Instant at, boolean withJson) throws IOException {
        String id = documents.id(document);
        Kind<?> kind = kinds.get(id.substring(0, id.indexOf('/')));
        String key = id.substring(id.indexOf('/') + 1);
        long revision = documents.revision(document);
        Optional<Found> hidden = visibility.reasonHidden(document);
        if (hidden.isEmpty()) {
            return new Logged(
                    kind.name(),
                    key,
                    revision,
                    at == null ? documents.time(document, IndexFields.UPDATED) : at,
                    null,
                    documents.values(document, PUBLISHER),
                    withJson ? documents.record(document, id, kind) : null);
        }
        Absence absence = switch (hidden.get()) {
            case Found.Withdrawn withdrawn ->
                documents.time(document, IndexFields.firstPublic(kind.name())) == null
                        ? Absence.NEVER_PUBLIC
                        : Absence.WITHDRAWN;
            case Found.Expired expired -> Absence.EXPIRED;
            default -> earlierState(document, kind);
        };
        return new Logged(
                kind.name(), key, revision, at == null ? ended(document, absence) : at, absence, List.of(), null);
    }

    /** Compared with each other and not with the clock, which may differ from that of the instance that wrote them. */
    private Absence earlierState(int document, Kind<?> kind) throws IOException {
        Instant first = documents.time(document, IndexFields.firstPublic(kind.name()));
        Instant from = documents.time(document, IndexFields.VISIBLE_FROM);
        return first == null || first.isBefore(from) ? Absence.NOT_PUBLIC : Absence.NEVER_PUBLIC;
    }

    private Instant ended(int document, Absence absence) throws IOException {
        Instant withdrawn = documents.time(document, IndexFields.WITHDRAWN_AT);
        Instant until = documents.time(document, IndexFields.VISIBLE_UNTIL);
        return switch (absence) {
            case WITHDRAWN -> withdrawn;
            case EXPIRED -> until;
            // it begins later, so its change is in the past
            default -> now;
        };
    }

    @Override
    public List<Logged> records(Kind<?> kind, String after, int most) {
        String prefix = kind.name() + '/';
        var found = new ArrayList<Logged>();
        return guard.guarded(() -> {
            String before = after == null ? null : prefix + after;
            LiveDocuments.inOrder(snapshot.getIndexReader(), IndexFields.ID, prefix, before, (document, id) -> {
                if (visibility.reasonHidden(document).isEmpty()) {
                    found.add(logged(document, null, true));
                }
                return found.size() < most;
            });
            return found;
        });
    }

    @Override
    public byte[] digests(Kind<?> kind) {
        return guard.guarded(() -> {
            var query = new BooleanQuery.Builder().add(snapshot.term(IndexFields.KIND, kind.name()), Occur.FILTER);
            visibility.addTo(query);
            Query shown = query.build();
            var digests = new Digests(snapshot.count(shown));
            LiveDocuments.each(snapshot, shown, leaf -> {
                var values = DocValues.getBinary(leaf.reader(), IndexFields.DIGEST);
                return document -> {
                    values.advanceExact(document);
                    digests.add(values.binaryValue());
                };
            });
            return digests.sorted();
        });
    }
}
