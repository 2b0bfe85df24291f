package org.sunwindow.imports.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Attachment;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.publication.FileIntake;
import org.sunwindow.publication.StoredFile;
import org.sunwindow.publisher.Origin;

/** Files that records name by addresses of hosts from which files are fetched. */
class SourceFilesTest {

    private static final String HOST = "files.example.test";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private HttpServer server;
    private SourceFiles files;
    private String base;

    private record Entry(String id, List<Attachment> attachments) {}

    private final FileIntake intake = new FileIntake() {
        @Override
        public StoredFile check(InputStream content, String name) throws IOException {
            byte[] bytes = content.readAllBytes();
            if (new String(bytes, UTF_8).contains("身份证")) {
                throw new ProblemException(
                        ProblemCode.ATTACHMENT_REFUSED,
                        "文件含有个人信息。",
                        List.of(new Problem.Item("", "privacy.identity", "含身份证号码")));
            }
            return new StoredFile(hash(bytes), name, "text/plain", bytes.length, "");
        }

        @Override
        public void store(InputStream content, String name, Origin origin) throws IOException {
            stored.add(name + " " + new String(content.readAllBytes(), UTF_8));
        }
    };

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                asked.add(path);
                byte[] body = path.substring(1).getBytes(UTF_8);
                switch (path) {
                    case "/gone.txt" -> exchange.sendResponseHeaders(404, -1);
                    case "/moved.txt" -> {
                        exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
                        exchange.sendResponseHeaders(302, -1);
                    }
                    case "/packed.txt" -> {
                        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                        answer(exchange, gzipped(body));
                    }
                    case "/bomb.txt" -> {
                        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                        answer(exchange, gzipped(new byte[4 * 1024 * 1024]));
                    }
                    case "/torn.txt" -> {
                        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                        answer(exchange, Arrays.copyOf(gzipped(body), 12));
                    }
                    default -> answer(exchange, body);
                }
            }
        });
        server.start();
        int port = server.getAddress().getPort();
        base = "http://" + HOST + ":" + port;
        files = files("http://%s:%d@127.0.0.0/8,http://closed.example.test:1@127.0.0.0/8".formatted(HOST, port));
    }

    private SourceFiles files(String hosts) {
        SourceSettings settings = TestSettings.with(Map.of()).getConfigMapping(SourceSettings.class);
        var allowed = new AllowedHosts(
                List.of(hosts.split(",")), name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        return new SourceFiles(settings, vertx, allowed, new MovableClock());
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        vertx.close();
    }

    private RecordLines open(FileFormat format, String text) throws IOException {
        var records = new SheetRecords(
                Entry.class,
                Map.of(),
                Map.of(),
                new FileColumns(Set.of("attachments"), intake, files),
                List.of("id"),
                List.of("id"),
                null,
                new StrictJson(
                        TestSettings.general(Map.of()),
                        Validation.buildDefaultValidatorFactory().getValidator()));
        return format.open(
                new ByteArrayInputStream(text.getBytes(UTF_8)),
                records,
                100_000,
                ImportMemory.ofHeap(100_000),
                new SheetSpace(1_000_000, 1_000_000));
    }

    private static String record(String id, String name, String url) {
        return "{\"id\":\"%s\",\"attachments\":[{\"name\":\"%s\",\"url\":\"%s\"}]}\n".formatted(id, name, url);
    }

    private String faults(String text) throws IOException {
        var found = new ArrayList<String>();
        try (RecordLines lines = open(FileFormat.NDJSON, text)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                line.faults().forEach(fault -> found.add(fault.name() + " " + fault.code() + " " + fault.message()));
            }
        }
        return String.join("\n", found);
    }

    @Test
    void theAddressBecomesTheHashOfTheFile() throws IOException {
        String text = record("1", "申请表.txt", base + "/a.txt")
                + record("2", "申请表", base + "/附件/表.txt")
                + record("3", "申请表.txt", base + "/a.txt");
        try (RecordLines lines = open(FileFormat.NDJSON, text)) {
            Line first = lines.next();
            assertThat(first.text())
                    .isEqualTo("{\"id\":\"1\",\"attachments\":[{\"name\":\"申请表.txt\",\"hash\":\"%s\"}]}"
                            .formatted(hash("a.txt".getBytes(UTF_8))));
            assertThat(stored).isEmpty();
            lines.keepFiles(first, null);
            lines.keepFiles(lines.next(), null);
            Line third = lines.next();
            assertThat(third.text()).contains(hash("a.txt".getBytes(UTF_8)));
            lines.keepFiles(third, null);
        }
        assertThat(stored).containsExactly("申请表.txt a.txt", "申请表.txt 附件/表.txt");
        assertThat(asked).containsExactly("/a.txt", "/附件/表.txt");
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void aSheetNamesFilesByAddresses() throws IOException {
        String sheet = "id,attachments[0].name,attachments[0].url\n1,表.txt,%s/a.txt\n2,表.txt,%s/gone.txt\n"
                .formatted(base, base);
        try (RecordLines lines = open(FileFormat.CSV, sheet)) {
            assertThat(lines.next().text())
                    .contains(hash("a.txt".getBytes(UTF_8)))
                    .doesNotContain("url");
            assertThat(lines.next().faults().getFirst().label()).isEqualTo("attachments[0].url");
        }
    }

    @Test
    void transfersMayBeCompressed() throws IOException {
        try (RecordLines lines = open(FileFormat.NDJSON, record("1", "表.txt", base + "/packed.txt"))) {
            lines.keepFiles(lines.next(), null);
        }
        assertThat(stored).containsExactly("表.txt packed.txt");
        for (String damaged : List.of("/torn.txt", "/bomb.txt")) {
            assertThat(faults(record("1", "表.txt", base + damaged)))
                    .isEqualTo("attachments[0].url file.not-fetched 没有取到文件：对方传来的压缩内容已损坏。");
        }
    }

    @Test
    void otherHostsStayLinks() throws IOException {
        String text = record("1", "表.txt", "https://elsewhere.example/a.txt")
                + record("2", "表.txt", base.replace("http:", "https:") + "/a.txt")
                + record("3", "表.txt", base.replace("//", "//user@") + "/a.txt");
        try (RecordLines lines = open(FileFormat.NDJSON, text)) {
            for (String sent : text.split("\n")) {
                assertThat(lines.next().text()).isEqualTo(sent);
            }
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsRefusedIsAFaultOfTheRecord() throws IOException {
        assertThat(faults(record("1", "表.txt", base + "/gone.txt")))
                .isEqualTo("attachments[0].url file.not-fetched 没有取到文件：对方回答了状态码 404。");
        assertThat(faults(record("1", "表.txt", base + "/moved.txt")))
                .startsWith("attachments[0].url file.not-fetched")
                .contains("不在准许之列");
        assertThat(faults(record("1", "表.txt", base + "/身份证.txt") + record("2", "表.txt", base + "/身份证.txt")))
                .isEqualTo("attachments[0].url privacy.identity 文件：含身份证号码\n"
                        + "attachments[0].url privacy.identity 文件：含身份证号码");
        assertThat(asked).containsExactly("/gone.txt", "/moved.txt", "/身份证.txt");
        assertThat(stored).isEmpty();
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void aHostThatFailsIsNotAskedForEachRecord() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(record("" + i, "表.txt", "http://closed.example.test:1/%d.txt".formatted(i)));
        }
        assertThat(faults(text.toString()).lines().map(line -> line.replaceAll(".*：", "")))
                .containsExactly(
                        "连接不上对方，或没有收完。",
                        "连接不上对方，或没有收完。",
                        "连接不上对方，或没有收完。",
                        "该主机接连 3 次没有取到，这次导入不再连接。",
                        "该主机接连 3 次没有取到，这次导入不再连接。");
    }

    /** A run that is continued reads its first lines again. */
    @Test
    void filesOfLinesThatAreReadAgainAreNotFetched() throws IOException {
        String text = record("1", "表.txt", base + "/a.txt") + record("2", "表.txt", base + "/b.txt");
        try (RecordLines lines = open(FileFormat.NDJSON, text)) {
            lines.skipFiles(1);
            lines.next();
            lines.next();
        }
        assertThat(asked).containsExactly("/b.txt");
    }

    private static List<Path> temporaryFiles() throws IOException {
        String own = "-" + ProcessHandle.current().pid() + "-";
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().contains(own))
                    .toList();
        }
    }
}
