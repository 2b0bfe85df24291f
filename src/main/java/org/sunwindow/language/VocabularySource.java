package org.sunwindow.language;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.crypto.Sha256;

/**
 * Provides the vocabulary in use: the built-in one or a file of the bureau. The follower of the revision log calls
 * {@link #refresh} at every poll, but not while it catches up. Thread-safe.
 */
@ApplicationScoped
public class VocabularySource {

    private static final Logger LOG = Logger.getLogger(VocabularySource.class);
    private static final String RESOURCE = "vocabulary.txt";
    private static final long MAX_BYTES = 4 * 1024 * 1024;

    private final Path file;
    private final Vocabulary builtIn;
    private volatile Vocabulary current;

    /**
     * Modification time and size of the file when it was last read, to detect changes. The time is {@code null} after
     * an I/O error, so that the file is read again.
     */
    private FileTime modified;

    private long size;
    private String lastError = "";

    public VocabularySource(Settings settings) {
        this.file = settings.search().vocabulary().orElse(null);
        this.builtIn = readBuiltIn();
        this.current = builtIn;
        refresh();
    }

    private static Vocabulary readBuiltIn() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the built-in vocabulary, which the index is built with. */
    public Vocabulary builtIn() {
        return builtIn;
    }

    /** Returns the vocabulary for queries. */
    public Vocabulary current() {
        return current;
    }

    /** Reads the file again if it has changed. An error is logged once, and the previous vocabulary stays in use. */
    public synchronized void refresh() {
        if (file == null) {
            return;
        }
        try {
            FileTime time = Files.getLastModifiedTime(file);
            long length = Files.size(file);
            if (time.equals(modified) && length == size) {
                return;
            }
            modified = time;
            size = length;
            if (length > MAX_BYTES) {
                throw new IllegalArgumentException("longer than %d bytes".formatted(MAX_BYTES));
            }
            current = parse(Files.readAllBytes(file));
            lastError = "";
            LOG.infof("vocabulary %s read, version %s", file, current.version());
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof IOException) {
                modified = null;
            }
            if (!e.toString().equals(lastError)) {
                lastError = e.toString();
                LOG.warnf("vocabulary %s is not used: %s", file, lastError);
            }
        }
    }

    private static Vocabulary parse(byte[] bytes) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        String version = HexFormat.of().formatHex(Sha256.of(text), 0, 8);
        return Vocabulary.read(new StringReader(text), version);
    }
}
