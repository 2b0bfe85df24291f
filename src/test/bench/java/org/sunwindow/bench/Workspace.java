package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory and all that was started over it. It is cleared away however the benchmark ends, on Ctrl-C too:
 * what was started last is stopped first, then the directory goes.
 */
final class Workspace {

    private final Path directory;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean closing;

    Workspace() throws IOException {
        directory = Files.createTempDirectory("sunwindow-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::clear));
    }

    Path directory(String name) {
        return directory.resolve(name);
    }

    synchronized <T extends AutoCloseable> T add(T what) {
        started.push(what);
        return what;
    }

    /** What goes on meanwhile fails, and that is no news. */
    boolean isClosing() {
        return closing;
    }

    private void clear() {
        closing = true;
        stopAndDelete();
    }

    private synchronized void stopAndDelete() {
        try {
            for (AutoCloseable last = started.poll(); last != null; last = started.poll()) {
                last.close();
            }
            delete(directory);
        } catch (Exception e) {
            System.err.println(directory + " could not be cleared: " + e);
        }
    }

    private static void delete(Path directory) throws IOException {
        for (Path path : paths(directory)) {
            Files.deleteIfExists(path);
        }
    }

    /** Removes what one part of the suite has used up. */
    static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            delete(directory);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** What lies in a directory before the directory itself. */
    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Of all files below a directory, in bytes. */
    static long size(Path directory) throws IOException {
        long size = 0;
        for (Path path : paths(directory)) {
            try {
                size += Files.isRegularFile(path) ? Files.size(path) : 0;
            } catch (NoSuchFileException e) {
                // merged away in the meantime
            }
        }
        return size;
    }
}
