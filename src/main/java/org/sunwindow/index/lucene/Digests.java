package org.sunwindow.index.lucene;

import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.MSBRadixSorter;
import org.sunwindow.index.PublicLog.Digest;

/** Hashes of records in one array, which is sorted in place: a kind may have millions. Not thread-safe. */
final class Digests {

    private static final int ENTRY = 2 * Digest.LENGTH;

    private final byte[] entries;
    private int end;

    /**
     * @param records that are added
     */
    Digests(int records) {
        this.entries = new byte[Math.multiplyExact(records, ENTRY)];
    }

    /**
     * @param entry hash of the key, followed by that of the content
     */
    void add(BytesRef entry) {
        System.arraycopy(entry.bytes, entry.offset, entries, end, ENTRY);
        end += ENTRY;
    }

    /** Returns all entries in the order of the hashes of the keys. */
    byte[] sorted() {
        new ByKey().sort(0, entries.length / ENTRY);
        return entries;
    }

    private final class ByKey extends MSBRadixSorter {

        private final byte[] moved = new byte[ENTRY];

        ByKey() {
            super(Digest.LENGTH);
        }

        @Override
        protected int byteAt(int entry, int position) {
            return entries[entry * ENTRY + position] & 0xff;
        }

        @Override
        protected void swap(int one, int other) {
            System.arraycopy(entries, one * ENTRY, moved, 0, ENTRY);
            System.arraycopy(entries, other * ENTRY, entries, one * ENTRY, ENTRY);
            System.arraycopy(moved, 0, entries, other * ENTRY, ENTRY);
        }
    }
}
