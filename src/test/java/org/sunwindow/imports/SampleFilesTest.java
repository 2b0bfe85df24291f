package org.sunwindow.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.publication.SampleContribution;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** The service is started with the sample data. Its forms, charts and attachments can be found and downloaded. */
@Tag("slow")
@QuarkusTest
@TestProfile(SampleFilesTest.WithSampleData.class)
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class SampleFilesTest {

    public static final class WithSampleData implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            // a minute after the start, expired sample records are erased, which takes revisions
            return Map.of("sunwindow.sample-data", "true", "quarkus.scheduler.enabled", "false");
        }
    }

    /**
     * A file that a sample record names.
     *
     * @param path of the record
     */
    private record Named(String kind, String path, String field, JsonNode record, JsonNode file) {

        String hash() {
            return file.path("hash").asText();
        }
    }

    private static final List<Named> FILES = files();

    @Inject
    @All
    List<SampleContribution> contributions;

    @Inject
    ImportTargets targets;

    @Inject
    ImportRuns runs;

    @Inject
    DataSource database;

    private Sunwindow sunwindow;

    @BeforeEach
    void awaitSampleData() {
        sunwindow = Sunwindow.underTest();
        Sunwindow.await(
                "all sample data",
                () -> targets.kinds().stream()
                        .filter(Sunwindow::hasSample)
                        .allMatch(kind -> runs.isCompleted(Publishers.SAMPLE_DATA, kind)));
        Set<String> paths = new HashSet<>();
        FILES.forEach(file -> paths.add(file.path()));
        paths.forEach(path -> Sunwindow.await(path, () -> sunwindow.get(path).statusCode() == 200));
    }

    private static List<Named> files() {
        var files = new ArrayList<Named>();
        for (JsonNode record : records("disclosure")) {
            String path = "/disclosures/" + record.path("indexNo").asText().replace("/", "%2F");
            add(files, "disclosure", path, record, "attachments");
        }
        for (JsonNode record : records("notice")) {
            add(files, "notice", "/notices/" + record.path("id").asText(), record, "attachments");
        }
        for (JsonNode record : records("service")) {
            String path = "/services/" + record.path("code").asText();
            add(files, "service", path, record, "forms");
            add(files, "service", path, record, "flowchart");
        }
        return files;
    }

    private static void add(List<Named> files, String kind, String path, JsonNode record, String field) {
        JsonNode value = record.path(field);
        for (JsonNode file : value.isArray() ? value : List.of(value)) {
            if (file.has("hash")) {
                files.add(new Named(kind, path, field, record, file));
            }
        }
    }

    private static List<JsonNode> records(String kind) {
        try (var lines = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(Sunwindow.sample(kind))) {
            return lines.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not validated: the contract does not describe the bytes of a file. */
    private byte[] download(String url) {
        return given().baseUri(sunwindow.base())
                .urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private Map<String, Object> answered(Named named) {
        Json answer = sunwindow.get(named.path()).as(Json.class);
        if (named.field().equals("flowchart")) {
            return answer.getMap(named.field());
        }
        return answer.<Map<String, Object>>getList(named.field()).stream()
                .filter(file -> named.hash().equals(file.get("hash")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFileIsServed() throws SQLException {
        Set<String> hashes = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (Named named : FILES) {
            Map<String, Object> file = answered(named);
            assertThat(file).as(named.path()).containsKeys("url", "size", "mediaType");
            byte[] bytes = download((String) file.get("url"));
            assertThat(HexFormat.of().formatHex(Sha256.of(bytes)))
                    .as(named.path())
                    .isEqualTo(named.hash());
            assertThat(file).containsEntry("size", bytes.length);
            hashes.add(named.hash());
            types.add(((String) file.get("mediaType")).replaceFirst(";.*", ""));
        }
        assertThat(FILES).hasSizeGreaterThanOrEqualTo(60);
        assertThat(types)
                .contains(
                        "application/pdf",
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "application/ofd",
                        "image/png",
                        "image/jpeg",
                        "text/csv",
                        "text/html",
                        "text/plain");
        assertThat(new Rows(database).select("select hash from stored_file"))
                .as("no file without a record")
                .containsExactlyInAnyOrderElementsOf(hashes);
    }

    /** In a form as Word, WPS or a printer writes it. */
    @ParameterizedTest
    @CsvSource({
        "services, 剩余财产用于与本会宗旨相关, 社会团体成立登记",
        "services, 撤回授权的应当书面告知, 最低生活保障申请与审核确认",
        "services, 不以外国人名地名命名, 地名命名、更名审核",
        "services, 使用未经鉴定合格的房屋收住老年人, 养老机构备案",
        "disclosures, 本级财政当年安排给部门的资金, 云川市民政局2026年度部门预算公开说明",
        "notices, 藕香村小计, 东湖区民政局2026年10月临时救助发放结果公示"
    })
    void recordIsFoundByWhatItsFileSays(String kind, String text, String title) {
        Json found = sunwindow.find("/" + kind, text);
        assertThat(found.getString(kind.equals("services") ? "items[0].name" : "items[0].title"))
                .isEqualTo(title);
    }

    @Test
    void filesOfANoticeAgreeWithItsRows() throws SQLException {
        int lists = 0;
        for (Named named : FILES) {
            if (!named.kind().equals("notice")) {
                continue;
            }
            String text = new Rows(database)
                    .select("select text from stored_file where hash = '" + named.hash() + "'")
                    .getFirst();
            for (int column = 0; column < named.record().path("columns").size(); column++) {
                if (named.record().at("/columns/" + column + "/type").asText().equals("MASKED_NAME")) {
                    lists++;
                    for (JsonNode row : named.record().path("rows")) {
                        assertThat(text)
                                .as(named.path())
                                .contains(row.path("cells").path(column).asText());
                    }
                }
            }
            if (named.file().path("name").asText().endsWith(".csv")) {
                List<String> lines = new String(
                                download((String) answered(named).get("url")), StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .toList();
                List<String> rows = StreamSupport.stream(
                                named.record().path("rows").spliterator(), false)
                        .map(row -> StreamSupport.stream(row.path("cells").spliterator(), false)
                                .map(JsonNode::asText)
                                .reduce((one, next) -> one + "," + next)
                                .orElseThrow())
                        .toList();
                assertThat(lines).isEqualTo(rows);
            }
        }
        assertThat(lists).isGreaterThanOrEqualTo(5);
    }

    /** As at the next start. */
    @Test
    void loadingAgainChangesNothing() throws SQLException, IOException {
        var rows = new Rows(database);
        List<String> before = rows.select("select hash || name || text from stored_file order by hash");
        List<String> revision = rows.select("select max(revision) from publication");
        long audited = rows.count("write_audit");
        for (SampleContribution contribution : contributions) {
            contribution.load(Publisher.ofOwn(Publishers.SAMPLE_DATA));
        }
        assertThat(rows.select("select hash || name || text from stored_file order by hash"))
                .isEqualTo(before)
                .isNotEmpty();
        assertThat(rows.select("select max(revision) from publication")).isEqualTo(revision);
        assertThat(rows.count("write_audit")).isEqualTo(audited);
    }
}
