package org.sunwindow.index;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;

/**
 * The retractions that an index may not contain yet. Readers of the index apply them, so that a withdrawal, and whatever else
 * takes content back, has its effect before it is indexed. Immutable, compared by identity.
 */
public final class Retractions {

    /** Nothing may be read: whether the index is part of the history of the store is not known, or it is not. */
    public static final Retractions UNKNOWN = new Retractions(null, Long.MAX_VALUE, Map.of());

    /** Name of the file in the directory of the index that keeps them for a restart. */
    public static final String FILE = "retractions";

    private final UUID storeId;
    private final long after;
    private final Map<String, Retraction> byId;

    private Retractions(UUID storeId, long after, Map<String, Retraction> byId) {
        this.storeId = storeId;
        this.after = after;
        this.byId = byId;
    }

    /**
     * All retractions of a store after a revision.
     *
     * @param byId by kind, slash, key
     */
    static Retractions of(UUID storeId, long after, Map<String, Retraction> byId) {
        return new Retractions(storeId, after, Map.copyOf(byId));
    }

    /** Whether a state of the index can be read with these: all that are missing from it are known. */
    public boolean cover(LogPosition position) {
        return after <= position.revision() && (storeId == null || storeId.equals(position.storeId()));
    }

    /**
     * Returns the retraction of a record that a state of the index does not contain.
     *
     * @param id kind, slash, key
     */
    public Optional<Retraction> after(LogPosition position, String id) {
        return Optional.ofNullable(byId.get(id)).filter(retraction -> retraction.revision() > position.revision());
    }

    UUID storeId() {
        return storeId;
    }

    long after() {
        return after;
    }

    public Map<String, Retraction> byId() {
        return byId;
    }
}
