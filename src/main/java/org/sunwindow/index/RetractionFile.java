package org.sunwindow.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jboss.logging.Logger;
import org.sunwindow.publication.Retraction;

/**
 * Keeps the hidden retractions in a file, so that an instance that starts without the database hides them, too. A file
 * that cannot be replaced, as on a full disk, is deleted: without a file it is not known what to hide, and a start
 * without the database answers nothing. Written on a thread of its own, because a disk may be slow. Thread-safe.
 */
final class RetractionFile implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RetractionFile.class);
    private static final int FORMAT = 1;

    private final Path file;
    private final Path replacement;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "retraction-file"));

    /** The retractions to write next, {@code null} for none. */
    private final AtomicReference<Retractions> next = new AtomicReference<>();

    private volatile boolean failed;

    RetractionFile(Path directory) {
        this.file = directory.resolve(Retractions.FILE);
        this.replacement = directory.resolve(Retractions.FILE + ".new");
    }

    /** Writes retractions soon; {@link Retractions#UNKNOWN} deletes the file. */
    void save(Retractions retractions) {
        if (next.getAndSet(retractions) == null) {
            writer.execute(this::write);
        }
    }

    /** Whether the last write has failed. */
    boolean hasFailed() {
        return failed;
    }

    private void write() {
        Retractions retractions = next.getAndSet(null);
        try {
            if (retractions == Retractions.UNKNOWN) {
                delete();
            } else {
                replace(retractions);
            }
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warnf("the withdrawals in %s cannot be saved: %s", file, e);
            }
            failed = true;
            try {
                delete();
            } catch (IOException f) {
                // a directory that cannot be written is not read either
            }
        }
    }

    private void replace(Retractions retractions) throws IOException {
        var sum = new CRC32();
        try (var channel = FileChannel.open(
                        replacement,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var out = new DataOutputStream(
                        new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)), sum))) {
            out.writeInt(FORMAT);
            out.writeLong(retractions.storeId().getMostSignificantBits());
            out.writeLong(retractions.storeId().getLeastSignificantBits());
            out.writeLong(retractions.after());
            out.writeInt(retractions.byId().size());
            for (Retraction retraction : retractions.byId().values()) {
                write(retraction, out);
            }
            out.writeLong(sum.getValue());
            out.flush();
            channel.force(true);
        }
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    private static void write(Retraction retraction, DataOutputStream out) throws IOException {
        out.writeUTF(retraction.kind());
        out.writeUTF(retraction.key());
        out.writeLong(retraction.revision());
        out.writeLong(retraction.retracted());
        Instant withdrawn = retraction.withdrawnAt();
        out.writeLong(withdrawn == null ? Long.MIN_VALUE : withdrawn.getEpochSecond());
        out.writeInt(withdrawn == null ? 0 : withdrawn.getNano());
    }

    /** Makes a renaming or deletion durable. */
    private void forceDirectory() throws IOException {
        try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void delete() throws IOException {
        if (Files.deleteIfExists(file)) {
            forceDirectory();
        }
        Files.deleteIfExists(replacement);
    }

    /**
     * Returns what was saved, empty if it is not known. A directory that cannot be written may hold an old file that
     * could not be deleted.
     */
    Optional<Retractions> read() {
        if (!Files.isWritable(file.getParent())) {
            return Optional.empty();
        }
        var sum = new CRC32();
        try (var in =
                new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), sum))) {
            if (in.readInt() != FORMAT) {
                throw new IOException("of another format");
            }
            var storeId = new UUID(in.readLong(), in.readLong());
            long after = in.readLong();
            int size = in.readInt();
            Map<String, Retraction> byId = new HashMap<>();
            for (int i = 0; i < size; i++) {
                Retraction retraction = retraction(in);
                byId.put(retraction.kind() + '/' + retraction.key(), retraction);
            }
            long computed = sum.getValue();
            if (in.readLong() != computed) {
                throw new IOException("damaged");
            }
            return Optional.of(Retractions.of(storeId, after, byId));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warnf("the withdrawals in %s cannot be read: %s", file, e);
            return Optional.empty();
        }
    }

    private static Retraction retraction(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        String key = in.readUTF();
        long revision = in.readLong();
        long retracted = in.readLong();
        long seconds = in.readLong();
        int nanos = in.readInt();
        return new Retraction(
                kind,
                key,
                revision,
                retracted,
                seconds == Long.MIN_VALUE ? null : Instant.ofEpochSecond(seconds, nanos));
    }

    /** Writes what has not been written yet. */
    @Override
    public void close() {
        writer.close();
    }
}
