package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;
import org.sunwindow.relevance.Corpus;

/** The packaged service as a process of its own, with a database of its own. */
final class PackagedService implements AutoCloseable {

    private static final int LINES_OF_A_REQUEST = 5_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final LocalDatabase database;
    private final Instance instance;
    private Sunwindow sunwindow;
    private long revision;

    /**
     * @param home     where the database, the index and the log go
     * @param heap     as the JVM takes it
     * @param settings further environment
     */
    PackagedService(Path home, String heap, Map<String, String> settings) throws IOException {
        this.database = LocalDatabase.in(home.resolve("postgresql"), 0);
        this.instance = new Instance(home, database, heap, settings);
    }

    void start() throws IOException {
        sunwindow = instance.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", URI.create(sunwindow.base()).getPort());
    }

    ProcessHandle process() {
        return instance.process();
    }

    /** Takes the records in through imports and returns once all of them can be found. */
    Duration load(Stream<Corpus.Entry> records) throws IOException, InterruptedException {
        long start = System.nanoTime();
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
        while (get("/api/v1/search?q=1&size=1").at("/asOf/revision").asLong() < revision) {
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void send(String kind, StringBuilder lines) throws IOException, InterruptedException {
        var request = request("/api/v1/imports?kind=" + kind)
                .header("Authorization", "Bearer " + sunwindow.token())
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString()));
        JsonNode answer = answer(request);
        if (answer.path("rejected").asLong() > 0) {
            var rejects = request("/api/v1/imports/" + answer.path("id").asText() + "/rejects")
                    .header("Authorization", "Bearer " + sunwindow.token());
            throw new IllegalStateException(
                    "both sides are to hold the same records, but some were rejected: " + answer(rejects));
        }
        revision = Math.max(revision, answer.path("revision").asLong());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sunwindow.base() + path)).timeout(Duration.ofMinutes(5));
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    response.uri() + ": " + response.statusCode() + ' ' + response.body() + '\n' + instance.log());
        }
        return json.readTree(response.body());
    }

    @Override
    public void close() throws IOException {
        instance.close();
        database.close();
    }
}
