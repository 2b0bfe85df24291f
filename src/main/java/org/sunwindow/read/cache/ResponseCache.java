package org.sunwindow.read.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sunwindow.Settings;
import org.sunwindow.http.ProblemException;

/**
 * Responses of public reads. The cache is bounded in bytes, which {@code quarkus-cache} does not offer, so it is
 * Caffeine itself. Keys contain the version of the data, so entries are never invalidated, only evicted.
 */
@ApplicationScoped
public class ResponseCache {

    /** Bytes of an entry besides its response and its request, an upper estimate. */
    static final int ENTRY_OVERHEAD = 512;

    /** Bytes that a character of a request takes once it is parsed. */
    private static final int CHARACTER = 6;

    private final AsyncCache<Key, Entry> cache;
    private final ReadExecutor computations;
    private final Duration maxAge;
    private final String longest;

    private record Key(Object request, boolean gzip) {}

    /**
     * @param length of the request, in characters
     */
    private record Entry(ReadyResponse response, int length) {}

    ResponseCache(Settings settings, ReadExecutor computations, MeterRegistry registry) {
        this.computations = computations;
        this.maxAge = settings.reads().maxAge();
        this.longest = cacheControl(maxAge);
        this.cache = Caffeine.newBuilder()
                // on the calling thread: waking another one costs more than the maintenance
                .executor(Runnable::run)
                // the other half belongs to ResponseReplay
                .maximumWeight(settings.reads().cacheBytes() / 2)
                .weigher((Key key, Entry entry) ->
                        entry.response().bytes().length + CHARACTER * entry.length() + ENTRY_OVERHEAD)
                .recordStats()
                .buildAsync();
        // what ResponseReplay sends does not come here, see http.RequestMetrics
        CaffeineCacheMetrics.monitor(registry, cache, "responses");
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
     * Returns the {@code Cache-Control} of a response. After its next change, a shared cache must not serve it. It must
     * not serve it as stale either, because a record may have been withdrawn: {@code max-age} is the longest time that
     * the documentation promises.
     *
     * @param nextChange when a record next becomes public, expires or lapses without a write
     */
    public String cacheControl(Instant now, Instant nextChange) {
        if (now.plus(maxAge).isBefore(nextChange)) {
            return longest;
        }
        Duration left = now.isBefore(nextChange) ? Duration.between(now, nextChange) : Duration.ZERO;
        return cacheControl(left.compareTo(maxAge) < 0 ? left : maxAge);
    }

    private static String cacheControl(Duration fresh) {
        return "public, max-age=%d".formatted(fresh.toSeconds());
    }
}
