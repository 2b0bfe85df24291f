package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sunwindow.index.Entry;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/** Reads hits as {@link Entry}, without their JSON. Not thread-safe. */
final class EntryReader {

    private final Snapshot snapshot;
    private final DocumentValues documents;
    private final RecordVisibility visibility;

    /** Titles of organizations, empty where they are not public; the hits of a page have few. */
    private final Map<String, String> organizations = new HashMap<>();

    EntryReader(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.documents = snapshot.documents();
        this.visibility = new RecordVisibility(snapshot, now);
    }

    Entry read(int document) throws IOException {
        String id = documents.id(document);
        return new Entry(
                id.substring(0, id.indexOf('/')),
                documents.key(document, id),
                Objects.requireNonNullElse(documents.title(document, id), ""),
                Objects.requireNonNullElse(documents.text(document, IndexFields.SUMMARY, id), ""),
                publisher(document, id),
                leaves(documents.values(document, Filter.TOPIC)),
                documents.time(document, IndexFields.DATE),
                documents.time(document, IndexFields.VISIBLE_FROM),
                documents.time(document, IndexFields.VISIBLE_UNTIL),
                documents.time(document, IndexFields.UPDATED));
    }

    private String publisher(int document, String id) throws IOException {
        String publisher = documents.text(document, IndexFields.PUBLISHER, id);
        String organization = publisher == null ? documents.text(document, IndexFields.ORGANIZATION, id) : null;
        if (organization == null) {
            return publisher;
        }
        String title = organizations.get(organization);
        if (title == null) {
            title = title(organization);
            organizations.put(organization, title);
        }
        return title.isEmpty() ? null : title;
    }

    private String title(String id) throws IOException {
        int document = snapshot.find(id);
        return document < 0 || visibility.reasonHidden(document).isPresent() ? "" : documents.title(document, id);
    }

    /** The index has every path together with its ancestors. */
    private static List<String> leaves(List<String> paths) {
        return paths.stream()
                .filter(path -> paths.stream().noneMatch(other -> other.startsWith(path + "/")))
                .toList();
    }
}
