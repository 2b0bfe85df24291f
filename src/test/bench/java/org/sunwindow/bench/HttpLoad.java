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
 * Asks over HTTP, on connections that stay open. It runs on the same processors as the service, so it must cost little:
 * one thread, requests that are ready bytes, answers of which only the first line and the length are read.
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

    /** Where everything is to be answered by 200: what is not would be measured as a fast answer. */
    HttpLoad(InetSocketAddress server, int connections, List<Request> requests) {
        this(server, connections, RequestSequence.inTurn(server, requests), Set.of(OK));
    }

    /**
     * @param connections kept open, each with one request under way at most
     * @param accepted    statuses that are answers; 503 counts apart
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

    /** At a rate that may be too much: what is not sent in time, because every connection waits, is given up. */
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
                throw new IllegalStateException("request " + connection.index() + " is answered by " + status);
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
     * A selector by itself wakes on whole milliseconds only, which would count as latency of the service. Waking for every
     * single one of ten thousand requests a second took a quarter of a processor from the service; what is due within a
     * tick is sent at its end, and still timed from when it was due.
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
