package org.sunwindow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over persistent HTTP connections. It shares the processors with the service and must therefore be cheap:
 * it has one thread, sends preserialized requests and reads only the status and the length of responses.
 */
final class HttpLoad implements Load, AutoCloseable {

    static final int OK = 200;
    static final int UNCHANGED = 304;
    static final int REFUSED = 503;

    private static final long TICK = TimeUnit.MICROSECONDS.toNanos(250);

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final RequestSequence requests;
    private final Set<Integer> accepted;
    private final Selector selector;
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    private final int connections;

    /** Creates a load that fails on any status but 200, because errors would be measured as fast responses. */
    HttpLoad(InetSocketAddress server, int connections, List<Request> requests) {
        this(server, connections, RequestSequence.inTurn(server, requests), Set.of(OK));
    }

    /**
     * @param connections number of connections, each with at most one request in flight
     * @param accepted    accepted statuses; responses 503 are counted separately
     */
    HttpLoad(InetSocketAddress server, int connections, RequestSequence requests, Set<Integer> accepted) {
        this.requests = requests;
        this.accepted = accepted;
        this.connections = connections;
        try {
            this.selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                idle.add(new HttpConnection(server, selector));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Sample run(Duration time, double perSecond) {
        return run(new Schedule(time, perSecond), new Sample(requests.size(), time));
    }

    /** Runs at a rate that may exceed the capacity. Requests that find no free connection before the end are dropped. */
    Sample flood(Duration time, double perSecond) {
        return run(Schedule.withoutBacklog(time, perSecond), new Sample(requests.size(), time));
    }

    private Sample run(Schedule schedule, Sample sample) {
        if (schedule.isPaced()) {
            wakeWhenDue(schedule);
        }
        try {
            long request = 0;
            long heard = System.nanoTime();
            while (true) {
                long due = schedule.due(request);
                while (!idle.isEmpty() && schedule.takes(due) && due <= System.nanoTime()) {
                    idle.poll().send(requests.index(request), requests.bytes(request), due);
                    request++;
                    due = schedule.due(request);
                }
                if (idle.size() == connections && !schedule.takes(due)) {
                    return sample;
                }
                if (selector.select(key -> receive((HttpConnection) key.attachment(), schedule, sample), 1000) > 0) {
                    heard = System.nanoTime();
                } else if (idle.size() < connections && System.nanoTime() - heard > PATIENCE) {
                    throw new IllegalStateException("the service does not answer");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(HttpConnection connection, Schedule schedule, Sample sample) {
        try {
            if (!connection.receive()) {
                return;
            }
            long answered = System.nanoTime();
            int status = connection.status();
            if (!accepted.contains(status)) {
                throw new IllegalStateException("request " + connection.index() + " was answered by " + status);
            }
            if (status == REFUSED) {
                sample.refuse(answered - connection.due(), connection.hasRetryAfter());
            } else if (schedule.counts(answered)) {
                sample.add(connection.index(), answered - connection.due());
            }
            idle.add(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Wakes the selector, whose own timeout has a resolution of milliseconds, which would count as latency of the service.
     * Waking for each of 10,000 requests a second cost a quarter of a processor, so requests within a tick are sent at its
     * end. Their latency still counts from the scheduled time.
     */
    private void wakeWhenDue(Schedule schedule) {
        Thread.ofPlatform().daemon().start(() -> {
            long woken = 0;
            for (long request = 0; schedule.takes(schedule.due(request)); request++) {
                if (schedule.due(request) <= woken) {
                    continue;
                }
                woken = schedule.due(request) + TICK;
                Schedule.waitUntil(woken);
                selector.wakeup();
            }
        });
    }

    @Override
    public void close() {
        if (!selector.isOpen()) {
            return;
        }
        try {
            for (var key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
