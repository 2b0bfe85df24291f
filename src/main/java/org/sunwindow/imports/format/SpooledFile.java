package org.sunwindow.imports.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * A sheet in a temporary file of the operating system. Closing it deletes the file, because rejected rows with personal
 * data must not remain anywhere. Not thread-safe.
 */
public final class SpooledFile implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Path path;
    /** {@code null} if another object owns the file. */
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
    public static SpooledFile of(InputStream in, SheetSpace space) throws IOException {
        SpooledFile file = create(space);
        try {
            file.fill(in);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Creates an empty file.
     *
     * @throws ProblemException if there is no space for it now
     */
    public static SpooledFile create(SheetSpace space) {
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
                out.write(chunk, 0, read);
            }
        }
    }

    /**
     * Returns a stream that appends to the file. It throws an {@link InvalidFileException} beyond the length that a
     * file may have, and a {@link ProblemException} if there is no space.
     */
    public OutputStream output() {
        OutputStream file;
        try {
            file = Files.newOutputStream(path, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw noSpace();
        }
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                if (length + count > space.longest()) {
                    throw new InvalidFileException("文件最大 %d 字节，请拆成几个文件。".formatted(space.longest()));
                }
                if (!space.take(count)) {
                    throw noSpace();
                }
                length += count;
                try {
                    file.write(bytes, from, count);
                } catch (IOException e) {
                    throw noSpace();
                }
            }

            @Override
            public void close() {
                try {
                    file.close();
                } catch (IOException e) {
                    throw noSpace();
                }
            }
        };
    }

    /** Unlike a stream that breaks off, this is not a fault of the sender. */
    private static ProblemException noSpace() {
        return ProblemException.retryAfter(
                ProblemCode.STORE_UNAVAILABLE, "正在导入的表格占满了临时空间，这个文件暂不能接收。未导入任何内容，请稍后再试。", RETRY);
    }

    public Path path() {
        return path;
    }

    /** Length in bytes. */
    public long length() {
        return length;
    }

    public InputStream input() throws IOException {
        return Files.newInputStream(path);
    }

    /** Returns the content. Closing the stream deletes the file. */
    public InputStream contentOnce() throws IOException {
        return new FilterInputStream(input()) {
            @Override
            public void close() throws IOException {
                try (SpooledFile file = SpooledFile.this) {
                    super.close();
                }
            }
        };
    }

    /** Returns the same file for a reader that closes what it reads. Closing it has no effect. */
    public SpooledFile lent() {
        var lent = new SpooledFile(path, null);
        lent.length = length;
        return lent;
    }

    /** Returns the first bytes of the file. */
    public byte[] start(int most) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public void close() {
        if (space == null) {
            return;
        }
        space.give(length);
        length = 0;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
