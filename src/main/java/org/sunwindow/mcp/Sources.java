package org.sunwindow.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.sunwindow.index.Entry;
import org.sunwindow.index.Records.Summary;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.PublicSite;

/** Says where records come from. Thread-safe. */
@ApplicationScoped
class Sources {

    /** Of records without a publisher, when the settings do not name the website. */
    private static final String SERVICE = "阳光窗口";

    private final Kinds kinds;
    private final PublicSite site;

    Sources(Kinds kinds, PublicSite site) {
        this.kinds = kinds;
        this.site = site;
    }

    /** Returns the source of a record, empty unless it is public. */
    Optional<Source> of(PublicData data, Kind<?> kind, String key) {
        Optional<Entry> entry = data.records().entry(kind, kind.key(key));
        Optional<Summary> summary = data.records().find(kind, kind.key(key), null);
        return entry.isPresent() && summary.isPresent()
                ? Optional.of(of(data, entry.get(), summary.get().inForce()))
                : Optional.empty();
    }

    /**
     * @param hit of a request for entries
     */
    Source of(PublicData data, Hit hit) {
        return of(data, hit.entry(), hit.standing().inForce());
    }

    private Source of(PublicData data, Entry entry, boolean inForce) {
        Instant date = Objects.requireNonNullElse(entry.date(), entry.updated());
        return new Source(
                entry.title(),
                entry.kind(),
                entry.key(),
                entry.publisher() == null ? owner() : entry.publisher(),
                site.link(kinds.get(entry.kind()).address(entry.key())),
                date.atZone(data.zone()).toLocalDate(),
                inForce);
    }

    private String owner() {
        return site.name().orElse(SERVICE);
    }

    /** The address of something else below the API. */
    String link(String below) {
        return site.link(below);
    }

    String label(String kind) {
        return kinds.get(kind).label();
    }
}
