package org.sunwindow.imports.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystem;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.MovableClock;
import org.sunwindow.imports.source.FetchException.Reason;
import org.sunwindow.outbound.AllowedHosts;

/** Fetches from servers of this machine, by names that no DNS has. */
class FetcherTest {

    private static final String NAME = "feed.example.test";
    private static final String METADATA = "metadata.example.test";
    private static final String TEXT = "{\"id\":\"1\"}\n";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> resolved = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Fetcher> fetchers = new ArrayList<>();
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = started(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private HttpServer started(HttpServer created) {
        created.setExecutor(threads);
        created.start();
        servers.add(created);
        return created;
    }

    @AfterEach
    void stop() {
        fetchers.forEach(Fetcher::close);
        servers.forEach(each -> each.stop(0));
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private void answer(String path, int status, String body) {
        answer(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        resolved.add(host);
        return InetAddress.getAllByName(host.equals(METADATA) ? "169.254.169.254" : "127.0.0.1");
    }

    private Fetcher fetcher(long bytes, Duration timeout, Optional<Path> certificates, String... entries) {
        var fetcher = new Fetcher(
                vertx,
                new AllowedHosts(List.of(entries), this::resolve),
                certificates,
                new Fetcher.Limits(bytes, timeout),
                new MovableClock());
        fetchers.add(fetcher);
        return fetcher;
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private Fetcher fetcher() {
        return fetcher(
                1_000_000,
                Duration.ofMinutes(5),
                Optional.empty(),
                "http://%s:%d@127.0.0.0/8".formatted(NAME, port()),
                "http://%s:%d".formatted(METADATA, port()));
    }

    private String address(String path) {
        return "http://%s:%d%s".formatted(NAME, port(), path);
    }

    private FetchException failure(Fetcher fetcher, String path) {
        return catchThrowableOfType(FetchException.class, () -> fetcher.fetch(address(path), Validators.NONE));
    }

    /** Temporary files of fetches that are there now, of this process. */
    private static List<Path> leftovers() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .startsWith("sunwindow-import-"
                                    + ProcessHandle.current().pid() + "-"))
                    .toList();
        }
    }

    @Test
    void fileIsFetchedFromTheAddressThatWasChecked() throws Exception {
        answer("/feed.ndjson", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Host")).isEqualTo(NAME + ":" + port());
            assertThat(exchange.getRequestURI().toString()).isEqualTo("/feed.ndjson?a=%20b");
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(TEXT.getBytes(StandardCharsets.UTF_8));
        });
        Fetched fetched =
                fetcher().fetch(address("/feed.ndjson?a=%20b"), Validators.NONE).orElseThrow();
        assertThat(fetched.file()).hasContent(TEXT.strip());
        assertThat(fetched.path()).isEqualTo("/feed.ndjson");
        assertThat(fetched.mediaType()).isEqualTo("application/x-ndjson");
        assertThat(fetched.validators()).isEqualTo(new Validators("\"1\"", null));
        assertThat(fetched.isGzipped()).isFalse();
        // the name is looked up once; DNS does not have it, so nothing else was connected to
        assertThat(resolved).containsExactly(NAME);
        fetched.close();
        assertThat(leftovers()).isEmpty();
    }

