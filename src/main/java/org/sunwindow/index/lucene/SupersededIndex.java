package org.sunwindow.index.lucene;

import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.util.IOUtils;
import org.sunwindow.index.lucene.write.DocumentBatch;
import org.sunwindow.publication.LogPosition;

/**
 * The superseded states of records, in a Lucene index of their own, so that they do not slow down reads of the present.
 * It is committed before the index of the present states, so it is never behind it. States that are applied again after
 * a restart replace themselves. Used by the thread of the follower only.
 */
final class SupersededIndex {

    /** Name of its directory in that of the present states. */
    static final String DIRECTORY = "superseded";

    private final IndexStorage storage;
    private IndexWriter writer;
    private DirectoryReader reader;

    /** Revision of the commit that was opened. States may be missing from what is read of an earlier position. */
    private long opened;

    /**
     * @param version the same as that of the index of the present states
     */
    SupersededIndex(IndexStorage.Opener opener, Analyzer analyzer, String version) {
        this.storage = new IndexStorage(opener, analyzer, version);
    }

    void open() throws IOException {
        storage.open();
    }

    /** Returns whether the last commit has what belongs to a commit of the present states. */
    boolean covers(CommitLabel present) throws IOException {
        Optional<CommitLabel> label = storage.label();
        if (label.isEmpty()) {
            return false;
        }
        LogPosition position = label.get().position();
        opened = position.revision();
        return position.storeId().equals(present.position().storeId())
                && position.revision() >= present.position().revision();
    }

    void wipe() throws IOException {
        storage.wipe();
        opened = 0;
    }

    void openWriter() throws IOException {
        writer = storage.writer();
    }

    /** Opens the last commit, which cannot be written. */
    void openReader() throws IOException {
        replace(DirectoryReader.open(storage.directory()));
    }

    boolean isWritable() {
        IndexWriter current = writer;
        return current != null && current.isOpen();
    }

    boolean isFoundDamaged() {
        IndexWriter current = writer;
        return current != null && IndexStorage.isFoundDamaged(current);
    }

    void write(DocumentBatch batch) throws IOException {
        for (var id : batch.dropped()) {
            writer.deleteDocuments(id);
        }
        for (DocumentBatch.Entry state : batch.superseded()) {
            IndexStorage.write(writer, state);
        }
    }

    void flush() throws IOException {
        writer.flush();
    }

    boolean hasUncommittedChanges() {
        return isWritable() && writer.hasUncommittedChanges();
    }

    void commit(CommitLabel label) throws IOException {
        writer.setLiveCommitData(label.data().entrySet());
        writer.commit();
    }

    /** Removes deleted states from the files. Withdrawn content must not stay there until segments are merged. */
    void purge() throws IOException {
        if (isWritable() && writer.hasDeletions() && !writer.hasPendingMerges()) {
            writer.forceMergeDeletes(false);
        }
    }

    /** Reads what is written from now on. */
    void refresh() throws IOException {
        if (!isWritable()) {
            return;
        }
        DirectoryReader next =
                reader == null ? DirectoryReader.open(writer) : DirectoryReader.openIfChanged(reader, writer);
        if (next != null) {
            replace(next);
        }
    }

    private void replace(DirectoryReader next) throws IOException {
        DirectoryReader before = reader;
        reader = next;
        if (before != null) {
            before.decRef();
        }
    }

    /** Returns the states that belong to a position, {@code null} if some may be missing. */
    DirectoryReader at(LogPosition position) {
        return position.revision() < opened ? null : reader;
    }

    /** Returns the states that belong to a position. They stay open as long as a reader of the present states. */
    DirectoryReader lend(IndexReader present, LogPosition position) {
        DirectoryReader lent = at(position);
        if (lent == null || !lent.tryIncRef()) {
            return null;
        }
        present.getReaderCacheHelper().addClosedListener(closed -> lent.decRef());
        return lent;
    }

    /** Closes the writer; what is read stays. */
    void closeWriter() {
        IOUtils.closeWhileHandlingException(writer);
        writer = null;
    }

    void close() throws IOException {
        DirectoryReader closing = reader;
        reader = null;
        IOUtils.close(closing == null ? null : closing::decRef, writer, storage.directory());
        writer = null;
        storage.closed();
    }
}
