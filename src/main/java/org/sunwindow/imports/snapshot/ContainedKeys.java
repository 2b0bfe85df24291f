package org.sunwindow.imports.snapshot;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import org.sunwindow.crypto.Sha256;

/**
 * The keys of a file, as hashes of 64 bits: at most 16 MiB for {@link #MAX} keys. If two keys have the same hash, which
 * is less likely than one in ten million, a record that is missing counts as contained and stays. Not thread-safe.
 */
public final class ContainedKeys {

    public static final int MAX = 1_000_000;

    private final IntPredicate memory;
    private long[] hashes = new long[256];
    private int size;
    private boolean full;

    /**
     * @param memory takes a number of bytes and returns {@code false} if there are none; they are not given back
     */
    public ContainedKeys(IntPredicate memory) {
        this.memory = memory;
    }

    /** Adds a key in canonical form. */
    public void add(String key) {
        long hash = hash(key);
        int slot = slot(hash);
        if (hashes[slot] == hash || full) {
            return;
        }
        if (size == MAX || size == hashes.length / 2 && !grow()) {
            full = true;
            return;
        }
        hashes[slot(hash)] = hash;
        size++;
    }

    public boolean contains(String key) {
        long hash = hash(key);
        return hashes[slot(hash)] == hash;
    }

    /** Whether keys were left out, because there are too many or there is no memory for them. */
    public boolean isFull() {
        return full;
    }

    private static long hash(String key) {
        // 0 is an empty slot
        return ByteBuffer.wrap(Sha256.of(key)).getLong() | 1;
    }

    private int slot(long hash) {
        int slot = (int) (hash >>> 1) & hashes.length - 1;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private boolean grow() {
        if (!memory.test(hashes.length * Long.BYTES)) {
            return false;
        }
        long[] old = hashes;
        hashes = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                hashes[slot(hash)] = hash;
            }
        }
        return true;
    }
}
