package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.follower.Follower;

/** The reference follower and a service in trouble. The tests of exports run it against the real one. */
class FollowerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a tree with the record A. */
    private static final String ROOT = HashTreeTest.tree(
                    new TreeMap<>(Map.of("A", JSON.createObjectNode().put("id", "a"))))
            .root();

    private final Pauses time = new Pauses();
    private HttpServer server;
    private Follower follower;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        follower = new Follower("http://127.0.0.1:" + server.getAddress().getPort(), time);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String body) {
        answer(path, status, body, Map.of());
    }

    private void answer(String path, int status, String body, Map<String, String> headers) {
        server.createContext("/api/v1" + path, exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    /** The exports of two kinds, each with the root of a tree with the record A. */
    private void exports(String lines) {
        answer("/exports", 200, "{\"cursor\":\"c7\",\"items\":[{\"kind\":\"hotline\"},{\"kind\":\"office\"}]}");
        answer("/exports/hotline.changes", 200, line("hotline"), Map.of("Sunwindow-Root", ROOT));
        answer("/exports/office.changes", 200, lines, Map.of("Sunwindow-Root", ROOT));
    }

    private static String line(String kind) {
        return "{\"type\":\"CHANGED\",\"kind\":\"%s\",\"key\":\"A\",\"record\":{\"id\":\"a\"}}\n".formatted(kind);
    }

    @Test
    void exportsAreLoadedIfTheCursorIsOfAnotherStore() throws Exception {
        answer("/changes", 410, "{\"code\":\"cursor.too-old\"}");
        exports(line("office"));
        assertThat(follower.follow(0)).isEqualTo(-1);
        assertThat(follower.cursor()).isEqualTo("c7");
        assertThat(follower.records()).containsOnlyKeys("hotline", "office");
        assertThat(follower.records().get("hotline")).containsOnlyKeys("A");
    }

    @Test
    void copyIsAsBeforeIfAnExportLacksARecord() throws Exception {
        follower.apply(JSON.readTree("{\"type\":\"CHANGED\",\"kind\":\"office\",\"key\":\"B\",\"record\":{}}"));
        exports("");
        assertThatThrownBy(follower::load).hasMessageContaining("the export of office");
        assertThat(follower.records()).containsOnlyKeys("office");
        assertThat(follower.records().get("office")).containsOnlyKeys("B");
        assertThat(follower.cursor()).isNull();
    }

    @Test
    void copyIsAsBeforeIfAnExportIsRefused() throws Exception {
        exports(line("office"));
        follower.load();
        server.removeContext("/api/v1/exports/office.changes");
        answer("/exports/office.changes", 404, "{}");
        assertThatThrownBy(follower::load).isInstanceOf(Follower.RefusedException.class);
        assertThat(follower.records()).containsOnlyKeys("hotline", "office");
        assertThat(follower.cursor()).isEqualTo("c7");
    }

    @Test
    void otherRefusalsAreThrown() {
        answer("/changes", 400, "{\"code\":\"parameter.invalid\"}");
        assertThatThrownBy(() -> follower.follow(0))
                .isInstanceOfSatisfying(
                        Follower.RefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
        assertThat(follower.records()).isEqualTo(Map.of());
    }

    /** Time that passes by pauses only, and while the service waits. */
    private static final class Pauses implements Follower.Time {

        /** In seconds. */
        private final List<Long> pauses = new ArrayList<>();

        private long now;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public void sleep(long millis) {
            pauses.add(millis / 1000);
            now += millis;
        }
    }

    /** Gives answers one after another. */
    private void answers(String... answers) {
        var left = new ArrayDeque<>(List.of(answers));
        server.createContext("/api/v1/changes", exchange -> {
            String[] answer = left.remove().split(" ");
            if (answer.length > 2) {
                exchange.getResponseHeaders().set("Retry-After", answer[2].replace('_', ' '));
            }
            byte[] bytes = answer[1].getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String page(String next, boolean complete, String items) {
        return "200 {\"items\":[%s],\"page\":{\"next\":\"%s\",\"complete\":%s}}".formatted(items, next, complete);
    }

    @Test
    void serviceThatLagsIsAskedLessAndLessOften() throws Exception {
        String lags = page("c1", false, "");
        answers(
                page("c1", true, line("hotline")),
                lags,
                lags,
                lags,
                lags,
                lags,
                lags,
                lags,
                page("c2", false, line("hotline")),
                page("c2", false, ""),
                page("c3", true, ""));
        assertThat(follower.follow(0)).isEqualTo(1);
        assertThat(time.pauses).isEmpty();
        assertThat(follower.follow(0)).isEqualTo(1);
        assertThat(time.pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 1L);
        assertThat(follower.cursor()).isEqualTo("c3");
    }

    @Test
    void pageOfWhatWasNeverPublicIsPassedAtOnce() throws Exception {
        answers(page("c1", false, ""), page("c2", false, ""), page("c3", true, line("hotline")));
        assertThat(follower.follow(30)).isEqualTo(1);
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void followerWaitsIfTheServiceDoesNot() throws Exception {
        String nothing = page("c1", true, "");
        answers(nothing, nothing, nothing, nothing);
        for (int i = 0; i < 3; i++) {
            assertThat(follower.follow(3)).isZero();
        }
        assertThat(time.pauses).containsExactly(1L, 2L, 3L);
        assertThat(follower.follow(0)).isZero();
        assertThat(time.pauses).hasSize(3);
    }

    @Test
    void followerDoesNotWaitIfTheServiceHas() throws Exception {
        server.createContext("/api/v1/changes", exchange -> {
            time.now += 30_000;
            byte[] bytes = page("c1", true, "").substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        for (int i = 0; i < 3; i++) {
            assertThat(follower.follow(30)).isZero();
        }
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void overloadedServiceIsAskedWhenItWants() throws Exception {
        answers("503 {} 7", "429 {} 0", "503 {}", "503 {} Fri,_01_Jan_2027_00:00:00_GMT", page("c1", true, ""));
        assertThat(follower.follow(0)).isZero();
        assertThat(time.pauses).containsExactly(7L, 2L, 4L, 8L);
    }
}
