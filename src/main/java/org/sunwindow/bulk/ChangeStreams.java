package org.sunwindow.bulk;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sunwindow.Settings;
import org.sunwindow.bulk.ChangeFeed.Found;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Proxies;
import org.sunwindow.index.Freshness;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.json.StrictJson;
import org.sunwindow.read.cache.ReadExecutor;

/**
 * Sends changes as events while a connection lasts. The next page is read when the client has taken the last one, so a
 * client that reads slowly, until its connection is dropped, takes no more memory than a page.
 */
@ApplicationScoped
class ChangeStreams {

    /** Ends a connection, so that instances share clients again and a client that is gone is noticed. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Shorter than the time after which proxies close a silent connection. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Bytes of a page, unless a single record has more. All streams together hold as many pages. */
    private static final int MAX_PAGE = 32 * 1024;

    private final SearchIndex index;
    private final Freshness freshness;
    private final ChangeFeed feed;
    private final ChangeWaits waits;
    private final ReadExecutor executor;
    private final StrictJson json;
    private final Clock clock;
    private final CurrentVertxRequest current;
    private final Proxies proxies;
    private final WaitingPlaces places;

    ChangeStreams(
            SearchIndex index,
            Freshness freshness,
            ChangeFeed feed,
            ChangeWaits waits,
            ReadExecutor executor,
            StrictJson json,
            Clock clock,
            CurrentVertxRequest current,
            BulkSettings settings,
            Settings general) {
        this.index = index;
        this.freshness = freshness;
        this.feed = feed;
        this.waits = waits;
        this.executor = executor;
        this.json = json;
        this.clock = clock;
        this.current = current;
        this.proxies = new Proxies(general.trustedProxies());
        this.places = new WaitingPlaces(settings.maxWaiting());
    }

    /** Returns how many streams are open. */
    int open() {
        return places.open();
    }

    /** A stream and where it stands. It has one of the places until it ends. */
    private final class Stream {

        private final long end = System.nanoTime() + LONGEST.toNanos();
        private final Sse sse;
        private final String client;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile CompletableFuture<Boolean> wait = CompletableFuture.completedFuture(true);
        private volatile ChangesRequest request;
        private volatile boolean begun;

        Stream(ChangesRequest request, Sse sse, String client) {
            this.request = request;
            this.sse = sse;
            this.client = client;
        }

        /** Called when the last event is sent, and when the client has gone. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                places.leave(client);
                wait.complete(false);
            }
        }

        /** Returns the events of the next page, none at the end. */
        Uni<List<OutboundSseEvent>> next() {
            if (ended.get() || waits.isStopping() || System.nanoTime() >= end) {
                return Uni.createFrom().item(List.of());
            }
            // the headers are sent, so a problem can only end the response; the client connects again
            return Uni.createFrom()
                    .completionStage(this::awaitedPage)
                    .onFailure()
                    .recoverWithItem(List.of());
        }

        private CompletionStage<List<OutboundSseEvent>> awaitedPage() {
            // at once for the first time, so that the client knows that it is connected
            if (begun) {
                wait = waits.await(request, SILENCE);
            }
            if (ended.get()) {
                wait.complete(false);
            }
            return wait.thenCompose(ready -> freshness.holds(clock.instant())
                            ? CompletableFuture.completedStage(null)
                            : freshness.awaitPoll())
                    .thenCompose(fresh -> executor.run(this::page));
        }

        private List<OutboundSseEvent> page() {
            if (ended.get()) {
                return List.of();
            }
            var events = new ArrayList<OutboundSseEvent>();
            Found found = index.log(clock.instant(), log -> read(log, events, request));
            // only the last event of a page has an identifier: a client continues after a page that it has seen whole
            events.add(sse.newEventBuilder()
                    .id(found.next().encode())
                    .name(found.complete() ? "complete" : "page")
                    .data(String.valueOf(found.items().size()))
                    .build());
            request = request.after(found.next());
            begun = true;
            return events;
        }

        private Found read(PublicLog log, List<OutboundSseEvent> events, ChangesRequest wanted) {
            Found found = feed.read(log, wanted);
            int bytes = 0;
            for (ChangePage.Item item : found.items()) {
                byte[] data = json.writeBytes(item);
                bytes += data.length;
                if (bytes > MAX_PAGE && !events.isEmpty()) {
                    // for the cursor after the last item that fits
                    int fitting = events.size();
                    events.clear();
                    return read(log, events, request.atMost(fitting));
                }
                events.add(event(data));
            }
            return found;
        }

        private OutboundSseEvent event(byte[] data) {
            return sse.newEventBuilder()
                    .name("change")
                    .data(new String(data, StandardCharsets.UTF_8))
                    .build();
        }
    }

    /**
     * @throws ProblemException if the cursor is of another store, too many streams are open, by all clients or by this
     *                          one, or this instance stops
     */
    Multi<OutboundSseEvent> of(ChangesRequest request, Sse sse) {
        if (request.after() != null) {
            index.records(clock.instant(), records -> {
                request.after().requireStore(records.position().storeId());
                return null;
            });
        }
        RoutingContext exchange = current.getCurrent();
        String client = proxies.client(exchange.request());
        if (waits.isStopping() || !places.take(client)) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "当前接收变更的连接较多，请稍后再试。", RETRY);
        }
        var stream = new Stream(request, sse, client);
        // the events are not asked for if the client has gone by then
        exchange.addEndHandler(answered -> stream.end());
        if (exchange.response().closed()) {
            stream.end();
        }
        return Multi.createBy()
                .repeating()
                .uni(stream::next)
                .until(List::isEmpty)
                .onItem()
                .<OutboundSseEvent>disjoint()
                .onTermination()
                .invoke(stream::end);
    }
}
