package org.sunwindow.imports.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that was fetched, in a temporary file. Closing it deletes the temporary file, because what the gate refuses
 * must not remain.
 *
 * @param path       path of its address, without query
 * @param mediaType  may be {@code null}
 * @param validators of the answer
 * @param hash       SHA-256 of the bytes as they were sent
 */
record Fetched(Path file, String path, String mediaType, Validators validators, byte[] hash) implements AutoCloseable {

    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    /** Whether it is compressed, either for the transfer or before. No format that can be imported begins like this. */
    boolean isGzipped() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
