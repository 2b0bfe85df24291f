package org.sunwindow.index.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.index.Retractions;
import org.sunwindow.index.lucene.write.DocumentBatch;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TextSimilarity;

/** Manages the directory of the index and its commits. Used by the thread of the follower only. */
final class IndexStorage {

    private static final Logger LOG = Logger.getLogger(IndexStorage.class);
    private static final double WRITE_BUFFER_MB = 32;

    private final Opener opener;
    private final Analyzer analyzer;
    private final String version;
    private Directory directory;

    /** Opens the directory; may be called again after it was closed. */
    interface Opener {
        Directory open() throws IOException;
    }

    /**
     * @param version of analysis, documents, vocabulary and kinds; commits of another version are not used
     */
    IndexStorage(Opener opener, Analyzer analyzer, String version) {
        this.opener = opener;
        this.analyzer = analyzer;
        this.version = version;
    }

    String version() {
        return version;
    }

    void open() throws IOException {
        directory = opener.open();
    }

    /** Returns the directory, {@code null} while closed. */
    Directory directory() {
        return directory;
    }

    void closed() {
        directory = null;
    }

    /** Opens a writer on the last commit, or on an empty directory. */
    IndexWriter writer() throws IOException {
        var config = new IndexWriterConfig(analyzer)
                .setSimilarity(new TextSimilarity())
                .setIndexSort(StaticRank.order())
                .setRAMBufferSizeMB(WRITE_BUFFER_MB)
                .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0))
                .setCommitOnClose(false);
        return new IndexWriter(directory, config);
    }

    /**
     * Writes a document, which replaces one with the same identity. A document that Lucene refuses must not block those
     * after it.
     */
    static void write(IndexWriter writer, DocumentBatch.Entry entry) throws IOException {
        if (entry.document() == null) {
            writer.deleteDocuments(entry.id());
            return;
        }
        try {
            writer.updateDocument(entry.id(), entry.document());
        } catch (AlreadyClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf("%s cannot be indexed and is not served: %s", entry.id().text(), ExceptionSummary.of(e));
            writer.deleteDocuments(entry.id());
        }
    }

    /** Returns the label of the last commit, empty when there is none that this version can use. */
    Optional<CommitLabel> label() throws IOException {
        try {
            if (!DirectoryReader.indexExists(directory)) {
                return Optional.empty();
            }
            var label = CommitLabel.of(SegmentInfos.readLatestCommit(directory).getUserData());
            if (label.version().equals(version)) {
                return Optional.of(label);
            }
            LOG.infof("the index has version %s, not %s, and will be rebuilt", label.version(), version);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            ignoreDamage(e);
        }
        return Optional.empty();
    }

    /**
     * Logs damage, which a rebuild repairs; rethrows anything that a rebuild would not repair, such as a lock or a full
     * disk.
     */
    static void ignoreDamage(Exception e) throws IOException {
        if (e instanceof IOException failure && !isDamage(failure)) {
            throw failure;
        }
        LOG.warnf("the index is damaged and will be rebuilt: %s", e.getMessage());
    }

    /** Whether a writer was closed because it met damage, as when merging. */
    static boolean isFoundDamaged(IndexWriter writer) {
        Throwable cause = writer.getTragicException();
        while (cause != null && !(cause instanceof CorruptIndexException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static boolean isDamage(IOException e) {
        return e instanceof CorruptIndexException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexFormatTooNewException
                || e instanceof EOFException
                || e instanceof NoSuchFileException
                || e instanceof FileNotFoundException;
    }

    /**
     * Deletes the index in the open directory.
     *
     * @throws IOException if another process holds the write lock and thus uses the index
     */
    void wipe() throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            lock.ensureValid();
            for (String file : directory.listAll()) {
                boolean isOther = file.startsWith(Retractions.FILE) || file.equals(SupersededIndex.DIRECTORY);
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME) && !isOther) {
                    directory.deleteFile(file);
                }
            }
        }
    }
}
