package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Sunwindow;

/** Clients that ask legal questions, more of them than anybody needs. */
class LoadFaultsIT {

    private static final int CLIENTS = 8;

    @TempDir
    static Path home;

    private static Victim victim;

    @BeforeAll
    static void start() throws Exception {
        victim = new Victim(home);
    }

    @AfterAll
    static void stop() throws Exception {
        victim.close();
    }

    @Fault(
            value = "questions that are all different (5,000; long form 1,000,000), to flood the cache",
            promise = "none is counted as answered from memory; memory stays bounded, and no other is refused")
    void cacheFlood(Seen seen) throws Exception {
        int questions = Scale.of(5_000, 1_000_000);
        long hits = hits();
        victim.beside(seen, () -> {
            Map<Integer, Integer> statuses =
                    concurrently(questions, i -> "/services?size=20&q=%s".formatted(Sunwindow.encoded("婚姻登记" + i)));
            seen.add("answers: %s", statuses);
            assertThat(statuses.keySet()).isSubsetOf(200, 503);
        });
        assertThat(hits() - hits).as("answers from memory").isZero();
    }

    /** Returns how often lists of services, which nobody else asks for, were sent from memory, by the metrics. */
    private static long hits() {
        return (long) RestAssured.get(victim.sunwindow().management() + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("sunwindow_http_requests_total{")
                        && line.contains("operation=\"listServices\"")
                        && line.contains("replayed=\"true\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Fault(
            value = "the most expensive legal questions, all different, on all connections of eight clients",
            promise = "computed or refused with 503 busy; no other read is refused")
    void expensive(Seen seen) throws Exception {
        String words = "最低生活保障对象认定临时救助特困人员供养医疗救助婚姻登记收养登记殡葬服务养老机构备案";
        victim.beside(seen, () -> {
            Map<Integer, Integer> statuses = concurrently(
                    Scale.of(500, 50_000),
                    i -> "/search?size=100&highlight=true&facets=kind,year,division,topic&q=%s"
                            .formatted(Sunwindow.encoded(words.substring(i % 5) + i)));
            seen.add("answers: %s", statuses);
            assertThat(statuses.keySet()).isSubsetOf(200, 503);
        });
    }

    private interface Question {
        String path(int number);
    }

    /** Asks each question once, and returns how often each status was the answer. */
    private static Map<Integer, Integer> concurrently(int questions, Question question) throws Exception {
        var next = new AtomicInteger();
        var statuses = new TreeMap<Integer, Integer>();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var clients = new ArrayList<Callable<Map<Integer, Integer>>>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(() -> ask(next, questions, question));
            }
            for (Future<Map<Integer, Integer>> each : threads.invokeAll(clients)) {
                each.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
            }
        }
        return statuses;
    }

    private static Map<Integer, Integer> ask(AtomicInteger next, int questions, Question question) throws IOException {
        var statuses = new TreeMap<Integer, Integer>();
        try (var connection = victim.connect()) {
            for (int i = next.getAndIncrement(); i < questions; i = next.getAndIncrement()) {
                connection.send("GET /api/v1%s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(question.path(i)));
                statuses.merge(connection.receive().status(), 1, Integer::sum);
            }
        }
        return statuses;
    }
}
