package org.sunwindow.replication;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.Freshness;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.json.StrictJson;
import org.sunwindow.read.cache.ReadExecutor;
import org.sunwindow.replication.ChangeFeed.Found;

/**
 * Sends changes as events while a connection lasts. The next page is read when the client has taken the last one, so a
 * slow client takes no more memory than a page.
 */
@ApplicationScoped
class ChangeStreams {

    /** Ends a connection, so that instances share clients again and a client that is gone is noticed. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Shorter than the time after which proxies close a silent connection. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SearchIndex index;
    private final Freshness freshness;
    private final ChangeFeed feed;
    private final ChangeWaits waits;
    private final ReadExecutor executor;
    private final StrictJson json;
    private final Clock clock;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    ChangeStreams(
            SearchIndex index,
            Freshness freshness,
            ChangeFeed feed,
            ChangeWaits waits,
            ReadExecutor executor,
            StrictJson json,
            Clock clock,
            ReplicationSettings settings) {
        this.index = index;
        this.freshness = freshness;
        this.feed = feed;
        this.waits = waits;
        this.executor = executor;
        this.json = json;
        this.clock = clock;
        this.most = settings.maxWaiting();
    }

    /** Returns how many streams are open. */
    int open() {
        return open.get();
    }

    /** Where a stream stands. Used by one thread at a time. */
    private static final class State {

        private final long end = System.nanoTime() + LONGEST.toNanos();
        private ChangesRequest request;

        State(ChangesRequest request) {
            this.request = request;
        }

        boolean isOver() {
            return System.nanoTime() >= end;
        }
    }

    /**
     * @throws ProblemException if the cursor is of another store or too many streams are open
     */
    Multi<OutboundSseEvent> of(ChangesRequest request, Sse sse) {
        if (request.after() != null) {
            index.records(clock.instant(), records -> {
                request.after().requireStore(records.position().storeId());
                return null;
            });
        }
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw ProblemException.retryAfter(ProblemCode.BUSY, "当前接收变更的连接较多，请稍后再试。", RETRY);
        }
        return Multi.createBy()
                .repeating()
                .uni(() -> new State(request), state -> next(state, sse))
                .until(List::isEmpty)
                .onItem()
                .<OutboundSseEvent>disjoint()
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    /** Returns the events of the next page, none at the end. */
    private Uni<List<OutboundSseEvent>> next(State state, Sse sse) {
        if (state.isOver()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom()
                .completionStage(() -> waits.await(state.request, SILENCE)
                        .thenCompose(ready -> freshness.holds(clock.instant())
                                ? executor.run(() -> events(state, sse))
                                : freshness.awaitPoll().thenCompose(polled -> executor.run(() -> events(state, sse)))));
    }

    private List<OutboundSseEvent> events(State state, Sse sse) {
        Instant now = clock.instant();
        Found found = index.log(now, log -> feed.read(log, state.request));
        var events = new ArrayList<OutboundSseEvent>();
        for (ChangePage.Item item : found.items()) {
            events.add(sse.newEventBuilder()
                    .name("change")
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(new String(json.writeBytes(item), StandardCharsets.UTF_8))
                    .build());
        }
        // only the last event of a page has an identifier: a client continues after a page that it has seen whole
        events.add(sse.newEventBuilder()
                .id(found.next().encode())
                .name(found.complete() ? "complete" : "page")
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.valueOf(found.items().size()))
                .build());
        state.request = state.request.after(found.next());
        return events;
    }
}