    /** The name of the host leads elsewhere once it was checked. */
    @Test
    void hostThatIsBoundToAnotherAddressAfterTheCheckIsNotFollowed() throws Exception {
        answer("/feed.ndjson", 200, TEXT);
        var lookups = new AtomicInteger();
        var fetcher = new Fetcher(
                vertx,
                new AllowedHosts(
                        List.of("http://%s:%d@127.0.0.1/32".formatted(NAME, port())),
                        host -> InetAddress.getAllByName(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")),
                Optional.empty(),
                new Fetcher.Limits(1000, Duration.ofMinutes(5)),
                new MovableClock());
        fetchers.add(fetcher);
        try (Fetched fetched =
                fetcher.fetch(address("/feed.ndjson"), Validators.NONE).orElseThrow()) {
            assertThat(fetched.file()).hasContent(TEXT.strip());
        }
        assertThat(lookups).hasValue(1);
        assertThat(failure(fetcher, "/feed.ndjson").reason()).isEqualTo(Reason.ADDRESS_FORBIDDEN);
    }

    @Test
    void fileThatHasNotChangedIsNotSentAgain() throws Exception {
        answer("/feed.ndjson", exchange -> {
            boolean isKnown = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && "Sun, 22 Nov 2026 02:00:00 GMT"
                            .equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.sendResponseHeaders(isKnown ? 304 : 500, -1);
        });
        assertThat(fetcher().fetch(address("/feed.ndjson"), new Validators("\"1\"", "Sun, 22 Nov 2026 02:00:00 GMT")))
                .isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void unaskedNotModifiedIsAFailure() {
        answer("/feed.ndjson", 304, "");
        assertThat(failure(fetcher(), "/feed.ndjson").reason()).isEqualTo(Reason.STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 400, 401, 404, 500, 502})
    void otherStatusIsAFailure(int status) throws IOException {
        answer("/feed.ndjson", status, status == 204 ? "" : "secret");
        FetchException failure = failure(fetcher(), "/feed.ndjson");
        assertThat(failure.reason()).isEqualTo(Reason.STATUS);
        assertThat(failure)
                .hasMessageContaining(Integer.toString(status))
                .message()
                .doesNotContain("secret");
        assertThat(failure.retryAfter()).isZero();
        assertThat(leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void serverMayAskForAWait(int status) {
        answer("/feed.ndjson", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            exchange.sendResponseHeaders(status, -1);
        });
        assertThat(failure(fetcher(), "/feed.ndjson").retryAfter()).hasSeconds(120);
    }

    @Test
    void redirectToAnAllowedHostIsFollowed() throws Exception {
        redirect("/old", "/new/feed.csv?x=1");
        answer("/new/feed.csv", 200, TEXT);
        try (Fetched fetched = fetcher().fetch(address("/old"), Validators.NONE).orElseThrow()) {
            assertThat(fetched.path()).isEqualTo("/new/feed.csv");
        }
        assertThat(resolved).as("checked again").containsExactly(NAME, NAME);
    }

    private void redirect(String path, String location) {
        answer(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    @Test
    void redirectsToForbiddenAddressesAreNotFollowed() {
        answer("/secret", exchange -> {
            throw new AssertionError("connected");
        });
        var forbidden = List.of(
                "http://127.0.0.1:%d/secret".formatted(port()),
                "http://localhost:%d/secret".formatted(port()),
                "http://2130706433:%d/secret".formatted(port()),
                "http://[::1]:%d/secret".formatted(port()),
                "http://%s:%d/secret".formatted(METADATA, port()),
                "https://%s:%d/secret".formatted(NAME, port()),
                "http://attacker@%s:%d/secret".formatted(NAME, port()),
                "file:///etc/passwd",
                "gopher://%s:%d/secret".formatted(NAME, port()));
        Fetcher fetcher = fetcher();
        for (int i = 0; i < forbidden.size(); i++) {
            redirect("/from" + i, forbidden.get(i));
            assertThat(failure(fetcher, "/from" + i).reason())
                    .as(forbidden.get(i))
                    .isEqualTo(Reason.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void redirectsWithoutEndOrAddressAreFailures() {
        redirect("/loop", "/loop");
        assertThat(failure(fetcher(), "/loop").reason()).isEqualTo(Reason.REDIRECT);
        redirect("/broken", "http://[");
        assertThat(failure(fetcher(), "/broken").reason()).isEqualTo(Reason.REDIRECT);
        answer("/nowhere", 302, "");
        assertThat(failure(fetcher(), "/nowhere").reason()).isEqualTo(Reason.REDIRECT);
    }

    @Test
    void endlessBodyIsCutOff() throws IOException {
        answer("/feed.ndjson", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] chunk = TEXT.repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                // until the connection is closed
                out.write(chunk);
            }
        });
        assertThat(failure(fetcher(), "/feed.ndjson").reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    @Tag("slow")
    void silentServerIsCutOff() throws IOException {
        var end = new CountDownLatch(1);
        answer("/silent", exchange -> await(end));
        answer("/half", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(TEXT.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(end);
        });
        // however long it is, the answers do not come
        Fetcher fetcher = fetcher(
                1000, Duration.ofMillis(300), Optional.empty(), "http://%s:%d@127.0.0.0/8".formatted(NAME, port()));
        assertThat(failure(fetcher, "/silent").reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure(fetcher, "/half").reason()).isEqualTo(Reason.TIMEOUT);
        end.countDown();
        assertThat(leftovers()).isEmpty();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void bodyThatBreaksOffIsAFailure() throws IOException {
        answer("/feed.ndjson", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(TEXT.getBytes(StandardCharsets.UTF_8));
        });
        assertThat(failure(fetcher(), "/feed.ndjson").reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(leftovers()).isEmpty();
    }

    /** Also a whole one, because half of it would look the same. */
    @ParameterizedTest
    @CsvSource({
        "'', LENGTH_UNKNOWN",
        "'Connection: close\r\n', LENGTH_UNKNOWN",
        "'Transfer-Encoding: identity\r\n', LENGTH_UNKNOWN",
        "'Content-Encoding: gzip\r\n', LENGTH_UNKNOWN",
        "'Content-Length: 40\r\n', UNREACHABLE",
        "'Transfer-Encoding: chunked\r\n', UNREACHABLE",
        "'Content-Length: 11\r\n', "
    })
    void bodyIsOnlyTakenIfItTellsItsEnd(String header, Reason reason) throws Exception {
        String body = header.contains("chunked") ? "b\r\n%s\r\n".formatted(TEXT) : TEXT;
        try (var raw = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (Socket socket = raw.accept()) {
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        // the request
                    }
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\n%s\r\n%s"
                                    .formatted(header, body)
                                    .getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // the client has seen enough
                }
            });
            Fetcher fetcher = fetcher(
                    1000,
                    Duration.ofMinutes(5),
                    Optional.empty(),
                    "http://%s:%d@127.0.0.0/8".formatted(NAME, raw.getLocalPort()));
            String address = "http://%s:%d/feed.csv".formatted(NAME, raw.getLocalPort());
            if (reason == null) {
                fetcher.fetch(address, Validators.NONE).orElseThrow().close();
            } else {
                assertThat(catchThrowableOfType(FetchException.class, () -> fetcher.fetch(address, Validators.NONE))
                                .reason())
                        .isEqualTo(reason);
            }
        }
        assertThat(leftovers()).isEmpty();
    }

    /** The fetch has ended and deleted its file while the body begins to come. */
    @Test
    void fileThatWasDeletedIsNotCreatedAgain() throws IOException {
        answer("/feed.ndjson", 200, TEXT);
        var late = new Fetcher(
                deletingBeforeOpening(),
                new AllowedHosts(List.of("http://%s:%d@127.0.0.0/8".formatted(NAME, port())), this::resolve),
                Optional.empty(),
                new Fetcher.Limits(1000, Duration.ofMinutes(5)),
                new MovableClock());
        fetchers.add(late);
        assertThat(failure(late, "/feed.ndjson")).isNotNull();
        assertThat(opened).hasSize(1).noneMatch(Files::exists);
    }

    private final List<Path> opened = new ArrayList<>();

    private Vertx deletingBeforeOpening() {
        FileSystem files = proxy(FileSystem.class, vertx.fileSystem(), (method, arguments) -> {
            if (method.equals("open")) {
                opened.add(Path.of((String) arguments[0]));
                Files.delete(opened.getLast());
            }
            return null;
        });
        return proxy(Vertx.class, vertx, (method, arguments) -> method.equals("fileSystem") ? files : null);
    }

    private interface Interceptor {
        /** Returns the result of a call, {@code null} for that of the real object. */
        Object result(String method, Object[] arguments) throws IOException;
    }

    private static <T> T proxy(Class<T> type, T real, Interceptor interceptor) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result = interceptor.result(method.getName(), args);
            return result == null ? method.invoke(real, args) : result;
        }));
    }

    @Test
    void compressedFileIsKeptAsItIsSent() throws Exception {
        answer("/feed.ndjson", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.size());
            bytes.writeTo(exchange.getResponseBody());
        });
        try (Fetched fetched =
                fetcher().fetch(address("/feed.ndjson"), Validators.NONE).orElseThrow()) {
            assertThat(fetched.isGzipped()).isTrue();
        }
        answer("/br", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "br");
            exchange.sendResponseHeaders(200, 0);
        });
        assertThat(failure(fetcher(), "/br").reason()).isEqualTo(Reason.FORMAT);
    }

    @Test
    void serverThatIsDownIsUnreachable() {
        server.stop(0);
        assertThat(failure(fetcher(), "/feed.ndjson").reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    @Tag("slow")
    void certificateMustBeOfTheHost() throws Exception {
        Path store = directory.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "feed",
                "-keyalg",
                "EC",
                "-dname",
                "CN=feed",
                "-ext",
                "san=dns:" + NAME,
                store);
        Path certificate = directory.resolve("feed.pem");
        keytool("-exportcert", "-alias", "feed", "-rfc", "-file", certificate.toString(), store);
        server = started(https(store));
        var asked = new ArrayList<String>();
        answer("/feed.ndjson", exchange -> {
            var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            session.getRequestedServerNames()
                    .forEach(name -> asked.add(new String(name.getEncoded(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(200, 0);
        });
        String[] entries = {
            "%s:%d@127.0.0.0/8".formatted(NAME, port()), "other.example.test:%d@127.0.0.0/8".formatted(port())
        };
        Fetcher trusting = fetcher(1000, Duration.ofMinutes(5), Optional.of(certificate), entries);
        String path = ":%d/feed.ndjson".formatted(port());
        trusting.fetch("https://" + NAME + path, Validators.NONE).orElseThrow().close();
        assertThat(asked).containsExactly(NAME);
        // the same server under another name
        assertThat(catchThrowableOfType(
                                FetchException.class,
                                () -> trusting.fetch("https://other.example.test" + path, Validators.NONE))
                        .reason())
                .isEqualTo(Reason.CERTIFICATE);
        Fetcher usual = fetcher(1000, Duration.ofMinutes(5), Optional.empty(), entries);
        assertThat(catchThrowableOfType(
                                FetchException.class, () -> usual.fetch("https://" + NAME + path, Validators.NONE))
                        .reason())
                .isEqualTo(Reason.CERTIFICATE);
        assertThat(asked).hasSize(1);
    }

    private static final String PASSWORD = "only-tests";

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            if (argument instanceof Path) {
                command.add("-keystore");
            }
            command.add(argument.toString());
        }
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (InputStream out = process.getInputStream()) {
            output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static HttpServer https(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        return https;
    }
}
