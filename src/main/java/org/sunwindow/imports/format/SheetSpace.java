package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the temporary files of all open sheets together, because a full disk would also stop everything else that
 * needs it. Thread-safe.
 */
public final class SheetSpace {

    private static final String PREFIX = "sunwindow-import-";

    private final long longest;
    private final AtomicLong free;

    /**
     * @param longest longest file in bytes
     * @param all     bytes of all open files together
     */
    public SheetSpace(long longest, long all) {
        this.longest = longest;
        this.free = new AtomicLong(all);
    }

    /** Longest file in bytes. */
    long longest() {
        return longest;
    }

    /** Takes bytes, and returns {@code false} if there are not enough. */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        give(bytes);
        return false;
    }

    void give(long bytes) {
        free.addAndGet(bytes);
    }

    Path create() throws IOException {
        return temporary();
    }

    /** Creates an empty file. Its name has the number of the process, so that others do not delete it. */
    public static Path temporary() throws IOException {
        return Files.createTempFile(PREFIX + ProcessHandle.current().pid() + '-', null);
    }

    /**
     * Deletes the files of processes that were killed, because they may hold rejected rows. A file with the number of
     * this process is one of them: containers often give the same number again. Must be called before the first file is
     * created.
     */
    public static void deleteLeftovers() {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                if (isLeftover(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLeftover(String name) {
        String number = name.substring(PREFIX.length()).replaceFirst("-.*", "");
        if (!number.matches("\\d{1,18}")) {
            return false;
        }
        long process = Long.parseLong(number);
        return process == ProcessHandle.current().pid()
                || ProcessHandle.of(process).isEmpty();
    }
}
