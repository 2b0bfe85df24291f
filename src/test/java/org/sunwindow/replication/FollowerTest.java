package org.sunwindow.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.follower.Follower;

/** What the reference follower does when a service refuses to continue. The tests of exports run it against the service. */
class FollowerTest {

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
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void exportsAreLoadedIfTheCursorIsOfAnotherStore() throws Exception {
        answer("/changes", 410, "{\"code\":\"cursor.too-old\"}");
        answer("/exports", 200, "{\"cursor\":\"c7\",\"items\":[{\"kind\":\"hotline\"}]}");
        answer(
                "/exports/hotline.changes",
                200,
                "{\"type\":\"CHANGED\",\"kind\":\"hotline\",\"key\":\"A\",\"record\":{\"id\":\"a\"}}\n");
        assertThat(follower.follow(0)).isEqualTo(-1);
        assertThat(follower.cursor()).isEqualTo("c7");
        assertThat(follower.records().get("hotline")).containsOnlyKeys("A");
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
