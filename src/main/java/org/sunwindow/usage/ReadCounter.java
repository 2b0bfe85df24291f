package org.sunwindow.usage;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.sunwindow.http.RequestChecks;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/**
 * Counts in memory how often single records are read, also when the answer comes from a cache of this service or is
 * 304. Does not record who reads. Thread-safe.
 */
@ApplicationScoped
class ReadCounter {

    /** Addresses that are counted until they are taken. Further ones are not counted. */
    static final int MAX_ADDRESSES = 100_000;

    /**
     * Characters of these addresses together. The address of a record has any number of spellings, which may be long.
     */
    private static final int MAX_CHARACTERS = 8_000_000;

    private static final String ROOT = "/api/v1";

    /** Kinds by the prefix of the addresses of their records. */
    private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();

    private volatile Addresses reads = new Addresses(new ConcurrentHashMap<>(), new AtomicLong());

    ReadCounter(Kinds kinds) {
        kinds.all().forEach(kind -> this.kinds.put(ROOT + kind.contract().path() + "/", kind));
    }

    /**
     * Reads of a record.
     *
     * @param key may not be that of a record: addresses below records, such as their texts, have the same form
     */
    record Reads(String kind, String key) {}

    private record Addresses(Map<String, LongAdder> times, AtomicLong characters) {}

    /** Registers before the handler that replays answers and ends the request. */
    void register(@Observes @Priority(1) Router router) {
        router.get().order(RequestChecks.REPLAY).handler(this::observe);
    }

    private void observe(RoutingContext context) {
        if (kind(context.request().path()) != null) {
            context.addEndHandler(
                    ended -> count(context.request(), context.response().getStatusCode()));
        }
        context.next();
    }

    private Map.Entry<String, Kind<?>> kind(String path) {
        for (var kind : kinds.entrySet()) {
            if (path != null && path.length() > kind.getKey().length() && path.startsWith(kind.getKey())) {
                return kind;
            }
        }
        return null;
    }

    private void count(HttpServerRequest request, int status) {
        if (status == 200 || status == 304) {
            add(request.path());
        }
    }

    void add(String path) {
        Addresses current = reads;
        LongAdder known = current.times().get(path);
        if (known == null
                && current.times().size() < MAX_ADDRESSES
                && current.characters().addAndGet(path.length()) <= MAX_CHARACTERS) {
            known = current.times().computeIfAbsent(path, added -> new LongAdder());
        }
        if (known != null) {
            known.increment();
        }
    }

    /** Returns the reads since the last call. */
    Map<Reads, Long> take() {
        Map<String, LongAdder> taken = reads.times();
        reads = new Addresses(new ConcurrentHashMap<>(), new AtomicLong());
        var counts = new HashMap<Reads, Long>();
        taken.forEach((path, times) -> {
            var kind = kind(path);
            String written = path.substring(kind.getKey().length());
            // in a path, a plus sign is not an encoded blank
            String key = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
            counts.merge(new Reads(kind.getValue().name(), kind.getValue().key(key)), times.sum(), Long::sum);
        });
        return counts;
    }
}
