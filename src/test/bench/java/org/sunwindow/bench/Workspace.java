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
 * A temporary directory and the resources that use it. When the process ends, also on Ctrl-C, resources are closed in
 * reverse order and the directory is deleted.
 */
final class Workspace {

    private final Path directory;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private volatile boolean closing;

    Workspace() throws IOException {
        directory = Files.createTempDirectory("sunwindow-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::clear));
    }

    Path directory(String name) {
        return directory.resolve(name);
    }

    synchronized <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Returns whether resources are being closed, so that failures of running benchmarks are expected. */
    boolean isClosing() {
        return closing;
    }

    private void clear() {
        closing = true;
        stopAndDelete();
    }

    private synchronized void stopAndDelete() {
        try {
            for (AutoCloseable last = resources.poll(); last != null; last = resources.poll()) {
                last.close();
            }
            delete(directory);
        } catch (Exception e) {
            System.err.println(directory + " could not be deleted: " + e);
        }
    }

    private static void delete(Path directory) throws IOException {
        for (Path path : paths(directory)) {
            Files.deleteIfExists(path);
        }
    }

    /** Deletes a directory that is no longer needed. */
    static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            delete(directory);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        List<Path> parentsFirst = paths(from).reversed();
        for (Path path : parentsFirst) {
            Path copy = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(path, copy);
            }
        }
    }

    /** Returns all paths below a directory, children before their parent. */
    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Returns the total size of all files below a directory in bytes. */
    static long size(Path directory) throws IOException {
        long size = 0;
        for (Path path : paths(directory)) {
            try {
                size += Files.isRegularFile(path) ? Files.size(path) : 0;
            } catch (NoSuchFileException e) {
                // deleted by a merge in the meantime
            }
        }
        return size;
    }
}
