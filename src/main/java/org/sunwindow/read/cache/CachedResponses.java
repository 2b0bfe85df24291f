package org.sunwindow.read.cache;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.Freshness;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.read.cache.ReadyResponse.Form;

/** Sends responses from the cache, with their entity tags and lifetimes. */
@ApplicationScoped
public class CachedResponses {

    /** Of an answer that the next request must not get: it may be asked for again, but not without the service. */
    private static final String NOT_KEPT = "no-cache";

    /** Of what is only a part of a response. */
    private static final Form PART = new Form("", "");

    private final SearchIndex index;
    private final Freshness freshness;
    private final ResponseCache cache;
    private final ResponseReplay replay;
    private final CurrentVertxRequest current;
    private final Clock clock;

    CachedResponses(
            SearchIndex index,
            Freshness freshness,
            ResponseCache cache,
            ResponseReplay replay,
            CurrentVertxRequest current,
            Clock clock) {
        this.index = index;
        this.freshness = freshness;
        this.cache = cache;
        this.replay = replay;
        this.current = current;
        this.clock = clock;
    }

    /** Identity of a response: the request, the form, and the version of the data, {@code null} without records. */
    private record Key(Object request, Form form, DataVersion version) {}

    /**
     * A request to be answered.
     *
     * @param kept whether an equal request may get the same answer without being computed
     */
    private record Exchange(HttpServerRequest request, String ifNoneMatch, boolean kept) {}

    /**
     * Sends a response. Runs on the thread of the connection; only the computation does not.
     *
     * @param asked    what the response depends on besides the data; compared by {@code equals}
     * @param lifetime until when it is valid if the data does not change
     * @param compute  returns its bytes at an instant
     */
    public CompletionStage<Response> send(
            Object asked, Lifetime lifetime, Form form, String ifNoneMatch, Function<Instant, byte[]> compute) {
        return fresh(new Exchange(current.getCurrent().request(), ifNoneMatch, true), asked, lifetime, form, compute);
    }

    /**
     * Sends a response once something else is complete.
     *
     * @param ready completes on any thread, with whether the response is also that of the next request, which then does
     *     not wait. Otherwise neither this service nor a shared cache repeats it
     */
    public CompletionStage<Response> sendAfter(
            CompletionStage<Boolean> ready,
            Object asked,
            Lifetime lifetime,
            Form form,
            String ifNoneMatch,
            Function<Instant, byte[]> compute) {
        // other threads have no current request
        HttpServerRequest request = current.getCurrent().request();
        return ready.thenCompose(
                kept -> fresh(new Exchange(request, ifNoneMatch, kept), asked, lifetime, form, compute));
    }

    private CompletionStage<Response> fresh(
            Exchange exchange, Object asked, Lifetime lifetime, Form form, Function<Instant, byte[]> compute) {
        return freshness.holds(clock.instant())
                ? send(exchange, asked, lifetime, form, compute)
                : freshness.awaitPoll().thenCompose(polled -> send(exchange, asked, lifetime, form, compute));
    }

    /**
     * Sends a response that does not depend on records. It needs no index.
     *
     * @param asked what the response depends on; compared by {@code equals}
     * @param until when it next changes by itself
     */
    public CompletionStage<Response> sendWithoutRecords(
            Object asked, Instant until, Form form, String ifNoneMatch, Supplier<byte[]> compute) {
        HttpServerRequest request = current.getCurrent().request();
        boolean gzip = ResponseReplay.acceptsGzip(request);
        return cache.get(new Key(asked, form, null), request.uri().length(), gzip, form, compute)
                .thenApply(response -> response(response, ifNoneMatch, cache.cacheControl(clock.instant(), until)));
    }

    /**
     * Returns the bytes of an answer that the response is made of. Nothing about the response is decided here.
     *
     * @param asked    as for {@link #send}
     * @param lifetime until when it is valid if the data does not change
     * @param compute  returns its bytes at an instant
     */
    public CompletionStage<byte[]> part(Object asked, Lifetime lifetime, Function<Instant, byte[]> compute) {
        int length = asked.toString().length();
        return freshness.holds(clock.instant())
                ? part(asked, length, lifetime, compute)
                : freshness.awaitPoll().thenCompose(polled -> part(asked, length, lifetime, compute));
    }

    private CompletionStage<byte[]> part(
            Object asked, int length, Lifetime lifetime, Function<Instant, byte[]> compute) {
        Instant now = clock.instant();
        DataVersion data = index.dataVersion(now);
        DataVersion version = data.until(lifetime.end(now, data.until()));
        return cache.get(new Key(asked, PART, version), length, false, PART, () -> compute.apply(now))
                .thenApply(ReadyResponse::bytes);
    }

    private CompletionStage<Response> send(
            Exchange exchange, Object asked, Lifetime lifetime, Form form, Function<Instant, byte[]> compute) {
        HttpServerRequest request = exchange.request();
        Instant now = clock.instant();
        DataVersion data = index.dataVersion(now);
        DataVersion version = data.until(lifetime.end(now, data.until()));
        boolean gzip = ResponseReplay.acceptsGzip(request);
        return cache.get(new Key(asked, form, version), request.uri().length(), gzip, form, () -> compute.apply(now))
                .thenApply(response -> {
                    if (!exchange.kept()) {
                        return response(response, exchange.ifNoneMatch(), NOT_KEPT);
                    }
                    if (form.contentType().equals(Form.JSON_TYPE)) {
                        replay.keep(request, response, version);
                    }
                    // the bytes may be of a later version than the key, and time has passed
                    Instant then = clock.instant();
                    Instant changesBy = index.dataVersion(then).until();
                    Instant earlier = changesBy.isBefore(version.until()) ? changesBy : version.until();
                    return response(response, exchange.ifNoneMatch(), cache.cacheControl(then, earlier));
                });
    }

    private static Response response(ReadyResponse ready, String ifNoneMatch, String cacheControl) {
        boolean unchanged = ready.matches(ifNoneMatch);
        var response = unchanged
                ? Response.notModified()
                : Response.ok(ready.bytes(), ready.form().contentType());
        return response.header(HttpHeaders.ETAG, ready.etag())
                .header(HttpHeaders.VARY, ready.form().vary())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.CONTENT_ENCODING, ready.gzipped() && !unchanged ? "gzip" : null)
                .build();
    }
}
