package org.sunwindow.imports.run;

import java.nio.ByteBuffer;
import org.sunwindow.crypto.Sha256;

/**
 * Finds keys that occur twice in a run. Holds hashes of 64 bits of the first {@link #MAX} keys and the numbers of their
 * lines, 3 MiB at most; later keys are only compared with them. Not thread-safe.
 */
public final class LineKeys {

    static final int MAX = 100_000;

    private long[] hashes = new long[256];
    private int[] lines = new int[256];
    private int size;

    /**
     * Adds a key.
     *
     * @return number of the line before that has the same key, 0 for none
     */
    public long add(String key, long line) {
        // 0 is an empty slot
        long hash = ByteBuffer.wrap(Sha256.of(key)).getLong() | 1;
        int slot = slot(hash);
        if (hashes[slot] == hash) {
            int before = lines[slot];
            lines[slot] = (int) line;
            return before;
        }
        if (size < MAX) {
            hashes[slot] = hash;
            lines[slot] = (int) line;
            size++;
            if (size > hashes.length / 2) {
                grow();
            }
        }
        return 0;
    }

    private int slot(long hash) {
        int slot = (int) (hash >>> 1) & hashes.length - 1;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldLines = lines;
        hashes = new long[oldHashes.length * 2];
        lines = new int[hashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                lines[slot] = oldLines[i];
            }
        }
    }
}
