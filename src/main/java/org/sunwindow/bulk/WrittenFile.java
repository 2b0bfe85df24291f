package org.sunwindow.bulk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.sunwindow.crypto.Sha256;

/**
 * A file of an export.
 *
 * @param size       in bytes
 * @param hash       SHA-256 of its bytes in hexadecimal digits
 * @param gzip       the same compressed, {@code null} for a format that is compressed itself
 * @param gzipSize   in bytes
 */
record WrittenFile(Path file, long size, String hash, Path gzip, long gzipSize) {

    private static final int BUFFER = 1 << 16;

    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, and beside it the same compressed.
     *
     * @param compressed whether the content is compressed already
     * @throws UncheckedIOException if it cannot be written; nothing is left then
     */
    static WrittenFile write(Path file, boolean compressed, Content content) {
        Path gzip = compressed ? null : file.resolveSibling(file.getFileName() + ".gz");
        MessageDigest hash = Sha256.digest();
        boolean complete = false;
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), hash)) {
                content.write(out);
            }
            if (gzip != null) {
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip), BUFFER)) {
                    Files.copy(file, out);
                }
            }
            var written = new WrittenFile(
                    file,
                    Files.size(file),
                    HexFormat.of().formatHex(hash.digest()),
                    gzip,
                    gzip == null ? 0 : Files.size(gzip));
            complete = true;
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!complete) {
                files(file, gzip).forEach(RetiredFiles::delete);
            }
        }
    }

    List<Path> files() {
        return files(file, gzip);
    }

    private static List<Path> files(Path file, Path gzip) {
        return gzip == null ? List.of(file) : List.of(file, gzip);
    }
}
