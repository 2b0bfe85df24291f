package org.sunwindow.caller.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;

/**
 * The latest signatures that this instance admitted. Public reads use it, because they must not wait for the database;
 * repeating one gives away nothing, and uses up some quota of its caller at most. Thread-safe.
 */
public final class RememberedSignatures {

    private final Cache<ByteBuffer, Boolean> used;

    /**
     * @param most signatures that are remembered
     */
    public RememberedSignatures(int most) {
        used = Caffeine.newBuilder().executor(Runnable::run).maximumSize(most).build();
    }

    /** Remembers a signature, and returns whether it is new. */
    public boolean use(byte[] signature) {
        return used.asMap().putIfAbsent(ByteBuffer.wrap(signature), Boolean.TRUE) == null;
    }
}
