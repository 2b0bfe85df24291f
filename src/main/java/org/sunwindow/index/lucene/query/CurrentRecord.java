package org.sunwindow.index.lucene.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Phase;

/**
 * Updates the JSON of a record, which was stored when it was indexed, to the present: removes links to records that are
 * not public, and files that have not arrived, and sets the validity of its {@link Phase}. Most records need no update and
 * are not parsed. Serves one request; not thread-safe.
 */
public final class CurrentRecord {

    private final Snapshot snapshot;
    private final Instant now;
    private final StrictJson json;
    private final RecordVisibility visibility;

    /** Whether the record of an identity is public. */
    private final Map<String, Boolean> known = new HashMap<>();

    public CurrentRecord(Snapshot snapshot, Instant now, StrictJson json) {
        this.snapshot = snapshot;
        this.now = now;
        this.json = json;
        this.visibility = new RecordVisibility(snapshot, now);
    }

    /**
     * @param stored the JSON of the record or of its item in a list
     */
    public byte[] of(Kind<?> kind, int document, byte[] stored) throws IOException {
        Set<String> dead = deadLinks(document);
        Filter phased = kind.fields().validity().orElse(null);
        String validity = phased == null ? null : validity(phased, document);
        if (dead.isEmpty() && (phased == null || isSent(phased, document, validity))) {
            return stored;
        }
        var record = (ObjectNode)
                json.tree(new String(stored, StandardCharsets.UTF_8)).orElseThrow();
        if (!dead.isEmpty()) {
            var declared = new DeclaredValues(kind);
            declared.remove(record, link -> dead.contains(IndexFields.id(link.kind(), link.key())));
            declared.removeAbsentFiles(record);
        }
        if (phased != null && validity != null) {
            record.put(phased.name(), validity);
        }
        return json.writeBytes(record);
    }

    private boolean isSent(Filter phased, int document, String validity) throws IOException {
        return validity == null
                || snapshot.documents().values(document, phased.name()).contains(validity);
    }

    /** Returns the validity of a document now, {@code null} if it has none. */
    private String validity(Filter phased, int document) throws IOException {
        String field = phased.at(phase(document)).name();
        List<String> values = snapshot.documents().values(document, field);
        return values.isEmpty() ? null : values.getFirst();
    }

    private Phase phase(int document) throws IOException {
        if (!snapshot.documents().isInForce(document, now)) {
            return Phase.LAPSED;
        }
        Instant from = snapshot.documents().time(document, IndexFields.IN_EFFECT_FROM);
        return from != null && now.isBefore(from) ? Phase.PENDING : Phase.CURRENT;
    }

    private Set<String> deadLinks(int document) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        SortedSetDocValues links = DocValues.getSortedSet(leaf.reader(), IndexFields.LINKS);
        if (links.getValueCount() == 0 || !links.advanceExact(document - leaf.docBase)) {
            return Set.of();
        }
        var ids = new ArrayList<String>();
        for (int i = links.docValueCount(); i > 0; i--) {
            ids.add(links.lookupOrd(links.nextOrd()).utf8ToString());
        }
        var dead = new HashSet<String>();
        for (String id : ids) {
            Boolean isPublic = known.get(id);
            if (isPublic == null) {
                int target = snapshot.find(id);
                isPublic = target >= 0 && visibility.reasonHidden(target).isEmpty();
                known.put(id, isPublic);
            }
            if (!isPublic) {
                dead.add(id);
            }
        }
        return dead;
    }
}
