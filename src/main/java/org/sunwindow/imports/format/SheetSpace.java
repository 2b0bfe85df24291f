package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the temporary files of all open sheets together, because a full disk would also stop what else needs it; and those of
 * each publisher, so that it leaves space for others. Thread-safe.
 */
public final class SheetSpace {

    private static final String PREFIX = "sunwindow-import-";

    private final long longest;
    private final Used used;

    /** {@code null} unless this is the share of one. */
    private final String publisher;

    /**
     * @param longest longest file in bytes
     * @param all     bytes of all open files together
     */
    public SheetSpace(long longest, long all) {
        this(longest, new Used(all), null);
    }

    private SheetSpace(long longest, Used used, String publisher) {
        this.longest = longest;
        this.used = used;
        this.publisher = publisher;
    }

    /** Returns the part of this space that a publisher may use, which is half of it. */
    public SheetSpace of(String publisher) {
        return new SheetSpace(Math.min(longest, used.all / 2), used, publisher);
    }

    private static final class Used {

        private final long all;
        private final Map<String, Long> byPublisher = new HashMap<>();
        private long total;

        Used(long all) {
            this.all = all;
        }

        synchronized boolean take(String publisher, long bytes) {
            long own = byPublisher.getOrDefault(publisher, 0L) + bytes;
            if (total + bytes > all || publisher != null && own > all / 2) {
                return false;
            }
            total += bytes;
            byPublisher.put(publisher, own);
            return true;
        }

        synchronized void give(String publisher, long bytes) {
            total -= bytes;
            byPublisher.computeIfPresent(publisher, (name, own) -> own == bytes ? null : own - bytes);
        }
    }

    /** Longest file in bytes. */
    long longest() {
        return longest;
    }

    /** Takes bytes, and returns {@code false} if there are not enough. */
    boolean take(long bytes) {
        return used.take(publisher, bytes);
    }

    void give(long bytes) {
        used.give(publisher, bytes);
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
