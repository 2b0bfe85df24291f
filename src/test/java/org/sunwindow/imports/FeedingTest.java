package org.sunwindow.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Files that come without a request: from the watched folder, and from a source on another server. */
@Tag("slow")
@QuarkusTest
@WithTestResource(TestDatabase.class)
@WithTestResource(FeedingTest.Feeds.class)
class FeedingTest {

    private static final String BUREAU = "bureau-publisher-token-not-for-production";
    private static final String DEMO = "demo-publisher-token-not-for-production";
    private static final String ADMINISTRATOR = "administrator-token-not-for-production";
    private static final String MOBILE = "13812345678";

    /** An inbox, and a server with one file of hotlines. */
    public static final class Feeds implements QuarkusTestResourceLifecycleManager {

        static Path inbox;
        static String base;
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                inbox = Files.createTempDirectory("sunwindow-inbox");
                Files.createDirectory(inbox.resolve("bureau"));
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/hotlines.ndjson", exchange -> {
                try (exchange) {
                    byte[] lines = """
                            {"id":"hot-pull-1","name":"来源测试热线","number":"12345"}
                            {"id":"hot-pull-2","name":"来源测试热线二","number":"12345","unknown":"%s"}
                            """.formatted(MOBILE).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, lines.length);
                    exchange.getResponseBody().write(lines);
                }
            });
            server.createContext("/files/", exchange -> {
                try (exchange) {
                    byte[] text = "申请前请备齐材料。".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, text.length);
                    exchange.getResponseBody().write(text);
                }
            });
            server.start();
            int port = server.getAddress().getPort();
            base = "http://127.0.0.1:" + port;
            return Map.of(
                    "sunwindow.inbox.folder",
                    inbox.toString(),
                    "sunwindow.sources.cms.url",
                    "http://127.0.0.1:%d/hotlines.ndjson?key=secret".formatted(port),
                    "sunwindow.sources.cms.kind",
                    "hotline",
                    "sunwindow.sources.cms.publisher",
                    "bureau",
                    "sunwindow.sources.down.url",
                    "https://localhost/hotlines.ndjson",
                    "sunwindow.sources.down.kind",
                    "hotline",
                    "sunwindow.sources.down.publisher",
                    "demo",
                    "sunwindow.sources.file-hosts",
                    "http://127.0.0.1:%d@127.0.0.1/32".formatted(port),
                    "sunwindow.sources.allowed-hosts",
                    "http://127.0.0.1:%d@127.0.0.1/32,localhost".formatted(port));
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    @Inject
    DataSource database;

    private Sunwindow service;

    @BeforeEach
    void connect() {
        service = Sunwindow.underTest();
    }

    private Json get(String path, String token) {
        return service.request()
                .header("Authorization", "Bearer " + token)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private static List<Path> files(String folder) throws IOException {
        Path path = Feeds.inbox.resolve(folder);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        }
    }

    @Test
    void sheetInTheInboxIsImportedAsItsPublisher() throws IOException {
        Sunwindow.await("the folders of kinds", () -> Files.isDirectory(Feeds.inbox.resolve("bureau/热线")));
        Path part = Files.writeString(
                Feeds.inbox.resolve("bureau/热线/热线.csv.part"),
                "编号,名称,号码\nhot-inbox-1,投放测试热线,12345\nhot-inbox-2,投放测试热线二,\n");
        Files.move(part, Feeds.inbox.resolve("bureau/热线/热线.csv"));
        Files.writeString(Feeds.inbox.resolve("bureau/热线/好.csv"), "编号,名称,号码\nhot-inbox-3,投放测试热线三,12345\n");
        Sunwindow.await(
                "both files",
                () -> files("bureau/rejected").size() == 2
                        && files("bureau/done").size() == 2);
        Sunwindow.await("the record", () -> service.get("/hotlines/hot-inbox-1").statusCode() == 200);
        assertThat(service.get("/hotlines/hot-inbox-2").statusCode()).isEqualTo(404);
        String report = Files.readString(files("bureau/rejected").get(1));
        assertThat(report).contains("已导入，有退回的行", "文件：热线.csv", "种类：热线", "读到 2 行：新增 1", "第 3 行（编号 hot-inbox-2），号码");
        // its publisher sees the run, others do not
        String run = report.lines()
                .filter(line -> line.startsWith("导入编号："))
                .findFirst()
                .orElseThrow()
                .substring("导入编号：".length());
        assertThat(get("/imports/" + run, BUREAU).getString("publisher")).isEqualTo("bureau");
        assertThat(service.request()
                        .header("Authorization", "Bearer " + DEMO)
                        .get("/imports/" + run)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void fileIsFetchedWithTheRecordThatNamesIt() {
        String record = """
                {"indexNo":"990100001/202611-97001","title":"附件由地址取来的通知","publisher":"云川市民政取件办公室",
                "publishedAt":"2026-11-20","disclosureAttribute":"主动公开","body":"见附件。",
                "attachments":[{"name":"说明.txt","url":"%s"}]}""".replace("\n", "").formatted(Feeds.base + "/files/note.txt");
        Json run = service.request()
                .header("Authorization", "Bearer " + DEMO)
                .contentType("application/x-ndjson")
                .body(record.getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=disclosure")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        assertThat(run.getInt("created")).isEqualTo(1);
        String path = "/disclosures/990100001%2F202611-97001";
        Sunwindow.await("the record", () -> service.get(path).statusCode() == 200);
        String url = service.get(path).as(Json.class).getString("attachments[0].url");
        assertThat(url).contains("/attachments/").doesNotContain("note.txt");
        assertThat(given().baseUri(service.base())
                        .urlEncodingEnabled(false)
                        .get(url)
                        .asString())
                .isEqualTo("申请前请备齐材料。");
    }

    @Test
    void sourceIsFetchedAndItsPublisherSeesHow() throws SQLException {
        Sunwindow.await(
                "the sources were fetched",
                () -> get("/sources", ADMINISTRATOR).getList("items.outcome").equals(List.of("IMPORTED", "FAILED")));
        Json own = get("/sources", BUREAU);
        assertThat(own.getList("items.name")).containsExactly("cms");
        assertThat(own.getString("items[0].address"))
                .startsWith("http://127.0.0.1")
                .doesNotContain("secret");
        assertThat(own.getString("items[0].detail")).isEqualTo("读到 2 行，退回 1 行。");
        assertThat(own.getString("items[0].nextAt")).startsWith("2026-11-22T11:0");
        assertThat(get("/imports/" + own.getString("items[0].run"), BUREAU).getInt("created"))
                .isEqualTo(1);
        Sunwindow.await("the record", () -> service.get("/hotlines/hot-pull-1").statusCode() == 200);
        assertThat(get("/sources", DEMO).getString("items[0].failure")).isEqualTo("ADDRESS_FORBIDDEN");
        assertThat(get("/sources", ADMINISTRATOR).getList("items.name")).containsExactly("cms", "down");
        // the instance is ready all the same
        assertThat(service.ready().as(Json.class).getString("checks[name=sources].data.failing"))
                .isEqualTo("down");
        assertThat(service.ready().as(Json.class).getString("status")).isEqualTo("UP");
        // what was refused is nowhere
        try (var connection = database.getConnection();
                var select = connection.createStatement();
                var rows = select.executeQuery("select s::text from source_state s")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(MOBILE, "secret");
            }
        }
    }

    @Test
    void sourcesAreForPublishers() {
        assertThat(service.get("/sources").statusCode()).isEqualTo(401);
        assertThat(given().baseUri(service.base())
                        .header("Authorization", "Bearer " + BUREAU)
                        .get("/api/v1/sources?size=1")
                        .statusCode())
                .isEqualTo(400);
    }
}
