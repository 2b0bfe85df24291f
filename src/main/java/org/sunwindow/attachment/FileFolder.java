package org.sunwindow.attachment;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder from which files are served. The path of a file consists of its hash only, so no name from a request
 * reaches the file system. A file is complete or absent. Thread-safe, also among processes.
 */
@Singleton
public class FileFolder {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final String INCOMING = "incoming";

    private final Path directory;

    public FileFolder(AttachmentSettings settings) {
        this.directory = settings.directory();
    }

    private Path path(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a hash");
        }
        return directory.resolve(hash.substring(0, 2)).resolve(hash);
    }

    /** Returns the file of a hash, empty if it is not here. */
    public Optional<Path> find(String hash) {
        return Optional.of(path(hash)).filter(Files::isRegularFile);
    }

    /** Returns a new empty file that {@link #keep} can move. The caller deletes it. */
    public Path incoming() throws IOException {
        Path incoming = Files.createDirectories(directory.resolve(INCOMING));
        return Files.createTempFile(incoming, "upload", null);
    }

    /**
     * Returns the hashes of all files. Also deletes temporary files of interrupted uploads that are older than a day.
     */
    public Set<String> hashes() throws IOException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        var hashes = new HashSet<String>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.find(directory, 2, (path, attributes) -> attributes.isRegularFile())) {
                for (Path path : (Iterable<Path>) all::iterator) {
                    String name = path.getFileName().toString();
                    if (HASH.matcher(name).matches()) {
                        hashes.add(name);
                    } else if (path.getParent().endsWith(INCOMING)
                            && Files.getLastModifiedTime(path).toInstant().isBefore(yesterday)) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        }
        return hashes;
    }

    public void delete(String hash) throws IOException {
        Files.deleteIfExists(path(hash));
    }

    /** Moves a file to its final path, unless it exists there. Its content must have the hash. */
    public void keep(String hash, Path incoming) throws IOException {
        Path path = path(hash);
        if (!Files.isRegularFile(path)) {
            Files.createDirectories(path.getParent());
            try (var channel = FileChannel.open(incoming, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(incoming, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
