package org.sunwindow.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.sunwindow.crypto.Sha256;

/** A body whose hash is computed while it is read. Not thread-safe. */
final class BodyDigest extends FilterInputStream {

    private final MessageDigest digest = Sha256.digest();
    private byte[] value;

    BodyDigest(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) {
            digest.update((byte) one);
        }
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        int read = in.read(bytes, from, count);
        if (read > 0) {
            digest.update(bytes, from, read);
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Reads what is left, and returns the hash of everything.
     *
     * @throws UncheckedIOException if the body breaks off
     */
    byte[] value() {
        try {
            return readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what is left, and returns the hash of everything. */
    byte[] readAll() throws IOException {
        if (value == null) {
            transferTo(OutputStream.nullOutputStream());
            value = digest.digest();
        }
        return value;
    }
}
