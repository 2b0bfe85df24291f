package org.sunwindow.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver on this machine, by a name that no DNS has. It has what it has answered with 2xx. */
final class Receivers implements AutoCloseable {

    static final String NAME = "receiver.example.test";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** What was received, whatever the answer. */
    final List<Received> received = new CopyOnWriteArrayList<>();

    volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    record Received(String path, String id, String timestamp, String signature, String body) {}

    Receivers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                received.add(new Received(
                        exchange.getRequestURI().toString(),
                        headers.getFirst(SignedDelivery.ID),
                        headers.getFirst(SignedDelivery.TIMESTAMP),
                        headers.getFirst(SignedDelivery.SIGNATURE),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                answer.to(exchange);
            }
        });
        server.start();
    }

    void status(int status) {
        answer = exchange -> exchange.sendResponseHeaders(status, -1);
    }

    String allowed() {
        return "http://%s:%d@127.0.0.0/8".formatted(NAME, port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address(String path) {
        return "http://%s:%d%s".formatted(NAME, port(), path);
    }

    List<String> bodies() {
        return received.stream().map(Received::body).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
