package org.sunwindow.index.lucene;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.Records;
import org.sunwindow.index.Retractions;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.DocumentBatch;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publisher.OwnerRights;

/**
 * A {@link SearchIndex} by Lucene, in a local directory. Each commit is labelled with its version and its position in
 * the revision log. After a restart, even after a crash, indexing continues from the last commit, or from scratch if
 * that is of another version or damaged.
 */
@ApplicationScoped
class LuceneIndex implements SearchIndex {

    private static final Logger LOG = Logger.getLogger(LuceneIndex.class);

    /** Segments are merged when the largest has less than this share of all records. */
    private static final double LARGEST_SEGMENT = 0.8;

    private final Settings.Index settings;
    private final ChineseAnalyzer analyzer = new ChineseAnalyzer();
    private final DocumentBuilder documents;
    private final IndexStorage storage;
    private final SupersededIndex superseded;
    private final Snapshots snapshots;
    private final IndexReads reads;

    /** Written by the thread of the follower only, like {@link #committed}; {@code null} while closed. */
    private volatile IndexWriter writer;

    /**
     * Position up to which changes were written, {@code null} while closed; the last commit may be of an earlier one.
     */
    private volatile LogPosition position;

    private volatile CommitLabel committed = CommitLabel.NONE;

    LuceneIndex(Settings settings, Kinds kinds, StrictJson json, VocabularySource vocabulary) {
        this.settings = settings.index();
        var weights = new TermWeights(vocabulary.builtIn(), analyzer);
        this.documents = new DocumentBuilder(kinds, json, weights);
        // names the kinds, too: an index built without a kind lacks the records of that kind
        String version = String.join(
                ".",
                ChineseAnalyzer.VERSION,
                DocumentBuilder.VERSION,
                vocabulary.builtIn().version(),
                String.join("+", kinds.names()));
        Path place = this.settings.directory();
        this.storage = new IndexStorage(() -> directory(place), analyzer, version);
        this.superseded =
                new SupersededIndex(() -> directory(place.resolve(SupersededIndex.DIRECTORY)), analyzer, version);
        this.snapshots = new Snapshots(OwnerRights.of(settings), superseded);
        this.reads = new IndexReads(
                snapshots,
                analyzer,
                new QueryBuilder(analyzer, weights, kinds, settings.zone()),
                vocabulary,
                kinds,
                json);
    }

    /** Opens a directory; overridden by tests to inject failures. */
    Directory directory(Path place) throws IOException {
        return MappedDirectory.at(place);
    }

    SearchStages stages() {
        return reads.stages();
    }

