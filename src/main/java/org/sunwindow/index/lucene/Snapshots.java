package org.sunwindow.index.lucene;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOSupplier;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.InvalidCursorException;
import org.sunwindow.index.Retractions;
import org.sunwindow.index.StaleIndexException;
import org.sunwindow.index.UnknownPastException;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publisher.OwnerRights;

/**
 * Provides requests with snapshots of the index, without the content that was retracted since. Reading and hiding are
 * thread-safe, and so is verifying. Only the thread of the follower opens, refreshes and closes.
 */
final class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration RETRY_STALE = Duration.ofSeconds(1);

    private final OwnerRights rights;

    /** {@code null} if only the present can be read. */
    private final SupersededIndex superseded;

    private final Factory factory = new Factory();

    /** {@code null} while the index is not readable. */
    private volatile SearcherManager manager;

    /** The position of all snapshots in use, {@code null} while there is none or it is changing. */
    private volatile LogPosition position;

    /** The position that readers see; unlike {@link #position}, the earlier one while it is changing. */
    private volatile LogPosition visible;

    /** What {@link #following} readers see. */
    private IndexWriter writer;

    private volatile boolean following;
    private volatile Retractions retractions = Retractions.UNKNOWN;
    private volatile boolean damaged;
    private volatile boolean suspect;

    Snapshots(OwnerRights rights) {
        this(rights, null);
    }

    Snapshots(OwnerRights rights, SupersededIndex superseded) {
        this.rights = rights;
        this.superseded = superseded;
    }

    /** Opens what a writer has written. Snapshots that are open are replaced. */
    void open(IndexWriter writer, LogPosition current) throws IOException {
        this.writer = writer;
        factory.position = current;
        refreshSuperseded();
        replace(new SearcherManager(writer, factory), current, true);
    }

    /** Opens a commit, which stays visible until it is replaced. */
    void open(DirectoryReader commit, LogPosition current) throws IOException {
        factory.position = current;
        replace(new SearcherManager(commit, factory), current, false);
    }

    private void replace(SearcherManager opened, LogPosition current, boolean follow) throws IOException {
        SearcherManager before = manager;
        position = null;
        manager = opened;
        following = follow;
        visible = current;
        position = current;
        if (before != null) {
            before.close();
        }
    }

    /** Keeps what is visible, whatever happens to the writer. */
    void detach() {
        following = false;
        position = visible;
    }

    boolean isOpen() {
        return manager != null;
    }

    boolean isReadable() {
        LogPosition current = visible;
        return manager != null && !damaged && current != null && retractions.cover(current);
    }

    /** Whether readers see what the writer has written. */
    boolean isFollowing() {
        return following;
    }

    boolean isDamaged() {
        return damaged;
    }

    boolean isSuspect() {
        return suspect;
    }

    /** Called once the index has been opened without damage or emptied. */
    void clearDamage() {
        damaged = false;
        suspect = false;
    }

    /** Returns the position that every new request reads at, {@code null} while not readable or changing. */
    LogPosition position() {
        return damaged ? null : position;
    }

    /** Returns the position that readers see, {@code null} while there is none. */
    LogPosition visible() {
        return visible;
    }

    /** Returns what every new request does not see. */
    Retractions retractions() {
        return retractions;
    }

    /** Returns when all reads that begin afterwards see nothing of what is hidden. */
    void hide(Retractions hidden) {
        SearcherManager current = manager;
        if (current != null) {
            try {
                Snapshot whole = guarded(() -> (Snapshot) current.acquire());
                try {
                    prepare(whole, hidden);
                } finally {
                    guarded(() -> release(current, whole));
                }
            } catch (IndexUnavailableException e) {
                // a request that reads it fails, too
            }
        }
        retractions = hidden;
    }

    /**
     * Looks up what is hidden and what is replaced on this thread. Otherwise the next request would, on a thread that
     * serves connections.
     */
    private void prepare(Snapshot whole, Retractions hidden) {
        if (hidden.cover(whole.position)) {
            guarded(() -> whole.without(hidden).lapses());
        }
    }

    private static Void release(SearcherManager owner, Snapshot snapshot) throws IOException {
        owner.release(snapshot);
        return null;
    }

    /** Makes everything written so far visible as the state at a position. */
    void advance(LogPosition next) throws IOException {
        // until the refresh is complete, readers may get either snapshot
        position = null;
        factory.position = next;
        refresh();
    }

    /** Makes everything written so far visible. */
    void refresh() throws IOException {
        refreshSuperseded();
        manager.maybeRefreshBlocking();
        IndexSearcher newest = manager.acquire();
        boolean outdated;
        try {
            visible = ((Snapshot) newest).position;
            position = visible;
            outdated = superseded != null && ((Snapshot) newest).superseded() != superseded.at(visible);
        } finally {
            manager.release(newest);
        }
        if (outdated) {
            // only superseded states were merged; the merged files are deleted once they are no longer read
            replace(new SearcherManager(writer, factory), visible, true);
        }
    }

    private void refreshSuperseded() throws IOException {
        if (superseded != null) {
            superseded.refresh();
        }
    }

    /** Closes without waiting for requests that are being answered. */
    void close() throws IOException {
        SearcherManager closing = manager;
        position = null;
        visible = null;
        following = false;
        manager = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Checks every byte against its checksum; opening reads only headers and footers. May run on any thread. */
    void verify() {
        SearcherManager current = manager;
        if (current == null) {
            return;
        }
        suspect = false;
        try {
            IndexSearcher snapshot = current.acquire();
            try {
                for (LeafReaderContext leaf : snapshot.getIndexReader().leaves()) {
                    leaf.reader().checkIntegrity();
                }
                DirectoryReader earlier = ((Snapshot) snapshot).superseded();
                for (LeafReaderContext leaf : earlier == null ? List.<LeafReaderContext>of() : earlier.leaves()) {
                    leaf.reader().checkIntegrity();
                }
            } finally {
                current.release(snapshot);
            }
        } catch (IOException | RuntimeException | Error e) {
            // what was checked may have been replaced meanwhile
            if (manager == current) {
                damaged(e);
            }
        }
    }

    void damaged(Throwable e) {
        LOG.warnf("the index is damaged and will be rebuilt: %s", ExceptionSummary.of(e));
        damaged = true;
    }

    /** Reads from a snapshot. */
    interface Reading<T> {
        T from(Snapshot snapshot) throws IOException;
    }

    /**
     * Reads from the current snapshot.
     *
     * @throws IndexUnavailableException if the index is not readable, or reading has failed
     * @throws StaleIndexException       if it is not known what is retracted
     */
    <T> T read(Reading<T> reading) {
        return use(snapshot -> guarded(() -> reading.from(snapshot)));
    }

    /** Lends the current snapshot. What is read from it must be {@link #guarded}. */
    <T> T use(Function<Snapshot, T> user) {
        SearcherManager current = manager;
        if (current == null || damaged) {
            throw new IndexUnavailableException(RETRY);
        }
        // before the snapshot: it is then at the position that these were published for, or later
        Retractions hidden = retractions;
        Snapshot whole = guarded(() -> (Snapshot) current.acquire());
        try {
            if (!hidden.cover(whole.position)) {
                throw new StaleIndexException(RETRY_STALE);
            }
            return user.apply(guarded(() -> whole.without(hidden)));
        } finally {
            guarded(() -> release(current, whole));
        }
    }

    /**
     * Reads what is stored. Damaged files make Lucene throw anything, so every failure counts as damage until the index
     * is verified.
     *
     * @throws IndexUnavailableException if reading has failed
     */
    <T> T guarded(IOSupplier<T> reading) {
        try {
            return reading.get();
        } catch (IndexUnavailableException | StaleIndexException | InvalidCursorException | UnknownPastException e) {
            throw e;
        } catch (AlreadyClosedException e) {
            throw new IndexUnavailableException(RETRY);
        } catch (IOException | RuntimeException | Error e) {
            throw failed(e);
        }
    }

    private IndexUnavailableException failed(Throwable e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        if (cause instanceof CorruptIndexException || cause instanceof EOFException) {
            damaged(cause);
        } else {
            LOG.errorf("reading the index failed, it will be verified: %s", ExceptionSummary.of(cause));
            suspect = true;
        }
        return new IndexUnavailableException(RETRY);
    }

    /** Gives each new snapshot the position that the follower has just reached. */
    private final class Factory extends SearcherFactory {

        private volatile LogPosition position;

        @Override
        public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
            DirectoryReader earlier = superseded == null ? null : superseded.lend(reader, position);
            var snapshot = new Snapshot(reader, position, rights, earlier);
            try {
                prepare(snapshot, retractions);
            } catch (IndexUnavailableException e) {
                // a request that reads it fails, too
            }
            return snapshot;
        }
    }
}
