package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;
import org.sunwindow.relevance.Corpus;

/** Runs the packaged service in a separate process. */
final class PackagedService implements AutoCloseable {

    private static final int LINES_OF_A_REQUEST = 5_000;

    /** Long enough to index a million records. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Instance instance;
    private final Sunwindow sunwindow;
    private long revision;

    /** Total time of import requests in nanoseconds. */
    private long sending;

    /**
     * @param home     directory of the index and the log
     * @param command  starts the service
     * @param settings additional environment variables
     */
    PackagedService(Path home, LocalDatabase database, List<String> command, Map<String, String> settings) {
        this.instance = new Instance(home, database, command, settings);
        this.sunwindow = instance.client();
    }

    /** Starts the service and waits until it is ready. */
    void start() throws IOException {
        Process process = instance.launch();
        Schedule.await("readiness", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service exited:\n" + instance.log());
            }
            return isReady();
        });
    }

    private boolean isReady() throws InterruptedException {
        try {
            var ready = HttpRequest.newBuilder(URI.create(sunwindow.management() + "/q/health/ready"));
            return response(ready).statusCode() == HttpLoad.OK;
        } catch (IOException e) {
            // not listening yet
            return false;
        }
    }

    /** Starts the service without waiting. */
    void launch() throws IOException {
        instance.launch();
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", URI.create(sunwindow.base()).getPort());
    }

    ProcessHandle process() {
        return instance.process();
    }

    /**
     * Imports records.
     *
     * @return time until all of them were visible, without the time for generating them
     */
    Duration load(Stream<Corpus.Entry> records) throws IOException, InterruptedException {
        long before = sending;
        var lines = new HashMap<String, StringBuilder>();
        var counts = new HashMap<String, Integer>();
        for (var all = records.iterator(); all.hasNext(); ) {
            Corpus.Entry record = all.next();
            lines.computeIfAbsent(record.kind(), kind -> new StringBuilder())
                    .append(record.json())
                    .append('\n');
            if (counts.merge(record.kind(), 1, Integer::sum) % LINES_OF_A_REQUEST == 0) {
                send(record.kind(), lines.remove(record.kind()));
            }
        }
        for (var rest : lines.entrySet()) {
            send(rest.getKey(), rest.getValue());
        }
        long sent = System.nanoTime();
        awaitVisible();
        return Duration.ofNanos(sending - before + System.nanoTime() - sent);
    }

    /** Imports lines of a kind. Fails if any is rejected. */
    void send(String kind, CharSequence lines) throws IOException, InterruptedException {
        var request = request("/api/v1/imports?kind=" + kind)
                .header("Authorization", "Bearer " + sunwindow.token())
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString()));
        long start = System.nanoTime();
        JsonNode answer = answer(request);
        sending += System.nanoTime() - start;
        if (answer.path("rejected").asLong() > 0) {
            var rejects = request("/api/v1/imports/" + answer.path("id").asText() + "/rejects")
                    .header("Authorization", "Bearer " + sunwindow.token());
            throw new IllegalStateException("records were rejected: " + answer(rejects));
        }
        revision = Math.max(revision, answer.path("revision").asLong());
    }

    /** Waits until what was sent is visible. */
    void awaitVisible() {
        Schedule.await(
                "revision " + revision,
                PATIENCE,
                () -> get("/api/v1/search?q=1&size=1").at("/asOf/revision").asLong() >= revision);
    }

    /** Sends a file that is imported in the background, and returns the run. */
    String receive(String kind, Path file, String type, boolean isGzipped) throws IOException, InterruptedException {
        var request = request("/api/v1/imports?async=true&kind=" + kind)
                .header("Authorization", "Bearer " + sunwindow.token())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofFile(file));
        return answer(isGzipped ? request.header("Content-Encoding", "gzip") : request)
                .path("id")
                .asText();
    }

    /** Returns the report of an import. */
    JsonNode run(String run) throws IOException, InterruptedException {
        return answer(request("/api/v1/imports/" + run).header("Authorization", "Bearer " + sunwindow.token()));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path));
    }

    /** Returns the response unchecked. */
    HttpResponse<byte[]> fetch(Request request) throws IOException, InterruptedException {
        var builder = request(request.path());
        request.headers()
                .lines()
                .map(header -> header.split(": ", 2))
                .forEach(header -> builder.header(header[0], header[1]));
        if (!request.body().isEmpty()) {
            builder.method(request.method(), BodyPublishers.ofString(request.body()));
        }
        return response(builder);
    }

    /** Returns the response to the publisher unchecked. */
    HttpResponse<byte[]> fetchAsPublisher(Request request) throws IOException, InterruptedException {
        return fetch(request.with("Authorization", "Bearer " + sunwindow.token()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sunwindow.base() + path)).timeout(Duration.ofMinutes(5));
    }

    private HttpResponse<byte[]> response(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = response(request);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("%s: %d %s%n%s"
                    .formatted(
                            response.uri(),
                            response.statusCode(),
                            new String(response.body(), StandardCharsets.UTF_8),
                            instance.log()));
        }
        return json.readTree(response.body());
    }

    @Override
    public void close() {
        instance.close();
        client.close();
    }
}
