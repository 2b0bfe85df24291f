package org.sunwindow.imports.inbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The folder of one publisher, which several instances may share:
 *
 * <pre>
 * 办事指南/ or service/   files to import, a folder for each kind
 * working/               files that an instance is importing
 * done/, rejected/       files that were imported, and those with faults
 * </pre>
 *
 * <p>The instance that creates {@code working} holds the folder; creating a directory is atomic on every file system. Files
 * of a publisher are imported one after the other in the order of their times, because a later file may correct an earlier
 * one. A holder gives signs of life by the time of {@code working}. What a dead holder left there is put back and imported
 * again, before all later files, which changes nothing that it had imported before.
 *
 * <p>Not thread-safe, except {@link #signOfLife}.
 */
final class PublisherFolder {

    static final String DONE = "done";
    static final String REJECTED = "rejected";
    static final String WORKING = "working";

    /** One of the {@link IgnoredNames}, so that nobody imports from it. */
    private static final String ABANDONED = ".abandoned-";

    /** Begins the name of an empty file in {@link #WORKING}, which is the holder's own. */
    private static final String HELD = ".held-";

    /** Entries of a folder that are examined, so that a look is bounded. */
    private static final int MAX_ENTRIES = 10_000;

    private final Path directory;
    private final OwnPaths paths;
    private final Map<String, String> kinds;
    private final Duration lease;
    private final Clock clock;
    private Map<Path, Stamp> seen = Map.of();

    /** Shows that {@link #WORKING} is still the one that this instance created. */
    private Path held;

    /**
     * @param kinds Chinese names of the kinds by their names
     */
    PublisherFolder(Path directory, Map<String, String> kinds, Duration lease, Clock clock) {
        this.directory = directory;
        this.paths = new OwnPaths(directory);
        this.kinds = kinds;
        this.lease = lease;
        this.clock = clock;
    }

    /** What does not change once a file is complete. */
    record Stamp(long size, FileTime modified) {

        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        }
    }

    /**
     * A file that is complete.
     *
     * @param path below the folder of the publisher
     * @param kind {@code null} if it is in the folder of none
     */
    record Complete(Path path, String kind, Stamp stamp) {}

    /** Creates the folders of kinds that have none, by their Chinese names. */
    void create(Set<String> wanted) throws IOException {
        for (String kind : wanted) {
            if (!OwnPaths.isDirectory(directory.resolve(kind))
                    && !OwnPaths.isDirectory(directory.resolve(kinds.get(kind)))) {
                Files.createDirectory(directory.resolve(kinds.get(kind)));
            }
        }
    }

    /** Returns the files that have not changed since the last call, the oldest first. */
    List<Complete> complete() throws IOException {
        var found = new ArrayList<Complete>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            int examined = 0;
            for (Path entry : entries) {
                if (++examined > MAX_ENTRIES) {
                    break;
                }
                String name = entry.getFileName().toString();
                if (!IgnoredNames.contain(name)
                        && OwnPaths.isDirectory(entry)
                        && !Set.of(WORKING, DONE, REJECTED).contains(name)) {
                    find(entry, kind(name), found);
                } else {
                    add(entry, null, found);
                }
            }
        }
        var now = new HashMap<Path, Stamp>();
        found.forEach(file -> now.put(file.path(), file.stamp()));
        List<Complete> complete = found.stream()
                .filter(file -> file.stamp().equals(seen.get(file.path())))
                .sorted(Comparator.comparing((Complete file) -> file.stamp().modified())
                        .thenComparing(Complete::path))
                .toList();
        seen = now;
        return complete;
    }

    private void find(Path folder, String kind, List<Complete> found) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            int examined = 0;
            for (Path entry : entries) {
                if (++examined > MAX_ENTRIES) {
                    break;
                }
                add(entry, kind, found);
            }
        } catch (NoSuchFileException e) {
            // removed meanwhile
        }
    }

    private void add(Path file, String kind, List<Complete> found) throws IOException {
        if (IgnoredNames.contain(file.getFileName().toString())) {
            return;
        }
        try {
            BasicFileAttributes attributes = OwnPaths.attributes(file);
            if (attributes.isRegularFile()) {
                found.add(new Complete(directory.relativize(file), kind, Stamp.of(attributes)));
            }
        } catch (NoSuchFileException e) {
            // removed meanwhile
        }
    }

    private String kind(String folder) {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getKey().equals(folder) || kind.getValue().equals(folder))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Holds the folder for this instance, unless another one does. */
    boolean hold() throws IOException {
        try {
            Files.createDirectory(directory.resolve(WORKING));
            held = Files.createFile(directory.resolve(WORKING).resolve(HELD + UUID.randomUUID()));
            signOfLife();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Shows that the holder lives. */
    void signOfLife() throws IOException {
        Files.setLastModifiedTime(directory.resolve(WORKING), FileTime.from(clock.instant()));
    }

    /** Ends to hold the folder. What could not be put back is put back once the sign of life is too old. */
    void release() throws IOException {
        if (Files.deleteIfExists(held)) {
            OwnPaths.deleteEmpty(directory.resolve(WORKING));
            if (OwnPaths.isDirectory(directory.resolve(WORKING))) {
                signOfLife();
            }
        }
    }

    /**
     * Takes a file, whose folder must be held.
     *
     * @return its path now; empty if it has vanished or changed
     * @throws IOException also if another instance has taken this one for dead
     */
    Optional<Path> claim(Complete file) throws IOException {
        if (!OwnPaths.isRegularFile(held)) {
            throw new NoSuchFileException(WORKING);
        }
        if (!OwnPaths.isDirectory(directory.resolve(file.path()).getParent())) {
            return Optional.empty();
        }
        Path claimed = directory.resolve(WORKING).resolve(file.path());
        Files.createDirectories(claimed.getParent());
        try {
            Files.move(directory.resolve(file.path()), claimed, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        signOfLife();
        if (isUnchanged(claimed, file)) {
            return Optional.of(claimed);
        }
        giveBack(claimed);
        return Optional.empty();
    }

    /** Whether a claimed file is still the one that was seen: somebody may have it open and go on writing. */
    boolean isUnchanged(Path claimed, Complete file) throws IOException {
        BasicFileAttributes attributes = OwnPaths.attributes(claimed);
        return attributes.isRegularFile() && Stamp.of(attributes).equals(file.stamp());
    }

    /** Puts a claimed file back to where it was. */
    void giveBack(Path claimed) throws IOException {
        Path back = directory.resolve(directory.resolve(WORKING).relativize(claimed));
        paths.move(claimed, back.getParent(), back.getFileName().toString());
        signOfLife();
    }

    /**
     * Moves a claimed file to {@link #DONE} or {@link #REJECTED}, with a report beside it. If the process ends between the
     * two, the file is imported again and has another report.
     *
     * @param folder {@link #DONE} or {@link #REJECTED}
     * @param time   which the name begins with
     */
    void finish(Path claimed, String folder, String time, byte[] report) throws IOException {
        if (!OwnPaths.isRegularFile(claimed)) {
            throw new NoSuchFileException(WORKING);
        }
        Path target = directory.resolve(folder);
        if (!OwnPaths.isDirectory(target)) {
            Files.createDirectory(target);
        }
        String name = FreeNames.in(target, time + "-" + claimed.getFileName());
        Files.write(target.resolve(name + FreeNames.REPORT), report);
        Files.move(claimed, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        signOfLife();
    }

    /** Puts back the files of a holder that died. */
    void recover() throws IOException {
        Path working = directory.resolve(WORKING);
        if (isAbandoned(working)) {
            Path abandoned = directory.resolve(ABANDONED + UUID.randomUUID());
            try {
                // one instance succeeds
                Files.move(working, abandoned, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                return;
            }
            if (!isAbandoned(abandoned)) {
                // another instance was faster, and holds the folder by a directory of the same name
                Files.move(abandoned, working, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            Files.setLastModifiedTime(abandoned, FileTime.from(clock.instant()));
            putBack(abandoned);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, ABANDONED + "*")) {
            for (Path abandoned : entries) {
                if (isAbandoned(abandoned)) {
                    putBack(abandoned);
                }
            }
        }
    }

    private boolean isAbandoned(Path held) throws IOException {
        try {
            BasicFileAttributes attributes = OwnPaths.attributes(held);
            return attributes.isDirectory()
                    && attributes.lastModifiedTime().toInstant().plus(lease).isBefore(clock.instant());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void putBack(Path abandoned) throws IOException {
        List<Path> files;
        try (var found = Files.walk(abandoned)) {
            files = found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            if (file.getFileName().toString().startsWith(HELD)) {
                Files.deleteIfExists(file);
                continue;
            }
            Path back = directory.resolve(abandoned.relativize(file));
            try {
                paths.move(file, back.getParent(), back.getFileName().toString());
            } catch (NoSuchFileException e) {
                // another instance puts them back, too
            }
        }
        OwnPaths.deleteEmpty(abandoned);
    }
}
