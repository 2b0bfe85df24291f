package org.sunwindow.http.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds the bytes that are kept for slow clients, over all connections: output that they do not read, or bodies that
 * they have not completed. Only such connections take part. Thread-safe.
 */
final class PendingBytes {

    /** A connection that waits for its client. */
    interface Holder {

        /** Ends the connection; called on any thread. */
        void drop();
    }

    private final long max;

    /** In the order of their last progress, the oldest first. */
    private final Map<Holder, Long> pending = new LinkedHashMap<>();

    private long total;

    PendingBytes(long max) {
        this.max = max;
    }

    /**
     * Records the bytes of a connection, and drops others, or this one, while all together have too many.
     *
     * @param bytes 0 if the connection no longer waits or is closed; fewer than before are progress
     */
    synchronized void set(Holder holder, long bytes) {
        Long before = pending.get(holder);
        total += bytes - (before == null ? 0 : before);
        if (bytes == 0 || before != null && bytes < before) {
            pending.remove(holder);
        }
        if (bytes > 0) {
            pending.put(holder, bytes);
        }
        while (total > max) {
            var longest = pending.entrySet().iterator().next();
            pending.remove(longest.getKey());
            total -= longest.getValue();
            longest.getKey().drop();
        }
    }

    synchronized long total() {
        return total;
    }
}
