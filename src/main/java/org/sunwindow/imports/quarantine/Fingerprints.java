package org.sunwindow.imports.quarantine;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sunwindow.crypto.KeyedHashes;
import org.sunwindow.privacy.Hit;

/**
 * Keyed hashes by which personal data is recognized when it is sent again. A hash is that of the value in its field of
 * its record, so the same value elsewhere has another one. Thread-safe.
 */
@ApplicationScoped
class Fingerprints {

    private static final String PURPOSE = "quarantine";
    private static final byte[] NO_SALT = {};

    private final KeyedHashes hashes;

    Fingerprints(KeyedHashes hashes) {
        this.hashes = hashes;
    }

    /** Returns the hash of a hit, by the current key. */
    ByteBuffer of(String kind, String key, Hit hit) {
        return of(0, kind, key, hit);
    }

    /** Whether a set has the hash of a hit, by the current key or a previous one. */
    boolean contains(Set<ByteBuffer> set, String kind, String key, Hit hit) {
        return IntStream.range(0, hashes.keys()).anyMatch(secret -> set.contains(of(secret, kind, key, hit)));
    }

    private ByteBuffer of(int secret, String kind, String key, Hit hit) {
        // no part but the last contains a null character
        String value = String.join("\0", kind, key, hit.field(), hit.kind().code(), hit.value());
        return ByteBuffer.wrap(hashes.of(secret, PURPOSE, NO_SALT, value));
    }

    /** Writes hashes one after the other. */
    static byte[] join(Collection<ByteBuffer> hashes) {
        var joined = ByteBuffer.allocate(hashes.size() * KeyedHashes.BYTES);
        hashes.forEach(hash -> joined.put(hash.duplicate()));
        return joined.array();
    }

    /** Reads what {@link #join} wrote. */
    static Set<ByteBuffer> split(byte[] joined) {
        List<ByteBuffer> hashes = IntStream.range(0, joined.length / KeyedHashes.BYTES)
                .mapToObj(i -> ByteBuffer.wrap(joined, i * KeyedHashes.BYTES, KeyedHashes.BYTES)
                        .slice())
                .toList();
        return new HashSet<>(hashes);
    }
}
