package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * A sheet in a temporary file of the operating system. Closing it deletes the file, because rejected rows with personal data
 * must not remain anywhere.
 */
final class SpooledFile implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Path path;
    private final SheetSpace space;
    private long length;

    private SpooledFile(Path path, SheetSpace space) {
        this.path = path;
        this.space = space;
    }

    /**
     * Stores a stream.
     *
     * @throws InvalidFileException if it is longer than a file may be
     * @throws ProblemException if there is no space for it now
     * @throws IOException if the stream breaks off
     */
    static SpooledFile of(InputStream in, SheetSpace space) throws IOException {
        SpooledFile file = create(space);
        try {
            file.fill(in);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static SpooledFile create(SheetSpace space) {
        try {
            return new SpooledFile(space.create(), space);
        } catch (IOException e) {
            throw noSpace();
        }
    }

    private void fill(InputStream in) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        try (OutputStream out = output()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (length + read > space.longest()) {
                    throw new InvalidFileException("文件最大 %d 字节，请拆成几个文件。".formatted(space.longest()));
                }
                if (!space.take(read)) {
                    throw noSpace();
                }
                length += read;
                write(out, chunk, read);
            }
        }
    }

    private OutputStream output() {
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw noSpace();
        }
    }

    private static void write(OutputStream out, byte[] chunk, int length) {
        try {
            out.write(chunk, 0, length);
        } catch (IOException e) {
            throw noSpace();
        }
    }

    /** Unlike a stream that breaks off, this is no fault of the sender. */
    private static ProblemException noSpace() {
        return ProblemException.retryAfter(
                ProblemCode.STORE_UNAVAILABLE, "正在导入的表格占满了临时空间，这个文件暂不能接收。未导入任何内容，请稍后再试。", RETRY);
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
        space.give(length);
        length = 0;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
