package org.sunwindow.imports.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.sunwindow.LocalDatabase;
import org.sunwindow.MovableClock;
import org.sunwindow.Settings;
import org.sunwindow.TestSettings;
import org.sunwindow.http.TokenGuard;
import org.sunwindow.imports.FileImports;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.source.FetchException.Reason;
import org.sunwindow.imports.source.SourceStates.State;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.outbound.Backoff;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** When a source is fetched, and what is remembered of it. */
@Tag("slow")
class SourceFollowerTest {

    private static final String NAME = "feed.example.test";
    private static LocalDatabase database;
    private static PGSimpleDataSource data;

    private final MovableClock clock = new MovableClock();
    private final Vertx vertx = Vertx.vertx();
    private final RecordedImports imports = new RecordedImports();
    private final List<Fetcher> fetchers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private SourceStates states;
    private HttpServer server;

    /** What the server answers. */
    private volatile int status = 200;

    /** Further settings. */
    private final Map<String, String> more = new HashMap<>();

    private volatile String body = "[]";
    private volatile String etag = "\"1\"";
    private volatile String retryAfter;
    private volatile String type;

    private static final class RecordedImports implements FileImports {

        final List<String> imported = new ArrayList<>();
        final Deque<Outcome> outcomes = new ArrayDeque<>();
        Runnable during = () -> {};

