package org.sunwindow.read;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sunwindow.Settings;

/**
 * Ready responses of public reads, bounded in bytes (which is why this is Caffeine itself and not the cache
 * annotations: those bound entries only). Keys carry the revision, so nothing is ever invalidated: what is no longer
 * asked for falls out.
 */
@ApplicationScoped
public class ResponseCache {

    /** What an entry costs beside its bytes and its question. An estimate on the safe side. */
    public static final int ENTRY_OVERHEAD = 512;

    /** Bytes that a character of a question costs once it is read into values. */
    private static final int CHARACTER = 6;

    /** How long a shared cache may go on serving while it asks again. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private final AsyncCache<Key, Kept> cache;
    private final ReadExecutor computations;
    private final Duration maxAge;
    private final String longest;

    private record Key(Object asked, boolean gzip) {}

    /**
     * @param length of the question, in characters
     */
    private record Kept(ReadyResponse response, int length) {}

    ResponseCache(Settings settings, ReadExecutor computations) {
        this.computations = computations;
        this.maxAge = settings.reads().maxAge();
        this.longest = cacheControl(maxAge, STALE);
        this.cache = Caffeine.newBuilder()
                // by whoever asks or answers: to wake another thread costs more than the little there is to do
                .executor(Runnable::run)
                // the other half is of those that need no look at the question, see search.ReadyReads
                .maximumWeight(settings.reads().cacheBytes() / 2)
                .weigher((Key key, Kept kept) ->
                        kept.response().bytes().length + CHARACTER * kept.length() + ENTRY_OVERHEAD)
                .buildAsync();
    }

    /**
     * The response to what is asked, which carries all it depends on, its form included; concurrent misses compute it once.
     *
     * @param length of the question as it was asked, in characters
     * @throws ProblemException when too much is waiting to be computed
     */
    public CompletableFuture<ReadyResponse> get(
            Object asked, int length, boolean gzip, ReadyResponse.Form form, Supplier<byte[]> compute) {
        return cache.get(
                        new Key(asked, gzip),
                        (key, executor) ->
                                computations.run(() -> new Kept(ReadyResponse.of(compute.get(), gzip, form), length)))
                .thenApply(Kept::response);
    }

    /**
     * How long a response may be kept: neither fresh nor stale may a shared cache serve what has passed its time.
     *
     * @param nextChange when something of it appears or disappears by itself
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
