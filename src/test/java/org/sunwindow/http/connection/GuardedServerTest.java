package org.sunwindow.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.connection.RawConnection.Answer;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.http.envelope.Envelopes;

/** Every socket of the server is guarded as its own options say, whichever is opened first. */
@Tag("slow")
class GuardedServerTest {

    private static final String PASSWORD = "only-for-tests";
    private static final int INSECURE_LINE = 1_000;
    private static final int SECURE_LINE = 2_000;

    @TempDir
    private static Path keys;

    private static Path store;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();

    /** Whether the server has as many connections as it accepts. */
    private volatile boolean full;

    private final io.quarkus.vertx.http.HttpServer reported = new io.quarkus.vertx.http.HttpServer() {
        @Override
        public int getPort() {
            return ports.getOrDefault("insecure", -1);
        }

        @Override
        public int getSecurePort() {
            return ports.getOrDefault("secure", -1);
        }

        @Override
        public int getManagementPort() {
            return ports.getOrDefault("management", -1);
        }

        @Override
        public URI getLocalBaseUri() {
            return URI.create("http://127.0.0.1:" + getPort());
        }
    };

    private final HttpServerOptions insecure = options().setMaxInitialLineLength(INSECURE_LINE);
    private final HttpServerOptions secure = options()
            .setMaxInitialLineLength(SECURE_LINE)
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));

    @BeforeAll
    static void makeKeys() throws Exception {
        store = keys.resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(keys.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(false);
    }

    private record Limits(
            Duration headerTimeout,
            Duration bodyTimeout,
            int bodyRate,
            int maxPipelined,
            Duration stalledTimeout,
            MemorySize maxPending,
            MemorySize maxPendingInput,
            MemorySize maxDiscarded,
            Duration linger)
            implements ConnectionSettings {}

    private GuardedServer guarded(boolean hasInsecure) {
        var timeout = Duration.ofMinutes(1);
        var size = new MemorySize(BigInteger.valueOf(1_000_000));
        var limits = new Limits(timeout, timeout, 1, 10, timeout, size, size, size, timeout);
        var guards = new Guards(
                limits,
                new ObjectMapper(),
                Clock.systemUTC(),
                new RefusalLog(new SimpleMeterRegistry(), this::refused));
        var envelopes = new Envelopes(TestSettings.with(Map.of()).getConfigMapping(EnvelopeSettings.class));
        return new GuardedServer(vertx, guards, envelopes, () -> reported, true, 0, hasInsecure);
    }

    private void refused(String requestId, String reason) {
        refused.add(reason);
    }

    private void listen(String name) {
        HttpServerOptions options = switch (name) {
            case "insecure" -> insecure;
            case "secure" -> secure;
            default -> options();
        };
        var server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end(name))
                .connectionHandler(connection -> {
                    if (full) {
                        connection.close();
                    }
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        ports.put(name, server.actualPort());
    }

    static Stream<List<String>> orders() {
        return Stream.of(
                List.of("insecure", "secure", "management"),
                List.of("insecure", "management", "secure"),
                List.of("secure", "insecure", "management"),
                List.of("secure", "management", "insecure"),
                List.of("management", "insecure", "secure"),
                List.of("management", "secure", "insecure"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void everySocketHasItsOwnOptions(List<String> order) throws Exception {
        start(order);
        assertGuarded("insecure", INSECURE_LINE);
        assertGuarded("secure", SECURE_LINE);
        Answer management = get("management", 10);
        assertThat(management.body()).isEqualTo("management");
        assertThat(management.headers()).doesNotContainKey("x-content-type-options");
    }

    @Test
    void socketWithoutTlsIsNotWaitedForIfThereIsNone() throws Exception {
        GuardedServer guarded = guarded(false);
        guarded.customizeHttpServer(insecure);
        guarded.customizeHttpsServer(secure);
        List.of("management", "secure").forEach(this::listen);
        assertGuarded("secure", SECURE_LINE);
    }

    /** As Quarkus does. */
    @ParameterizedTest
    @ValueSource(strings = {"insecure", "secure"})
    void connectionBeyondTheLimitIsCounted(String name) throws Exception {
        start();
        assertThat(get(name, 1).status()).isEqualTo(200);
        full = true;
        assertThatThrownBy(() -> get(name, 1)).isInstanceOf(IOException.class);
        assertThat(refused.take()).isEqualTo("connections");
    }

    @Test
    void whatIsNoTlsIsCounted() throws Exception {
        start();
        try (var connection = new RawConnection(ports.get("secure"))) {
            connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(refused.take()).isEqualTo("handshake");
        }
    }

    /** Probes of load balancers do so. */
    @ParameterizedTest
    @ValueSource(strings = {"insecure", "secure"})
    void connectionThatItsClientEndsIsNotCounted(String name) throws Exception {
        start();
        for (boolean reset : List.of(false, true)) {
            try (Socket socket = new Socket("127.0.0.1", ports.get(name))) {
                socket.setSoLinger(reset, 0);
            }
        }
        if (name.equals("secure")) {
            var sockets = trusting().getSocketFactory();
            try (SSLSocket socket = (SSLSocket) sockets.createSocket("127.0.0.1", ports.get(name))) {
                socket.startHandshake();
            }
        }
        try (var connection = new RawConnection(ports.get("insecure"))) {
            // the last of its thread
            connection.send("GET\r\n\r\n");
            assertThat(refused.take()).isEqualTo("malformed");
        }
        assertThat(refused).isEmpty();
    }

    private void start() {
        start(List.of("insecure", "secure", "management"));
    }

    private void start(List<String> order) {
        GuardedServer guarded = guarded(true);
        guarded.customizeHttpServer(insecure);
        guarded.customizeHttpsServer(secure);
        order.forEach(this::listen);
    }

    private void assertGuarded(String name, int line) throws Exception {
        // short, so that it arrives together with the end of the handshake
        Answer answer = get(name, 1);
        assertThat(answer.body()).isEqualTo(name);
        assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
        Answer refused = get(name, line + 100);
        assertThat(refused.status()).as(name).isEqualTo(414);
        assertThat(refused.body()).contains("uri.too-long");
    }

    private Answer get(String name, int length) throws Exception {
        try (var connection = connect(name)) {
            connection.send("GET /%s HTTP/1.1\r\nHost: a\r\n\r\n".formatted("x".repeat(length)));
            return connection.receive();
        }
    }

    private RawConnection connect(String name) throws Exception {
        int port = ports.get(name);
        if (!name.equals("secure")) {
            return new RawConnection(port);
        }
        var socket = new OneWriteSocket(port);
        return new RawConnection(trusting().getSocketFactory().createSocket(socket, "127.0.0.1", port, true));
    }

    /** Sends what was written when an answer is read, so the end of the handshake and the first request arrive together. */
    private static final class OneWriteSocket extends Socket {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        OneWriteSocket(int port) throws IOException {
            super("127.0.0.1", port);
        }

        @Override
        public OutputStream getOutputStream() {
            return written;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    send();
                    return super.read();
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    send();
                    return super.read(into, from, length);
                }
            };
        }

        private void send() throws IOException {
            OutputStream out = super.getOutputStream();
            written.writeTo(out);
            out.flush();
            written.reset();
        }
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("test", trusted.getCertificate("test"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
