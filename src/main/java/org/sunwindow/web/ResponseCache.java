package org.sunwindow.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.sunwindow.Settings;

/**
 * Ready responses of public reads, bounded in bytes (which is why this is Caffeine itself and not the cache
 * annotations: those bound entries only). Keys carry the revision, so nothing is ever invalidated: what is no longer
 * asked for falls out.
 */
@ApplicationScoped
public class ResponseCache {

    /** What an entry costs beside its bytes and the characters of its key. An estimate on the safe side. */
    private static final int ENTRY_OVERHEAD = 512;

    /** How long a shared cache may go on serving while it asks again. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private static final MediaType JSON = MediaType.valueOf("application/json;charset=UTF-8");

    private final Cache<Object, ReadyResponse> cache;

    ResponseCache(Settings settings) {
        cache = Caffeine.newBuilder()
                .maximumWeight(settings.reads().cacheBytes())
                .weigher((Object key, ReadyResponse value) ->
                        value.bytes().length + 2 * key.toString().length() + ENTRY_OVERHEAD)
                .build();
    }

    /** The response of a key; concurrent misses of one key compute it once. */
    public ReadyResponse get(Object key, Supplier<byte[]> compute) {
        return cache.get(key, absent -> ReadyResponse.of(compute.get()));
    }

    /**
     * Sends a response, or 304 when the caller holds it already.
     *
     * @param maxAge      longest time it may be kept without asking again
     * @param untilChange time in which nothing of it appears or disappears by itself, {@code null} for ever
     */
    public static Response send(ReadyResponse ready, String ifNoneMatch, Duration maxAge, Duration untilChange) {
        var response = holds(ifNoneMatch, ready.etag()) ? Response.notModified() : Response.ok(ready.bytes(), JSON);
        return response.header(HttpHeaders.ETAG, ready.etag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl(maxAge, untilChange))
                .build();
    }

    /** Neither fresh nor stale may a shared cache serve what has passed its time. */
    private static String cacheControl(Duration maxAge, Duration untilChange) {
        long fresh = maxAge.toSeconds();
        long stale = STALE.toSeconds();
        if (untilChange != null) {
            fresh = Math.min(fresh, untilChange.toSeconds());
            stale = Math.min(stale, untilChange.toSeconds() - fresh);
        }
        return stale > 0
                ? "public, max-age=%d, stale-while-revalidate=%d".formatted(fresh, stale)
                : "public, max-age=%d".formatted(fresh);
    }

    /** If-None-Match compares weakly. */
    private static boolean holds(String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        String opaque = etag.substring(etag.indexOf('"'));
        for (String tag : ifNoneMatch.split(",")) {
            String held = tag.strip();
            if (held.equals("*") || held.equals(opaque) || held.equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
