package org.sunwindow.index;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;

/**
 * The search index of this instance. It is filled from the revision log and answers all public reads. The
 * implementation is Lucene inside the process; a remote engine can take its place.
 *
 * <p>The methods that read ({@link #dataVersion}, {@link #isCurrent}, {@link #search}, {@link #suggest},
 * {@link #records}), {@link #status}, {@link #hide}, {@link #verify} and {@link #prepare} are thread-safe. All others
 * are called by a single thread, the {@link IndexFollower}. While the index is not readable, every method that reads
 * except {@link #isCurrent} throws {@link IndexUnavailableException}; while it may lack withdrawals that are not hidden
 * either, {@link StaleIndexException}. A read that fails because of what is stored throws
 * {@link IndexUnavailableException}, too.
 */
public interface SearchIndex {

    /**
     * Opens the stored index, or an empty one where none exists that this version can use.
     *
     * @throws IOException if the storage cannot be used; the index stays closed and opening may be tried again
     */
    void open() throws IOException;

    /** Closes the index. Batches applied since the last commit are dropped; the revision log still has them. */
    void close() throws IOException;

    /**
     * Opens the storage for writing again, at the last commit. Readers keep what they see until {@link #publish} is
     * called.
     *
     * @throws IOException if the storage still cannot be written
     */
    void reopen() throws IOException;

    /** Deletes all stored data and opens an empty index. It is not readable until {@link #publish} is called. */
    void reset() throws IOException;

    /** The state of the index. Returns at once, without I/O. */
    Status status();

    /**
     * @param position  log position up to which changes have been applied, {@code null} while the index is closed
     * @param visible   log position that readers see, {@code null} while nothing can be read
     * @param durable   log position of the stored state that a restart can answer from, {@code null} while there is
     *     none
     * @param following whether readers see what is applied; otherwise only after {@link #publish}
     * @param readable  whether requests are answered; {@code false} while closed, damaged and during the first build,
     *     and until it is known what to {@link #hide}
     * @param fault     what keeps the index from being used further
     */
    record Status(
            LogPosition position,
            LogPosition visible,
            LogPosition durable,
            boolean following,
            boolean readable,
            Fault fault) {}

    /** A condition that the follower repairs. */
    enum Fault {
        NONE,
        /** A read has failed as if the stored data were damaged: verify. */
        SUSPECT,
        /** The storage cannot be written, as on a full disk or a read-only one. What is visible is sound: reopen. */
        NOT_WRITABLE,
        /** The stored data are damaged: reset and rebuild. */
        DAMAGED
    }

    /**
     * Sets what is hidden from readers. Takes effect for all reads that begin afterwards, cached responses included.
     */
    void hide(Retractions retractions);

    /** Changes in the form in which the index stores them. Only the index that prepared a batch can apply it. */
    interface Batch {}

    /**
     * Converts changes to what is stored for them. May run while other batches are applied. A record that cannot be
     * converted is logged and removed from the index, so that it does not block the changes after it.
     *
     * @param changes in the order of the log
     */
    Batch prepare(List<Change> changes);

    /**
     * Applies a batch. If the index is readable, all changes of the batch become visible together.
     *
     * @param position log position of the index afterwards
     */
    void apply(Batch batch, LogPosition position) throws IOException;

    /** Makes visible what is applied, once the first build is complete or what was visible is reached again. */
    void publish() throws IOException;

    /** Whether a commit would store anything: batches applied or segments merged since the last one. */
    boolean hasUncommittedChanges();

    /** Makes everything applied so far durable, together with its log position. */
    void commit() throws IOException;

    /**
     * Starts background maintenance that makes searches faster, such as merging segments, if there is any to do. Called
     * after some seconds without changes. Returns without waiting for it.
     */
    void merge() throws IOException;

    /** Makes the results of finished maintenance visible, and applied batches that could not be made visible before. */
    void refresh() throws IOException;

    /** Checks all stored data against their checksums. Damage is reported by {@link #status}. */
    void verify();

    /**
     * The version of the data that answers are computed from now. Two equal requests have equal answers in one version.
     */
    DataVersion dataVersion(Instant now);

    /** Whether a version still holds. Returns at once, without I/O; {@code false} while the index is not readable. */
    boolean isCurrent(DataVersion version, Instant now);

    /**
     * Returns one page of hits, with facets, groups and highlights as requested.
     *
     * @throws InvalidCursorException if the cursor does not belong to the request
     * @throws UnknownPastException   if not all states are known that the records had at the instant of the request
     */
    SearchResult search(SearchRequest request, Instant now);

    /**
     * Completes a text that is being typed.
     *
     * @param size maximum number of suggestions, the likeliest first
     */
    List<Suggestion> suggest(String typed, int size, Instant now);

    /**
     * Reads single records, all from the same state of the index.
     *
     * @param reading called once, on the thread of the caller; must not keep the {@link Records}
     */
    default <T> T records(Instant now, Function<Records, T> reading) {
        return records(now, null, reading);
    }

    /**
     * Reads single records as they stood at an instant, as far as they are public now.
     *
     * @param asOf not after {@code now}, {@code null} for the present
     */
    <T> T records(Instant now, Instant asOf, Function<Records, T> reading);

    /**
     * Reads the public log, all from the same state of the index.
     *
     * @param reading called once, on the thread of the caller; must not keep the {@link PublicLog}
     */
    <T> T log(Instant now, Function<PublicLog, T> reading);
}
