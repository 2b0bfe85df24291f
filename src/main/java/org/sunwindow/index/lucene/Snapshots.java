package org.sunwindow.index.lucene;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.jboss.logging.Logger;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.publication.LogPosition;

/**
 * Provides requests with snapshots of the index. Reading is thread-safe. Only the thread of the follower opens,
 * refreshes and closes.
 */
final class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Factory factory = new Factory();

    /** {@code null} while the index is not readable. */
    private volatile SearcherManager manager;

    /** The position of all snapshots in use, {@code null} while there is none or it is changing. */
    private volatile LogPosition position;

    private volatile boolean damaged;

    void open(IndexWriter writer, LogPosition current) throws IOException {
        factory.position = current;
        manager = new SearcherManager(writer, factory);
        position = current;
    }

    boolean isReadable() {
        return manager != null;
    }

    boolean isDamaged() {
        return damaged;
    }

    /** Called once the index has been opened without damage or emptied. */
    void clearDamage() {
        damaged = false;
    }

    /** Returns the position that every new request reads at, {@code null} while not readable or changing. */
    LogPosition position() {
        return position;
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
        manager.maybeRefreshBlocking();
        position = read(snapshot -> snapshot.position);
    }

    /** Closes without waiting for requests that are being answered. */
    void close() throws IOException {
        SearcherManager closing = manager;
        position = null;
        manager = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Checks every byte against its checksum; opening reads only headers and footers. */
    void verify() {
        SearcherManager current = manager;
        if (current == null) {
            return;
        }
        try {
            IndexSearcher snapshot = current.acquire();
            try {
                for (LeafReaderContext leaf : snapshot.getIndexReader().leaves()) {
                    leaf.reader().checkIntegrity();
                }
            } finally {
                current.release(snapshot);
            }
        } catch (IOException e) {
            damaged(e);
        }
    }

    private void damaged(IOException e) {
        LOG.warnf("the index is damaged: %s", e.getMessage());
        damaged = true;
    }

    /** Reads from a snapshot. */
    interface Reading<T> {
        T from(Snapshot snapshot) throws IOException;
    }

    /**
     * Reads from the current snapshot.
     *
     * @throws IndexUnavailableException if the index is not readable, or found to be damaged
     */
    <T> T read(Reading<T> reading) {
        SearcherManager current = manager;
        if (current == null) {
            throw new IndexUnavailableException(RETRY);
        }
        try {
            var snapshot = (Snapshot) current.acquire();
            try {
                return reading.from(snapshot);
            } finally {
                current.release(snapshot);
            }
        } catch (AlreadyClosedException e) {
            throw new IndexUnavailableException(RETRY);
        } catch (IOException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        }
    }

    private RuntimeException failed(IOException e) {
        if (e instanceof CorruptIndexException || e instanceof EOFException) {
            damaged(e);
            return new IndexUnavailableException(RETRY);
        }
        return new UncheckedIOException(e);
    }

    /** Gives each new snapshot the position that the follower has just reached. */
    private static final class Factory extends SearcherFactory {

        private volatile LogPosition position;

        @Override
        public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
            return new Snapshot(reader, position);
        }
    }
}
