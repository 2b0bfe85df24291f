package org.sunwindow.index.lucene.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;
import org.erdtman.jcs.JsonCanonicalizer;
import org.sunwindow.Identifier;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.index.PublicLog.Digest;

/** Computes what {@link IndexFields#DIGEST} holds. */
final class RecordDigest {

    private RecordDigest() {}

    static BytesRef of(String key, byte[] record) {
        byte[] digest = new byte[2 * Digest.LENGTH];
        System.arraycopy(Sha256.of(Identifier.canonical(key)), 0, digest, 0, Digest.LENGTH);
        System.arraycopy(Sha256.of(canonical(record)), 0, digest, Digest.LENGTH, Digest.LENGTH);
        return new BytesRef(digest);
    }

    /** Clients read numbers as their languages do and may order members as they like: RFC 8785 makes them one. */
    private static byte[] canonical(byte[] record) {
        try {
            return new JsonCanonicalizer(new String(record, StandardCharsets.UTF_8)).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
