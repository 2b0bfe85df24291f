package org.sunwindow.read;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.index.Entry;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.Representation.Described;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.place.Coordinates;

/** Reads records for their formats. Thread-safe. */
final class ShownRecords {

    private final RecordReader reader;
    private final PublicSite site;
    private final ZoneId zone;

    ShownRecords(RecordReader reader, PublicSite site, ZoneId zone) {
        this.reader = reader;
        this.site = site;
        this.zone = zone;
    }

    <R> Shown<R> listed(Kind<R> kind, Hit hit) {
        return new Shown<>(
                read(kind, hit.json()),
                hit.distance(),
                hit.state(),
                hit.standing().inForce(),
                null,
                null);
    }

    <R> Shown<R> single(Kind<R> kind, Found.Present found, OpeningHours.State state, Entry entry) {
        Instant published = entry.from() == null ? entry.date() : entry.from();
        var described = new Described(
                entry.key(),
                entry.title(),
                entry.summary(),
                entry.publisher(),
                local(published),
                local(entry.updated()));
        return new Shown<>(
                read(kind, found.json()),
                null,
                state,
                found.standing().inForce(),
                site.address(kind.address(entry.key())),
                described);
    }

    private <R> R read(Kind<R> kind, byte[] json) {
        return reader.read(kind, json, Coordinates.System.WGS84);
    }

    private OffsetDateTime local(Instant time) {
        return time == null ? null : time.atZone(zone).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
    }
}
