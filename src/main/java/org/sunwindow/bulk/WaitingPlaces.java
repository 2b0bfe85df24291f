package org.sunwindow.bulk;

import java.util.HashMap;
import java.util.Map;

/** Limits how many wait for changes at the same time. A single client may have a tenth of the places. Thread-safe. */
final class WaitingPlaces {

    /** A portal with many instances behind one address needs several places. */
    private static final int SHARE = 10;

    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();
    private int open;

    /**
     * @param most places of all clients
     */
    WaitingPlaces(int most) {
        this.most = most;
    }

    synchronized int open() {
        return open;
    }

    /** Takes a place and returns true, or returns false. {@link #leave} must be called exactly once for each place. */
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
