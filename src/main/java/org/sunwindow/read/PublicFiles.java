package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sunwindow.index.Freshness;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.publication.StoredFile;
import org.sunwindow.read.cache.ReadExecutor;
import org.sunwindow.read.cache.ResponseCache;

/** Knows which uploaded files are public: those that a public record names. Reads the index, never the database. */
@ApplicationScoped
public class PublicFiles {

    private final SearchIndex index;
    private final Freshness freshness;
    private final ReadExecutor executor;
    private final ResponseCache cache;
    private final Clock clock;

    PublicFiles(SearchIndex index, Freshness freshness, ReadExecutor executor, ResponseCache cache, Clock clock) {
        this.index = index;
        this.freshness = freshness;
        this.executor = executor;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * A file that is public now.
     *
     * @param cacheControl how long it may be used without revalidation
     */
    public record PublicFile(StoredFile file, String cacheControl) {}

    /** Returns a file, empty unless a record that is public now lists it under the name. */
    public CompletionStage<Optional<PublicFile>> find(String hash, String name) {
        return freshness.holds(clock.instant())
                ? executor.run(() -> read(hash, name))
                : freshness.awaitPoll().thenCompose(polled -> executor.run(() -> read(hash, name)));
    }

    private Optional<PublicFile> read(String hash, String name) {
        Instant now = clock.instant();
        Optional<StoredFile> file = index.records(now, records -> records.file(hash, name));
        return file.map(found -> new PublicFile(
                found, cache.cacheControl(now, index.dataVersion(now).until())));
    }
}
