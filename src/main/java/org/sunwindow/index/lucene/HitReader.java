package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.Records.Standing;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.SearchResult.Fragment;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.index.lucene.query.CurrentRecord;
import org.sunwindow.index.lucene.query.Lapses;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.query.Standings;
import org.sunwindow.index.lucene.write.OpeningHoursField;
import org.sunwindow.index.lucene.write.Sealed;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;

/** Reads the hits of one page in the order of the index, because doc values can only be read forward. */
final class HitReader {

    private final Snapshot snapshot;
    private final String field;
    private final Instant now;
    private final Moment moment;
    private final Standings standings;
    private final EntryReader entries;
    private final Kind<?> kind;
    private final CurrentRecord current;

    private LeafReaderContext leaf;
    private BinaryDocValues items;
    private Lapses.InLeaf lapses;
    private BinaryDocValues hours;

    /**
     * @param field  with the JSON of the items, {@code null} to read entries
     * @param moment for which opening hours are evaluated, may be {@code null}
     * @param kind   of the hits if the items are as lists of their kind show them, {@code null} for cards
     */
    HitReader(Snapshot snapshot, String field, Instant now, Moment moment, Kind<?> kind, StrictJson json) {
        this.snapshot = snapshot;
        this.field = field;
        this.now = now;
        this.moment = moment;
        this.kind = kind;
        this.current = new CurrentRecord(snapshot, now, json);
        this.standings = new Standings(snapshot, now);
        this.entries = field == null ? new EntryReader(snapshot, now) : null;
    }

    /**
     * @param near       whether the hits are sorted by distance
     * @param highlights of each hit, may be {@code null}
     */
    List<Hit> read(ScoreDoc[] page, boolean near, List<Map<String, List<Fragment>>> highlights) throws IOException {
        var hits = new Hit[page.length];
        int[] ascending = IntStream.range(0, page.length)
                .boxed()
                .sorted(Comparator.comparing(i -> page[i].doc))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : ascending) {
            int document = inLeaf(page[i].doc);
            Double distance = near ? (Double) ((FieldDoc) page[i]).fields[0] : null;
            hits[i] = new Hit(
                    entries == null ? shown(page[i].doc, json(document)) : null,
                    entries == null ? null : entries.read(page[i].doc),
                    new Standing(!lapses.isLapsed(document, now.toEpochMilli()), standings.isBasisInForce(page[i].doc)),
                    distance,
                    moment == null ? null : OpeningHoursField.state(hours, document, moment),
                    highlights == null ? null : highlights.get(i));
        }
        return Arrays.asList(hits);
    }

    private byte[] shown(int document, byte[] json) throws IOException {
        return kind == null ? json : current.of(kind, document, json);
    }

    private int inLeaf(int document) throws IOException {
        LeafReaderContext next = snapshot.leaf(document);
        if (next != leaf) {
            leaf = next;
            items = field == null ? null : DocValues.getBinary(leaf.reader(), field);
            lapses = snapshot.lapses().in(leaf);
            hours = moment == null ? null : OpeningHoursField.hours(leaf.reader());
        }
        return document - leaf.docBase;
    }

    private byte[] json(int document) throws IOException {
        if (!items.advanceExact(document)) {
            throw new CorruptIndexException("a document without " + field, "document");
        }
        BytesRef bytes = Sealed.open(items.binaryValue());
        return Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
    }
}