    @Override
    public void open() throws IOException {
        Files.createDirectories(settings.directory().resolve(SupersededIndex.DIRECTORY));
        storage.open();
        try {
            superseded.open();
            if (!openCommit()) {
                storage.wipe();
                superseded.wipe();
                writer = storage.writer();
                superseded.openWriter();
                committed = CommitLabel.NONE;
                position = committed.position();
            }
            snapshots.clearDamage();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns whether there is a commit that can be used. */
    private boolean openCommit() throws IOException {
        Optional<CommitLabel> label = storage.label();
        if (label.isEmpty() || !superseded.covers(label.get())) {
            return false;
        }
        try {
            committed = label.get();
            position = committed.position();
            openWriter(committed);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            IndexStorage.ignoreDamage(e);
            closeWriters();
            return false;
        }
    }

    private void closeWriters() {
        IOUtils.closeWhileHandlingException(writer);
        writer = null;
        superseded.closeWriter();
    }

    private void openWriter(CommitLabel label) throws IOException {
        try {
            writer = storage.writer();
            superseded.openWriter();
            if (label.complete()) {
                publish();
            }
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!label.complete()) {
                throw e;
            }
            LOG.warnf("the index in %s cannot be written and is read-only: %s", settings.directory(), e.getMessage());
            closeWriters();
            superseded.openReader();
            snapshots.open(DirectoryReader.open(storage.directory()), position);
        }
    }

    @Override
    public void reopen() throws IOException {
        if (!snapshots.isOpen()) {
            close();
            open();
            return;
        }
        snapshots.detach();
        closeWriters();
        try {
            CommitLabel label = storage.label().orElseThrow(() -> new CorruptIndexException("no commit", "the index"));
            if (!superseded.covers(label)) {
                throw new CorruptIndexException("no commit of the same position", SupersededIndex.DIRECTORY);
            }
            writer = storage.writer();
            superseded.openWriter();
            committed = label;
            position = label.position();
        } catch (CorruptIndexException | EOFException e) {
            snapshots.damaged(e);
        }
    }

    @Override
    public void close() throws IOException {
        position = null;
        IOUtils.close(snapshots::close, superseded::close, writer, storage.directory());
        writer = null;
        storage.closed();
    }

    @Override
    public void reset() throws IOException {
        close();
        storage.open();
        try {
            storage.wipe();
        } finally {
            storage.directory().close();
        }
        open();
    }

    @Override
    public Status status() {
        LogPosition durable = committed.durable();
        return new Status(
                position, snapshots.visible(), durable, snapshots.isFollowing(), snapshots.isReadable(), fault());
    }

    private Fault fault() {
        IndexWriter current = writer;
        if (snapshots.isDamaged()
                || current != null && IndexStorage.isFoundDamaged(current)
                || superseded.isFoundDamaged()) {
            return Fault.DAMAGED;
        }
        if (current == null || !current.isOpen() || !superseded.isWritable()) {
            return Fault.NOT_WRITABLE;
        }
        return snapshots.isSuspect() ? Fault.SUSPECT : Fault.NONE;
    }

    @Override
    public void hide(Retractions retractions) {
        snapshots.hide(retractions);
    }

    @Override
    public Batch prepare(List<Change> changes) {
        return DocumentBatch.of(changes, documents, StaticRank.order());
    }

    @Override
    public void apply(Batch batch, LogPosition next) throws IOException {
        superseded.write((DocumentBatch) batch);
        for (DocumentBatch.Entry entry : ((DocumentBatch) batch).entries()) {
            IndexStorage.write(writer, entry);
        }
        position = next;
        if (snapshots.isFollowing()) {
            snapshots.advance(next);
        } else {
            // each batch is sorted, but two in one buffer are not
            writer.flush();
            superseded.flush();
        }
    }

    @Override
    public void publish() throws IOException {
        if (!snapshots.isFollowing()) {
            snapshots.open(writer, position);
        }
    }

    @Override
    public boolean hasUncommittedChanges() {
        // a writer on an empty directory has changes before anything was applied
        IndexWriter current = writer;
        return current != null
                && current.isOpen()
                && (position != committed.position()
                        || snapshots.isFollowing()
                                && (current.hasUncommittedChanges() || superseded.hasUncommittedChanges()));
    }

    @Override
    public void commit() throws IOException {
        var label = new CommitLabel(storage.version(), position, snapshots.isOpen());
        superseded.commit(label);
        writer.setLiveCommitData(label.data().entrySet());
        writer.commit();
        committed = label;
    }

    /**
     * Merges all segments into one unless the largest has most of the records: each segment costs every search lookups.
     */
    @Override
    public void merge() throws IOException {
        if (!snapshots.isFollowing() || !snapshots.isReadable() || writer.hasPendingMerges()) {
            return;
        }
        superseded.purge();
        int largest = 0;
        int all = 0;
        for (int records : snapshots.read(Snapshot::segmentSizes)) {
            largest = Math.max(largest, records);
            all += records;
        }
        if (largest < LARGEST_SEGMENT * all) {
            writer.forceMerge(1, false);
        }
    }

    @Override
    public void refresh() throws IOException {
        if (snapshots.isFollowing()) {
            snapshots.refresh();
        }
    }

    @Override
    public void verify() {
        snapshots.verify();
    }

    @Override
    public DataVersion dataVersion(Instant now) {
        return reads.dataVersion(now);
    }

    @Override
    public boolean isCurrent(DataVersion version, Instant now) {
        return reads.isCurrent(version, now);
    }

    @Override
    public SearchResult search(SearchRequest request, Instant now) {
        return reads.search(request, now);
    }

    @Override
    public List<Suggestion> suggest(String typed, int size, Instant now) {
        return reads.suggest(typed, size, now);
    }

    @Override
    public <T> T records(Instant now, Instant asOf, Function<Records, T> reading) {
        return reads.records(now, asOf, reading);
    }

    @Override
    public <T> T log(Instant now, Function<PublicLog, T> reading) {
        return reads.log(now, reading);
    }
}
