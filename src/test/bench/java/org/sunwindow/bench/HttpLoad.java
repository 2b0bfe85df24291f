package org.sunwindow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks over HTTP, on connections that stay open. It runs on the same processors as the service, so it must cost little:
 * one thread, requests that are ready bytes, answers of which only the first line and the length are read.
 */
final class HttpLoad implements Load, AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final List<byte[]> requests;
    private final Selector selector;
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    private final int connections;

    /**
     * @param connections kept open, each with one request under way at most
     * @param paths       what to ask, with their parameters encoded
     */
    HttpLoad(InetSocketAddress server, int connections, List<String> paths) {
        String host = server.getHostString() + ":" + server.getPort();
        this.requests = paths.stream()
                .map(path -> "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n".formatted(path, host))
                .map(request -> request.getBytes(StandardCharsets.US_ASCII))
                .toList();
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
        var sample = new Sample(requests.size(), time);
        var schedule = new Schedule(time, perSecond);
        if (schedule.isPaced()) {
            wakeWhenDue(schedule);
        }
        try {
            long request = 0;
            long heard = System.nanoTime();
            while (true) {
                long due = schedule.due(request);
                while (!idle.isEmpty() && schedule.takes(due) && due <= System.nanoTime()) {
                    int question = (int) (request % requests.size());
                    idle.poll().send(question, requests.get(question), due);
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
            if (connection.receive()) {
                long answered = System.nanoTime();
                if (schedule.counts(answered)) {
                    sample.add(connection.question(), answered - connection.due());
                }
                idle.add(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A selector by itself wakes on whole milliseconds only, which would count as latency of the service. */
    private void wakeWhenDue(Schedule schedule) {
        Thread.ofPlatform().daemon().start(() -> {
            for (long request = 0; schedule.takes(schedule.due(request)); request++) {
                Schedule.waitUntil(schedule.due(request));
                selector.wakeup();
            }
        });
    }

    @Override
    public void close() {
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
