package org.sunwindow.replication;

import java.util.HashMap;
import java.util.Map;

/** Places for streams, of which a single client may take a tenth. Thread-safe. */
final class StreamPlaces {

    /** A portal with many instances behind one address needs several places. */
    private static final int SHARE = 10;

    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();
    private int open;

    /**
     * @param most streams of all clients
     */
    StreamPlaces(int most) {
        this.most = most;
    }

    synchronized int open() {
        return open;
    }

    /** Takes a place, which the client returns once. Returns whether there was one. */
    synchronized boolean take(String client) {
        int own = taken.getOrDefault(client, 0);
        if (open == most || own >= Math.max(1, most / SHARE)) {
            return false;
        }
        open++;
        taken.put(client, own + 1);
        return true;
    }

    synchronized void leave(String client) {
        open--;
        taken.computeIfPresent(client, (same, own) -> own == 1 ? null : own - 1);
    }
}
