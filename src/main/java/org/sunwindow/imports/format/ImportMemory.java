package org.sunwindow.imports.format;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory that all open imports occupy together by long lines and by batches that are not stored yet.
 * Thread-safe.
 */
public final class ImportMemory {

    /** What a byte of a long line occupies while it is checked: the bytes, the text, the record, and its JSON. */
    private static final int BYTES_PER_BYTE = 6;

    /** What a character of a checked line occupies until its batch is stored: the record and its JSON. */
    public static final int BYTES_PER_CHARACTER = 4;

    /** Longest wait for memory, so that imports that wait for each other end. */
    private final Duration timeout;

    private final Semaphore free;

    /** There is not enough memory for a long line. */
    public static final class Exhausted extends IOException {

        private static final long serialVersionUID = 1;
    }

    /**
     * @param bytes   of all imports
     * @param timeout longest wait for a long line
     */
    ImportMemory(int bytes, Duration timeout) {
        this.free = new Semaphore(bytes, true);
        this.timeout = timeout;
    }

    /**
     * Returns a quarter of the heap, but enough for two of the longest lines.
     *
     * @param maxLine longest line in bytes
     */
    public static ImportMemory ofHeap(int maxLine) {
        long least = 2L * maxLine * BYTES_PER_BYTE;
        long bytes = Math.max(least, Runtime.getRuntime().maxMemory() / 4);
        return new ImportMemory((int) Math.min(Integer.MAX_VALUE, bytes), Duration.ofSeconds(10));
    }

    /** Takes memory for bytes of a line, and waits for it. */
    void takeLine(int bytes) throws IOException {
        try {
            if (!free.tryAcquire(bytes * BYTES_PER_BYTE, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Exhausted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exhausted();
        }
    }

    void giveLine(int bytes) {
        free.release(bytes * BYTES_PER_BYTE);
    }

    /** Takes memory for characters of a batch, and returns {@code false} if there is none. */
    public boolean takeBatch(int characters) {
        return free.tryAcquire(characters * BYTES_PER_CHARACTER);
    }

    public void giveBatch(int characters) {
        free.release(characters * BYTES_PER_CHARACTER);
    }
}
