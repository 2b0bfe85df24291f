package org.sunwindow.imports;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the imports that are open at the same time. Each holds a worker thread as long as its publisher sends, so
 * every publisher has its own share, and one that sends slowly does not block others. Thread-safe.
 */
public final class OpenImports {

    static final int MAX_OF_ONE = 4;

    /** A fraction of the worker threads of Quarkus, of which there are 200 at least. */
    static final int MAX = 64;

    private final Map<String, Integer> open = new HashMap<>();
    private int total;

    public enum Entry {
        ENTERED,
        TOO_MANY_OF_PUBLISHER,
        TOO_MANY
    }

    /** Returns whether the import may start; if it has {@link Entry#ENTERED}, {@link #leave} must be called. */
    public synchronized Entry enter(String publisher) {
        int own = open.getOrDefault(publisher, 0);
        if (own == MAX_OF_ONE) {
            return Entry.TOO_MANY_OF_PUBLISHER;
        }
        if (total == MAX) {
            return Entry.TOO_MANY;
        }
        open.put(publisher, own + 1);
        total++;
        return Entry.ENTERED;
    }

    public synchronized void leave(String publisher) {
        open.computeIfPresent(publisher, (name, own) -> own == 1 ? null : own - 1);
        total--;
    }
}
