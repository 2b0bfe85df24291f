package org.sunwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.outbound.OutboundException.Reason;

/** Exchanges with servers that are slow, crowded or not there. */
class OutboundClientTest {

    private static final String NAME = "receiver.example.test";

    /** Of exchanges that must succeed, however busy the machine is. */
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Of a message to a receiver. */
    private static final Duration WEBHOOK = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new ArrayList<>();
    private final List<OutboundClient> clients = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    /** Answers {@code /wait} at the end of the test, if not before. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                synchronized (asked) {
                    asked.add(path);
                    asked.notifyAll();
                }
                if (path.equals("/wait")) {
                    end.await();
                }
                exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        clients.forEach(OutboundClient::close);
        server.stop(0);
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private OutboundClient client(int parallel, AllowedHosts.Resolver resolver) {
        var hosts = new AllowedHosts(List.of("http://%s:%d@127.0.0.0/8".formatted(NAME, port())), resolver);
        var client = new OutboundClient(vertx, hosts, Optional.empty(), LONG, parallel);
        clients.add(client);
        return client;
    }

    private OutboundClient client(int parallel) {
        return client(parallel, host -> InetAddress.getAllByName("127.0.0.1"));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private int get(OutboundClient client, String path, Duration within)
            throws OutboundException, InterruptedException {
        return client.exchange(
                HttpMethod.GET,
                URI.create("http://%s:%d%s".formatted(NAME, port(), path)),
                System.nanoTime() + within.toNanos(),
                request -> request.send().map(HttpClientResponse::statusCode));
    }

    private Reason failure(OutboundClient client, String path, Duration within) throws InterruptedException {
        try {
            get(client, path, within);
            return null;
        } catch (OutboundException e) {
            return e.reason();
        }
    }

    private Future<Integer> meanwhile(OutboundClient client, String path) {
        return threads.submit(() -> get(client, path, LONG));
    }

    private void awaitRequests(int count) throws InterruptedException {
        synchronized (asked) {
            while (asked.size() < count) {
                asked.wait();
            }
        }
    }

    /** The connection comes after the caller has gone. */
    @Test
    void nothingIsSentAfterTheDeadline() throws Exception {
        OutboundClient client = client(1);
        Future<Integer> first = meanwhile(client, "/wait");
        awaitRequests(1);
        assertThat(failure(client, "/late", Duration.ofMillis(200))).isEqualTo(Reason.TIMEOUT);
        end.countDown();
        assertThat(first.get()).isEqualTo(204);
        assertThat(get(client, "/next", LONG))
                .as("the late one has left its place")
                .isEqualTo(204);
        assertThat(asked).containsExactly("/wait", "/next");
    }

    @Test
    void oneHostIsAskedByAsManyAsThereMayBe() throws Exception {
        OutboundClient client = client(20);
        var answers = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 20; i++) {
            answers.add(meanwhile(client, "/wait"));
        }
        awaitRequests(20);
        end.countDown();
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(204);
        }
    }

    /** A server of names does not answer. */
    @Test
    void resolvingEndsWithTheDeadline() throws Exception {
        var isHanging = new CountDownLatch(1);
        OutboundClient client = client(1, host -> {
            isHanging.countDown();
            boolean isInterrupted = false;
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // what the system does cannot be interrupted
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            return InetAddress.getAllByName("127.0.0.1");
        });
        assertThat(failure(client, "/", Duration.ofMillis(200))).isEqualTo(Reason.TIMEOUT);
        isHanging.await();
        assertThat(failure(client, "/", Duration.ofMillis(200))).isEqualTo(Reason.TIMEOUT);
        end.countDown();
        assertThat(get(client, "/", LONG)).isEqualTo(204);
        assertThat(asked).hasSize(1);
    }

    /** The first address takes no connections, and refuses none. */
    @Test
    @Tag("slow")
    void addressThatDoesNotAnswerLeavesTimeForTheNext() throws Exception {
        InetAddress silent = InetAddress.getByName("127.0.0.2");
        var full = new ArrayList<SocketChannel>();
        try (var crowded = new ServerSocket()) {
            crowded.bind(new InetSocketAddress(silent, port()), 1);
            for (int i = 0; i < 4; i++) {
                SocketChannel waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(crowded.getLocalSocketAddress());
                full.add(waiting);
            }
            OutboundClient client = client(1, host -> new InetAddress[] {silent, InetAddress.getByName("127.0.0.1")});
            assertThat(get(client, "/", WEBHOOK)).isEqualTo(204);
        } finally {
            for (SocketChannel waiting : full) {
                waiting.close();
            }
        }
    }

    /** An address that refuses at once. */
    @Test
    void nextAddressIsTriedIfOneRefuses() throws Exception {
        OutboundClient client = client(
                1, host -> new InetAddress[] {InetAddress.getByName("127.0.0.3"), InetAddress.getByName("127.0.0.1")});
        assertThat(get(client, "/", LONG)).isEqualTo(204);
    }
}
