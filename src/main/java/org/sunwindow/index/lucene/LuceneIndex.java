package org.sunwindow.index.lucene;

import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.util.IOUtils;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.http.Failures;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.query.QueryBuilder;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.query.WordQueries;
import org.sunwindow.index.lucene.suggest.Suggestions;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.DocumentBatch;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;

/**
 * The index in a directory of this process. Its commits say which revision of which store they hold and how they were
 * made, so after any end of the process the next one goes on from there or, where that is impossible, from nothing.
 */
@ApplicationScoped
public class LuceneIndex implements SearchIndex {

    private static final Logger LOG = Logger.getLogger(LuceneIndex.class);
    private static final double WRITE_BUFFER_MB = 32;
    private static final double MOST = 0.8;

    /** Known while a native image is built, which is then built without the other way of reading. */
    private static final boolean NATIVE = ImageMode.current().isNativeImage();

    private static final Duration BUILDING_RETRY = Duration.ofSeconds(5);

    private final Settings.Index settings;
    private final ChineseAnalyzer analyzer = new ChineseAnalyzer();
    private final QueryBuilder queries;
    private final DocumentBuilder documents;
    private final VocabularySource vocabulary;
    private final VocabularyCaches made = new VocabularyCaches();

    /** Of the follower's thread only. */
    private Directory directory;

    private IndexWriter writer;
    private SnapshotFactory snapshots;

    /** What the writer holds; a commit may hold less. */
    private volatile LogPosition held;

    /** What readers see, {@code null} while closed and during the first build, which is not shown half done. */
    private volatile SearcherManager readable;

    /** The one head that readers see, {@code null} while there is none or it changes. */
    private volatile LogPosition shown;

    private volatile DataVersion edition;
    private volatile boolean damaged;

    /** Of the index: it also names the kinds, because an index that was made without one lacks its records, and the words. */
    private final String version;

    LuceneIndex(Settings settings, Kinds kinds, StrictJson json, VocabularySource vocabulary) {
        this.settings = settings.index();
        var words = new TermWeights(vocabulary.builtIn(), analyzer);
        this.queries = new QueryBuilder(analyzer, words, kinds, settings.zone());
        this.vocabulary = vocabulary;
        this.version = String.join(
                ".",
                ChineseAnalyzer.VERSION,
                DocumentBuilder.VERSION,
                vocabulary.builtIn().version(),
                String.join("+", kinds.names()));
        this.documents = new DocumentBuilder(kinds, json, words);
    }

