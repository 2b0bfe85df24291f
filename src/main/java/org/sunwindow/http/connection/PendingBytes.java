package org.sunwindow.http.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds the bytes that wait for slow clients, over all connections. Only connections that cannot send take part. Thread-safe.
 */
final class PendingBytes {

    /** A connection that cannot send. */
    interface Sender {

        /** Closes the connection; called on any thread. */
        void drop();
    }

    private final long max;

    /** The one without progress for longest is first. */
    private final Map<Sender, Long> pending = new LinkedHashMap<>();

    private long total;

    PendingBytes(long max) {
        this.max = max;
    }

    /**
     * Records the bytes of a connection, and drops others, or this one, while all together have too many.
     *
     * @param bytes 0 if the connection can send again or is closed
     */
    synchronized void set(Sender sender, long bytes) {
        Long before = pending.get(sender);
        total += bytes - (before == null ? 0 : before);
        if (bytes == 0 || before != null && bytes < before) {
            pending.remove(sender);
        }
        if (bytes > 0) {
            pending.put(sender, bytes);
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
