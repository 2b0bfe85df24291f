package org.sunwindow.read.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sunwindow.Settings;
import org.sunwindow.http.ProblemException;

/**
 * Responses of public reads. The cache is bounded in bytes, which {@code quarkus-cache} does not offer, so it is Caffeine
 * itself. Keys contain the version of the data, so entries are never invalidated, only evicted.
 */
@ApplicationScoped
public class ResponseCache {

    /** Bytes of an entry beside its response and its request, an upper estimate. */
    static final int ENTRY_OVERHEAD = 512;

    /** Bytes that a character of a request takes once it is parsed. */
    private static final int CHARACTER = 6;

    /** How long a shared cache may serve a stale response while it revalidates. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private final AsyncCache<Key, Entry> cache;
    private final ReadExecutor computations;
    private final Duration maxAge;
    private final String longest;

    private record Key(Object request, boolean gzip) {}

    /**
     * @param length of the request, in characters
     */
    private record Entry(ReadyResponse response, int length) {}

    ResponseCache(Settings settings, ReadExecutor computations) {
        this.computations = computations;
        this.maxAge = settings.reads().maxAge();
        this.longest = cacheControl(maxAge, STALE);
        this.cache = Caffeine.newBuilder()
                // on the calling thread: waking another one costs more than the maintenance
                .executor(Runnable::run)
                // the other half belongs to ResponseReplay
                .maximumWeight(settings.reads().cacheBytes() / 2)
                .weigher((Key key, Entry entry) ->
                        entry.response().bytes().length + CHARACTER * entry.length() + ENTRY_OVERHEAD)
                .buildAsync();
    }

    /**
     * Returns the cached response, or computes it; concurrent misses of one key compute it once.
     *
     * @param request everything that the response depends on, its format and the version of the data included
     * @param length  of the request, in characters
     * @throws ProblemException if too many computations wait already
     */
    CompletableFuture<ReadyResponse> get(
            Object request, int length, boolean gzip, ReadyResponse.Form form, Supplier<byte[]> compute) {
        return cache.get(
                        new Key(request, gzip),
                        (key, executor) ->
                                computations.run(() -> new Entry(ReadyResponse.of(compute.get(), gzip, form), length)))
                .thenApply(Entry::response);
    }

    /**
     * Returns the {@code Cache-Control} of a response. After its next change, a shared cache must not serve it, not
     * even as stale.
     *
     * @param nextChange when a record next becomes public, expires or lapses without a write
     */
    public String cacheControl(Instant now, Instant nextChange) {
        if (now.plus(maxAge).plus(STALE).isBefore(nextChange)) {
            return longest;
        }
        Duration left = now.isBefore(nextChange) ? Duration.between(now, nextChange) : Duration.ZERO;
        Duration fresh = left.compareTo(maxAge) < 0 ? left : maxAge;
        return cacheControl(fresh, left.minusSeconds(fresh.toSeconds()));
    }

    private static String cacheControl(Duration fresh, Duration stale) {
        return stale.toSeconds() > 0
                ? "public, max-age=%d, stale-while-revalidate=%d".formatted(fresh.toSeconds(), stale.toSeconds())
                : "public, max-age=%d".formatted(fresh.toSeconds());
    }
}
