package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the batches that are stored at the same time. The store serializes its transactions, so more of them would
 * only occupy database connections that lookups need. No place is held while a publisher sends.
 */
@ApplicationScoped
public class StoringPlaces {

    private static final int MAX = 4;

    private final Semaphore free = new Semaphore(MAX, true);

    /** Waits for a place and stores something. */
    public <T> T store(Supplier<T> write) {
        free.acquireUninterruptibly();
        try {
            return write.get();
        } finally {
            free.release();
        }
    }
}
