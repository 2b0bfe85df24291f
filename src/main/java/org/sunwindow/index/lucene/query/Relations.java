package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.index.lucene.write.IndexFields;

/** What the records of one snapshot state about each other, gathered on first use. Thread-safe. */
public final class Relations {

    private final Snapshot snapshot;
    private volatile Lapses lapses;

    /** Guarded by this. */
    private final Map<List<String>, Referrers> referrers = new HashMap<>();

    Relations(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Lapses lapses() throws IOException {
        Lapses known = lapses;
        if (known == null) {
            synchronized (this) {
                known = lapses;
                if (known == null) {
                    known = Lapses.of(snapshot);
                    lapses = known;
                }
            }
        }
        return known;
    }

    /**
     * Returns which records of a kind refer to those of another by a filter.
     *
     * @param kind   of the records referred to
     * @param filter of those that refer
     * @param of     kind of the latter
     */
    public synchronized Referrers referrers(String kind, String filter, String of) throws IOException {
        var key = List.of(kind, filter, of);
        Referrers known = referrers.get(key);
        if (known == null) {
            known = Referrers.of(snapshot, IndexFields.value(filter), IndexFields.id(kind, ""), of);
            referrers.put(key, known);
        }
        return known;
    }
}
