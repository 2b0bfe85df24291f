package org.sunwindow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records that a dry run would have changed so far, so that its later batches have the outcomes that they would
 * have in an import. Only the first {@link #MAX} records are remembered, which bounds the memory; the outcome of a line
 * that repeats a later one may differ from the import. Not thread-safe.
 */
public final class Rehearsal<K, V> {

    public static final int MAX = 100_000;

    private final Map<K, Optional<V>> records = new HashMap<>();

    public boolean knows(K key) {
        return records.containsKey(key);
    }

    /**
     * Returns the record as the dry run would have left it; {@code null} if the dry run would have deleted it or does
     * not know it.
     */
    public V get(K key) {
        return records.getOrDefault(key, Optional.empty()).orElse(null);
    }

    /**
     * @param record {@code null} if it would be deleted
     * @return whether it is remembered
     */
    public boolean put(K key, V record) {
        if (records.size() >= MAX && !records.containsKey(key)) {
            return false;
        }
        records.put(key, Optional.ofNullable(record));
        return true;
    }
}
