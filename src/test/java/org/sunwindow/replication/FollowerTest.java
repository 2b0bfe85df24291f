package org.sunwindow.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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

    private HttpServer server;
    private Follower follower;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        follower = new Follower("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String body) {
        answer(path, status, body, Map.of());
    }

    private void answer(String path, int status, String body, Map<String, String> headers) {
        server.createContext(path, exchange -> {
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
        server.removeContext("/exports/office.changes");
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
}
