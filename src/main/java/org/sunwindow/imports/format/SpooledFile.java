package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sheet in a temporary file of the operating system. Closing it deletes the file, because rejected rows with personal data
 * must not remain anywhere.
 */
final class SpooledFile implements AutoCloseable {

    private final Path path;

    private SpooledFile(Path path) {
        this.path = path;
    }

    /**
     * Stores a stream.
     *
     * @param most longest file in bytes
     * @throws InvalidFileException if it is longer
     */
    static SpooledFile of(InputStream in, long most) throws IOException {
        var file = new SpooledFile(Files.createTempFile("sunwindow-import", null));
        try (OutputStream out = Files.newOutputStream(file.path)) {
            byte[] chunk = new byte[64 * 1024];
            long length = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                length += read;
                if (length > most) {
                    throw new InvalidFileException("文件最大 %d 字节，请拆成几个文件。".formatted(most));
                }
                out.write(chunk, 0, read);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Returns the first bytes of the file. */
    byte[] start(int most) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
