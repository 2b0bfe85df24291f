package org.sunwindow.imports.inbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The paths below the folder of a publisher. Symbolic links are never followed, because they may lead to the folder of another
 * publisher. Thread-safe.
 */
final class OwnPaths {

    private final Path directory;

    OwnPaths(Path directory) {
        this.directory = directory;
    }

    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isRegularFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Moves a file, under another name if there is one of that name, which came meanwhile. */
    void move(Path file, Path folder, String name) throws IOException {
        create(folder);
        Files.move(file, folder.resolve(FreeNames.in(folder, name)), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Creates a folder with those above it.
     *
     * @throws IOException if the path leads over a symbolic link
     */
    private void create(Path folder) throws IOException {
        Path reached = directory;
        for (Path name : directory.relativize(folder)) {
            reached = reached.resolve(name);
            if (!name.toString().isEmpty() && !isDirectory(reached)) {
                Files.createDirectory(reached);
            }
        }
    }

    /** Deletes a folder and those in it, as far as they have no files. */
    static void deleteEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isDirectory(entry)) {
                    deleteEmpty(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                return;
            }
        }
        Files.deleteIfExists(folder);
    }
}
