package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.Json;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;

/** Ends of the process. {@code CrashIT} kills it during imports, {@code TwoInstancesIT} pauses it. */
class ProcessFaultsIT {

    private static final int CLIENTS = 200;
    private static final int LINES = 2_000;

    @TempDir
    Path home;

    @Fault(
            value = "SIGTERM while 200 clients ask and an import is being sent",
            promise = "readiness goes down first; every request sent until then is answered, and the import ends")
    void terminated(Seen seen) throws Exception {
        // the delay is that of the service: longer than a proxy takes to see that it is not ready
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("a"), database, Map.of("QUARKUS_SHUTDOWN_DELAY", "20S"));
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build()) {
            Sunwindow sunwindow = instance.start();
            sunwindow.publish("disclosure", Sunwindow.sample("disclosure"));
            var down = new AtomicBoolean();
            var answered = new AtomicLong();
            var busy = new AtomicLong();
            var clients = new ArrayList<Future<Void>>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(threads.submit(() -> {
                    for (int question = 0; !down.get(); question++) {
                        // a different question each time, so that it is computed
                        String path = "/search?facets=kind&highlight=true&q=" + Sunwindow.encoded("低保标准") + number + "x"
                                + question;
                        var request = HttpRequest.newBuilder(URI.create(sunwindow.base() + "/api/v1" + path))
                                .build();
                        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                        if (answer.statusCode() != 200) {
                            // an answer, too: the service does not compute more than it can
                            assertThat(Json.of(answer.body()).getString("code")).isEqualTo("busy");
                            busy.incrementAndGet();
                        }
                        answered.incrementAndGet();
                    }
                    return null;
                }));
            }
            Sunwindow.await("all clients are answered", () -> answered.get() > 2 * CLIENTS);
            HttpURLConnection import_ = sunwindow.openImport();
            Json run;
            try (OutputStream lines = import_.getOutputStream()) {
                send(lines, 0, LINES / 2);
                long before = answered.get();
                instance.process().destroy();
                Sunwindow.await("not ready", () -> sunwindow.ready().statusCode() == 503);
                seen.add("%d requests answered between SIGTERM and readiness down", answered.get() - before);
                down.set(true);
                send(lines, LINES / 2, LINES);
            }
            for (Future<Void> each : clients) {
                each.get();
            }
            assertThat(import_.getResponseCode()).isEqualTo(201);
            run = Json.of(new String(import_.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(run.getInt("created")).isEqualTo(LINES);
            instance.process().onExit().join();
            seen.add(
                    "%d requests of %d clients (%d busy) and %d lines: none without an answer",
                    answered.get(), CLIENTS, busy.get(), LINES);

            instance.start();
            sunwindow.awaitRevision(run.getLong("revision"));
            long found = sunwindow
                    .read("/disclosures?size=1&q=" + Sunwindow.encoded("停止期间的公告"))
                    .as(Json.class)
                    .getLong("total.value");
            seen.lost(LINES - found);
        }
    }

    private static void send(OutputStream lines, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            lines.write("""
                    {"indexNo":"term-%05d","title":"停止期间的公告","publisher":"云川市民政局","publishedAt":"2026-01-02",\
                    "disclosureAttribute":"主动公开","body":"请知悉。"}
                    """.formatted(i).getBytes(StandardCharsets.UTF_8));
        }
        lines.flush();
    }
}