    /** Opens what is there, or an empty index where nothing usable is. */
    public void open() throws IOException {
        Files.createDirectories(settings.directory());
        directory = directory();
        try {
            CommitLabel label = label();
            if (label != null) {
                try {
                    writer = writer();
                    held = label.head();
                    if (label.complete()) {
                        show();
                    }
                } catch (IOException | IllegalArgumentException e) {
                    ignoreDamage(e);
                    IOUtils.closeWhileHandlingException(writer);
                    label = null;
                }
            }
            if (label == null) {
                wipe(directory);
                writer = writer();
                held = new LogPosition(new UUID(0, 0), 0, Instant.EPOCH);
            }
            damaged = false;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the index lives; a test puts one here that fails. */
    Directory directory() throws IOException {
        return NATIVE ? new MappedDirectory(settings.directory()) : FSDirectory.open(settings.directory());
    }

    private IndexWriter writer() throws IOException {
        var config = new IndexWriterConfig(analyzer)
                .setSimilarity(new TextSimilarity())
                .setIndexSort(StaticRank.order())
                .setRAMBufferSizeMB(WRITE_BUFFER_MB)
                .setCommitOnClose(false);
        return new IndexWriter(directory, config);
    }

    /** What the newest commit says, {@code null} when there is none that this version can use. */
    private CommitLabel label() throws IOException {
        try {
            if (!DirectoryReader.indexExists(directory)) {
                return null;
            }
            var label = CommitLabel.of(SegmentInfos.readLatestCommit(directory).getUserData());
            if (label.version().equals(version)) {
                return label;
            }
            LOG.infof("the index is of version %s, not %s, and is built anew", label.version(), version);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            ignoreDamage(e);
        }
        return null;
    }

    /** Lets damage pass, which a new build mends; anything else, such as a lock or a full disk, it would not mend. */
    private static void ignoreDamage(Exception e) throws IOException {
        if (e instanceof IOException failure && !isDamage(failure)) {
            throw failure;
        }
        LOG.warnf("the index is damaged and is built anew: %s", e.getMessage());
    }

    private static boolean isDamage(IOException e) {
        return e instanceof CorruptIndexException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexFormatTooNewException
                || e instanceof EOFException
                || e instanceof NoSuchFileException
                || e instanceof FileNotFoundException;
    }

    /** Under the write lock: an index that another process uses is not ours to remove. */
    private static void wipe(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            lock.ensureValid();
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        }
    }

    /** Throws away what the index holds, because it is of another store or damaged. Readers wait for the new build. */
    public void reset() throws IOException {
        close();
        try (Directory old = directory()) {
            wipe(old);
        }
        open();
    }

    /** The first build is complete, or was found so: readers may come. */
    public void show() throws IOException {
        if (readable == null) {
            snapshots = new SnapshotFactory(held);
            readable = new SearcherManager(writer, snapshots);
            shown = held;
        }
    }

    /** Where the writer stands, also while a first build goes on; {@code null} while closed. */
    public LogPosition held() {
        return held;
    }

    public boolean isReadable() {
        return readable != null;
    }

    /** Whether writing has failed for good, as on a full disk; what was committed is sound. */
    public boolean isBroken() {
        return writer == null || !writer.isOpen();
    }

    /**
     * Joins the parts of the index, each of which every question has to look through, when the largest has not most of the
     * records. In the background; what is written later stays beside it until that is so again.
     */
    public void join() throws IOException {
        if (readable == null || writer.hasPendingMerges()) {
            return;
        }
        int largest = 0;
        int all = 0;
        for (int records : reading(Snapshot::parts)) {
            largest = Math.max(largest, records);
            all += records;
        }
        if (largest < MOST * all) {
            writer.forceMerge(1, false);
        }
    }

    /** Lets readers see the parts of the index as they have been joined since. */
    public void refresh() throws IOException {
        if (readable != null) {
            readable.maybeRefreshBlocking();
            shown = reading(snapshot -> snapshot.head);
        }
    }

    /** Whether parts were joined since the last commit, which still keeps the old ones. */
    public boolean isUncommitted() {
        return readable != null && writer.hasUncommittedChanges();
    }

    public boolean isDamaged() {
        return damaged;
    }

    @Override
    public void apply(List<Change> changes, LogPosition head) {
        apply(prepared(changes), head);
    }

    /** Changes as documents. Of any thread, also while others are applied. */
    public DocumentBatch prepared(List<Change> changes) {
        return DocumentBatch.of(changes, documents, StaticRank.order());
    }

    public void apply(DocumentBatch batch, LogPosition head) {
        try {
            for (DocumentBatch.Entry entry : batch.entries()) {
                write(entry);
            }
            held = head;
            if (readable != null) {
                // in between, readers may see either
                shown = null;
                snapshots.head = head;
                readable.maybeRefreshBlocking();
                shown = reading(snapshot -> snapshot.head);
            } else {
                // together with the next batch it would not be in order
                writer.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(DocumentBatch.Entry entry) throws IOException {
        if (entry.document() == null) {
            writer.deleteDocuments(entry.id());
            return;
        }
        try {
            writer.updateDocument(entry.id(), entry.document());
        } catch (AlreadyClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf("%s is not shown: %s", entry.id().text(), Failures.told(e));
            writer.deleteDocuments(entry.id());
        }
    }

    /** Makes durable what was applied. Until then the log, which is durable, would be read again. */
    public void commit() throws IOException {
        var label = new CommitLabel(version, held.storeId(), held.revision(), held.time(), readable != null);
        writer.setLiveCommitData(label.data().entrySet());
        writer.commit();
    }

    /** Reads every byte against its checksum; opening reads only headers and footers. */
    public void verify() {
        SearcherManager searchers = readable;
        if (searchers == null) {
            return;
        }
        try {
            IndexSearcher snapshot = searchers.acquire();
            try {
                for (LeafReaderContext leaf : snapshot.getIndexReader().leaves()) {
                    leaf.reader().checkIntegrity();
                }
            } finally {
                searchers.release(snapshot);
            }
        } catch (IOException e) {
            LOG.warnf("the index is damaged: %s", e.getMessage());
            damaged = true;
        }
    }

    /** Leaves the last commit as it is. */
    public void close() throws IOException {
        SearcherManager searchers = readable;
        shown = null;
        readable = null;
        held = null;
        IOUtils.close(searchers, writer, directory);
        writer = null;
        directory = null;
    }

    @Override
    public DataVersion edition(Instant now) {
        DataVersion known = edition;
        if (known != null && isCurrent(known, now)) {
            return known;
        }
        String words = vocabulary.current().version();
        return reading(snapshot -> {
            boolean same = known != null && known.isOf(snapshot.head, words) && known.holdsAt(now);
            if (same) {
                return known;
            }
            Instant until = queries.earlierOfNewYear(now, snapshot.nextVisibilityChange(now));
            edition = new DataVersion(snapshot.head, words, now, until);
            return edition;
        });
    }

    @Override
    public boolean isCurrent(DataVersion edition, Instant now) {
        return edition.isOf(shown, vocabulary.current().version()) && edition.holdsAt(now);
    }

    @Override
    public SearchResult search(SearchRequest request, Instant now) {
        return reading(
                snapshot -> new LuceneSearch(snapshot, analyzer, queries, vocabulary.current(), made::correction, now)
                        .search(request));
    }

    @Override
    public List<Suggestion> suggest(String typed, int size, Instant now) {
        return reading(snapshot -> {
            WordQueries words = queries.words(snapshot, vocabulary.current());
            return new Suggestions(snapshot, words, made.suggestWords(snapshot, vocabulary.current()), now)
                    .find(typed, size);
        });
    }

    @Override
    public <T> T records(Instant now, Function<Records, T> reading) {
        return reading(snapshot -> reading.apply(new LuceneRecords(snapshot, now)));
    }

    private interface Reading<T> {
        T from(Snapshot snapshot) throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        SearcherManager searchers = readable;
        if (searchers == null) {
            throw building();
        }
        try {
            var snapshot = (Snapshot) searchers.acquire();
            try {
                return reading.from(snapshot);
            } finally {
                searchers.release(snapshot);
            }
        } catch (AlreadyClosedException e) {
            throw building();
        } catch (IOException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        }
    }

    private RuntimeException failed(IOException e) {
        if (e instanceof CorruptIndexException || e instanceof EOFException) {
            LOG.warnf("the index is damaged: %s", e.getMessage());
            damaged = true;
            return building();
        }
        return new UncheckedIOException(e);
    }

    private static ProblemException building() {
        return ProblemException.retryAfter(ProblemCode.INDEX_BUILDING, "检索数据正在准备，请稍后再试。", BUILDING_RETRY);
    }

    /** Gives each new reader the head that the follower has just reached; only the follower refreshes. */
    private static final class SnapshotFactory extends SearcherFactory {

        private volatile LogPosition head;

        SnapshotFactory(LogPosition head) {
            this.head = head;
        }

        @Override
        public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
            return new Snapshot(reader, head);
        }
    }
}
