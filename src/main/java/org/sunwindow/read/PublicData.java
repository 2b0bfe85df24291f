package org.sunwindow.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;

/** What is public at one moment, in one state of the index. Serves one request; not thread-safe. */
public final class PublicData {

    private final SearchIndex index;
    private final Records records;
    private final Kinds kinds;
    private final StrictJson json;
    private final Instant now;
    private final ZoneId zone;
    private final WorkingDays days;
    private final RelatedRecords related;

    PublicData(
            SearchIndex index,
            Records records,
            Kinds kinds,
            StrictJson json,
            Instant now,
            ZoneId zone,
            WorkingDays days) {
        this.index = index;
        this.records = records;
        this.kinds = kinds;
        this.json = json;
        this.now = now;
        this.zone = zone;
        this.days = days;
        this.related = new IndexedRelations(records, kinds);
    }

    public Instant now() {
        return now;
    }

    /** The time zone of dates. */
    public ZoneId zone() {
        return zone;
    }

    public AsOf asOf() {
        return AsOf.of(records.position(), zone);
    }

    public RelatedRecords related() {
        return related;
    }

    public Records records() {
        return records;
    }

    /** Reads a record that the index returned. */
    public <R> R read(Kind<R> kind, byte[] record) {
        return new RecordReader(json).read(kind, record, RecordReader.STANDARD);
    }

    /**
     * Checks that a record is public now.
     *
     * @throws ProblemException if it is not
     */
    public void require(Kind<?> kind, String key) {
        Presence.require(kind, records.get(kind, key), null, zone);
    }

    /** Returns the JSON of a record of any kind, empty unless it is public. */
    public Optional<JsonNode> json(String kind, String key) {
        Kind<?> known = kinds.get(kind);
        return known != null && records.get(known, key) instanceof Found.Present found
                ? json.tree(new String(found.json(), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /**
     * Returns the keys and titles of the records of a kind, in the order of their keys.
     *
     * @param kind name of a kind; one that is not installed has no records
     * @param most maximum number of records
     */
    public List<Reference> references(String kind, int most) {
        return kinds.get(kind) == null
                ? List.of()
                : records.after(List.of(kind), null, most).stream()
                        .map(stored -> new Reference(
                                stored.summary().key(),
                                stored.summary().title(),
                                stored.summary().inForce() ? null : false))
                        .toList();
    }

    /** Returns a page of hits. They may be of a later state than the records. */
    public SearchResult search(SearchRequest request) {
        return index.search(request, now);
    }

    public Selection all(Kind<?> kind) {
        return selection(kind, SearchRequest.all(kind, 1));
    }

    Selection selection(Kind<?> kind, SearchRequest request) {
        return new Selection(records, json, kind, request, zone, days);
    }
}
