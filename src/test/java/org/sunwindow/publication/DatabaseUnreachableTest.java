package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.publication.database.DatabaseUnreachableException;

/** Which failures mean that there is no database, and which that it is merely not available to this instance. */
class DatabaseUnreachableTest {

    @Test
    void refusedConnectionMeansThatThereIsNoDatabase() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> connect(port)).isInstanceOf(DatabaseUnreachableException.class);
    }

    @Test
    @Tag("slow")
    void serverThatDoesNotAnswerMayBeSlow() throws IOException {
        try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> connect(silent.getLocalPort()))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(DatabaseUnreachableException.class);
        }
    }

    @Test
    void serverThatIsStartingIsNoDatabaseYetAndOneThatRefusesThePasswordIsOne() throws Exception {
        assertThatThrownBy(() -> connectToServerThatSays("57P03")).isInstanceOf(DatabaseUnreachableException.class);
        for (String state : new String[] {"28P01", "53300", "08P01"}) {
            assertThatThrownBy(() -> connectToServerThatSays(state))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(DatabaseUnreachableException.class);
        }
    }

    private static void connectToServerThatSays(String state) throws Exception {
        try (var server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            var answer = CompletableFuture.runAsync(() -> refuse(server, state));
            try {
                connect(server.getLocalPort());
            } finally {
                answer.join();
            }
        }
    }

    /** Answers the start-up packet with an ErrorResponse of PostgreSQL's protocol. */
    private static void refuse(ServerSocket server, String state) {
        String fields = "SFATAL\0C%s\0Mfor this test\0\0".formatted(state);
        try (Socket client = server.accept()) {
            client.getInputStream().readNBytes(8);
            var out = new java.io.DataOutputStream(client.getOutputStream());
            out.writeByte('E');
            out.writeInt(4 + fields.length());
            out.write(fields.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void connect(int port) throws SQLException {
        var properties = new Properties();
        properties.putAll(java.util.Map.of("user", "test", "password", "test", "sslmode", "disable"));
        RevisionLog.connect("jdbc:postgresql://127.0.0.1:%d/test".formatted(port), properties)
                .close();
    }
}
