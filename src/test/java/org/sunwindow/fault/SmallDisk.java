package org.sunwindow.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system in memory that can be filled. Needs Linux and the rights of root. */
final class SmallDisk implements AutoCloseable {

    private static final byte[] BLOCK = new byte[4096];

    private final Path directory;

    /**
     * Skips the test without the rights of root.
     *
     * @param directory that does not exist
     */
    SmallDisk(Path directory, int mebibytes) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small disk");
        this.directory = Files.createDirectory(directory);
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "sunwindow", directory.toString());
    }

    Path directory() {
        return directory;
    }

    /** Leaves no room for another block. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException e) {
            if (Files.getFileStore(directory).getUsableSpace() >= BLOCK.length) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} has taken. */
    void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + printed);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", directory.toString());
    }
}