        @Override
        public Map<String, String> kinds() {
            return Map.of("service", "办事指南");
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public Outcome run(
                String kind,
                Publisher publisher,
                OptionalInt maxMissing,
                FileFormat format,
                boolean gzipped,
                Content content) {
            try (InputStream in = content.open()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                String mode = maxMissing.isPresent() ? " snapshot " + maxMissing.getAsInt() : "";
                imported.add("%s %s %s %s%s".formatted(publisher.name(), kind, format, text, mode));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            during.run();
            return outcomes.isEmpty() ? completed(0) : outcomes.pop();
        }

        @Override
        public List<Remark> remarks(UUID run, int most) {
            return List.of();
        }
    }

    private static FileImports.Outcome completed(long rejected) {
        var counts = new FileImports.Counts(2, 2 - rejected, 0, 0, 0, rejected, 0);
        return new FileImports.Outcome(FileImports.Ending.COMPLETED, UUID.randomUUID(), counts, null);
    }

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        database = LocalDatabase.temporary();
        data = new PGSimpleDataSource();
        data.setUrl(database.url());
        execute(Files.readString(Path.of("src/main/resources/db/migration/V21__sources.sql")));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = data.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void start() throws IOException, SQLException {
        execute("truncate source_state");
        states = new SourceStates(data);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String known = exchange.getRequestHeaders().getFirst("If-None-Match");
                asked.add(String.valueOf(known));
                if (etag != null) {
                    exchange.getResponseHeaders().add("ETag", etag);
                }
                if (type != null) {
                    exchange.getResponseHeaders().add("Content-Type", type);
                }
                if (retryAfter != null) {
                    exchange.getResponseHeaders().add("Retry-After", retryAfter);
                }
                boolean isKnown = status == 200 && known != null && known.equals(etag);
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isKnown ? 304 : status, isKnown ? -1 : bytes.length);
                if (!isKnown) {
                    exchange.getResponseBody().write(bytes);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        fetchers.forEach(Fetcher::close);
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SourceSettings settings(String path) {
        int port = server.getAddress().getPort();
        var properties = new HashMap<>(more);
        properties.putAll(Map.of(
                "sunwindow.sources.cms.url",
                "http://%s:%d%s".formatted(NAME, port, path),
                "sunwindow.sources.cms.kind",
                "service",
                "sunwindow.sources.cms.publisher",
                "bureau",
                "sunwindow.sources.cms.every",
                "1h",
                "sunwindow.sources.allowed-hosts",
                "http://%s:%d@127.0.0.0/8".formatted(NAME, port)));
        return TestSettings.with(properties).getConfigMapping(SourceSettings.class);
    }

    private SourceFollower instance() {
        return instance("/list.json?key=secret");
    }

    private SourceFollower instance(String path) {
        SourceSettings settings = settings(path);
        Settings general = TestSettings.general(Map.of());
        var fetcher = new Fetcher(
                vertx,
                new AllowedHosts(settings.allowedHosts().orElseThrow(), host -> InetAddress.getAllByName("127.0.0.1")),
                Optional.empty(),
                new Fetcher.Limits(settings.maxBytes(), settings.timeout()),
                clock);
        fetchers.add(fetcher);
        return new SourceFollower(
                settings,
                states,
                imports,
                new Publishers(general, new TokenGuard(general, clock)),
                fetcher,
                new Backoff(SourceFollower.LONGEST_WAIT, () -> 1),
                clock);
    }

    private State state() throws SQLException {
        return states.all().get("cms");
    }

    @Test
    void fileIsImportedOnceUntilItChanges() throws Exception {
        SourceFollower follower = instance();
        follower.follow();
        assertThat(imports.imported).containsExactly("bureau service JSON []");
        assertThat(state().outcome()).isEqualTo(SourceStates.Outcome.IMPORTED);
        assertThat(state().run()).isNotNull();
        assertThat(state().due()).isEqualTo(MovableClock.START.plus(Duration.ofMinutes(66)));

        follower.follow();
        assertThat(asked).as("it is not due").containsExactly("null");
        clock.forward(Duration.ofMinutes(66));
        UUID run = state().run();
        // another instance, or this one after a restart
        instance().follow();
        assertThat(asked).containsExactly("null", "\"1\"");
        assertThat(imports.imported).hasSize(1);
        assertThat(state().outcome()).isEqualTo(SourceStates.Outcome.UNCHANGED);
        assertThat(state().run()).isEqualTo(run);

        clock.forward(Duration.ofMinutes(66));
        etag = "\"2\"";
        body = "[1]";
        follower.follow();
        assertThat(imports.imported).hasSize(2).last().isEqualTo("bureau service JSON [1]");
    }

    @Test
    void completeFileIsImportedAsOne() throws Exception {
        more.put("sunwindow.sources.cms.mode", "SNAPSHOT");
        more.put("sunwindow.sources.cms.max-missing", "25");
        instance().follow();
        assertThat(imports.imported).containsExactly("bureau service JSON [] snapshot 25");
    }

    @Test
    void sameBytesAreNotImportedAgainWithoutValidators() throws Exception {
        etag = null;
        SourceFollower follower = instance();
        follower.follow();
        clock.forward(Duration.ofMinutes(66));
        follower.follow();
        assertThat(asked).hasSize(2);
        assertThat(imports.imported).hasSize(1);
        assertThat(state().outcome()).isEqualTo(SourceStates.Outcome.UNCHANGED);
    }

    @Test
    void fileWithRejectedLinesIsImportedAgainAfterADay() throws Exception {
        imports.outcomes.add(completed(1));
        SourceFollower follower = instance();
        follower.follow();
        clock.forward(Duration.ofHours(23));
        follower.follow();
        assertThat(imports.imported).hasSize(1);
        clock.forward(Duration.ofHours(2));
        follower.follow();
        assertThat(imports.imported).hasSize(2);
        clock.forward(Duration.ofHours(25));
        follower.follow();
        assertThat(imports.imported).as("no line was rejected the second time").hasSize(2);
    }

    @Test
    void failuresAreTriedAgainMoreAndMoreRarely() throws Exception {
        SourceFollower follower = instance();
        follower.follow();
        clock.forward(Duration.ofMinutes(66));
        status = 500;
        for (int failures = 1; failures <= 4; failures++) {
            follower.follow();
            assertThat(state().failures()).isEqualTo(failures);
            Duration wait = Duration.ofMinutes(1L << (failures - 1));
            assertThat(state().due()).isEqualTo(clock.instant().plus(wait));
            clock.forward(wait.minusSeconds(1));
            follower.follow();
            assertThat(asked).as("it is not due").hasSize(1 + failures);
            clock.forward(Duration.ofSeconds(1));
        }
        assertThat(state().failure()).isEqualTo(Reason.STATUS);
        assertThat(follower.failing()).containsExactly("cms");
        assertThat(new SourceHealth(follower, settings("/")).call().getStatus().name())
                .isEqualTo("UP");
        status = 200;
        follower.follow();
        assertThat(state().failures()).isZero();
        assertThat(state().failure()).isNull();
        assertThat(state().outcome()).as("it is still known").isEqualTo(SourceStates.Outcome.UNCHANGED);
        assertThat(follower.failing()).isEmpty();
    }

    @Test
    void serverMayAskForALongerWait() throws Exception {
        status = 429;
        retryAfter = "1200";
        instance().follow();
        assertThat(state().due()).isEqualTo(MovableClock.START.plus(Duration.ofMinutes(21)));
    }

    @Test
    void fileThatCannotBeImportedIsFetchedAndImportedAsAWhole() throws Exception {
        imports.outcomes.add(
                new FileImports.Outcome(FileImports.Ending.POSTPONED, null, FileImports.Counts.NONE, "数据服务暂时不可用"));
        imports.outcomes.add(
                new FileImports.Outcome(FileImports.Ending.REFUSED, null, FileImports.Counts.NONE, "文件损坏"));
        SourceFollower follower = instance();
        follower.follow();
        assertThat(state().failure()).isEqualTo(Reason.STORE);
        clock.forward(Duration.ofMinutes(1));
        follower.follow();
        assertThat(state().failure()).isEqualTo(Reason.FILE);
        assertThat(state().detail()).isEqualTo("文件损坏");
        clock.forward(Duration.ofMinutes(2));
        follower.follow();
        assertThat(state().outcome()).isEqualTo(SourceStates.Outcome.IMPORTED);
        assertThat(asked).containsExactly("null", "null", "null");
    }

    /** The second instance looks while the first imports. */
    @Test
    void oneInstanceFetchesAtATime() throws Exception {
        SourceFollower second = instance();
        imports.during = () -> {
            try {
                second.follow();
                // the sign of life of the first keeps the lease
                clock.forward(Duration.ofMinutes(4));
                first.signOfLife();
                clock.forward(Duration.ofMinutes(4));
                second.follow();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        first = instance();
        first.follow();
        assertThat(imports.imported).hasSize(1);
        assertThat(state().outcome()).isEqualTo(SourceStates.Outcome.IMPORTED);
    }

    private SourceFollower first;

    @Test
    void sourceOfADeadInstanceIsTakenOver() throws Exception {
        SourceFollower second = instance();
        imports.during = () -> {
            imports.during = () -> {};
            clock.forward(Duration.ofMinutes(5));
            try {
                second.follow();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        imports.outcomes.add(completed(0));
        imports.outcomes.add(completed(1));
        instance().follow();
        assertThat(imports.imported).hasSize(2);
        // the first was only paused; its end does not count
        assertThat(state().detail()).isEqualTo("读到 2 行，退回 0 行。");
    }

    @Test
    void anotherAddressIsFetchedAtOnce() throws Exception {
        status = 404;
        instance().follow();
        status = 200;
        instance("/other.csv").follow();
        assertThat(imports.imported).containsExactly("bureau service CSV []");
        instance("/third.csv").follow();
        assertThat(asked).as("validators are of another file").containsExactly("null", "null", "null");
    }

    @Test
    void formatIsThatOfTheNameOrOfTheMediaType() throws Exception {
        instance("/list").follow();
        assertThat(state().failure()).as("it is not guessed").isEqualTo(Reason.FORMAT);
        type = "application/pdf";
        instance("/list?other").follow();
        assertThat(state().failure()).isEqualTo(Reason.FORMAT);
        assertThat(imports.imported).isEmpty();
        type = "text/csv; charset=utf-8";
        instance("/list").follow();
        assertThat(imports.imported).containsExactly("bureau service CSV []");
    }

    @Test
    void settingsAreChecked() {
        var general = TestSettings.general(Map.of());
        var publishers = new Publishers(general, new TokenGuard(general, clock));
        var kinds = Set.of("service");
        assertThat(new SourceStartupCheck(settings("/list.json"), publishers, kinds).contradictions())
                .isEmpty();
        SourceSettings wrong = TestSettings.with(Map.of(
                        "sunwindow.sources.cms.url", "https://cms.example/?key=secret",
                        "sunwindow.sources.cms.kind", "guide",
                        "sunwindow.sources.cms.publisher", "nobody",
                        "sunwindow.sources.cms.every", "1s"))
                .getConfigMapping(SourceSettings.class);
        assertThat(new SourceStartupCheck(wrong, publishers, kinds).contradictions())
                .containsExactlyInAnyOrder(
                        "source cms: there is no kind guide",
                        "source cms: there is no publisher nobody",
                        "source cms: the host of its url is not in sunwindow.sources.allowed-hosts",
                        "source cms: every is less than a minute");
        SourceSettings unreadable = TestSettings.with(Map.of("sunwindow.sources.allowed-hosts", "https://cms.example"))
                .getConfigMapping(SourceSettings.class);
        assertThat(new SourceStartupCheck(unreadable, publishers, kinds).contradictions())
                .singleElement()
                .asString()
                .contains("not of the form");
    }
}
