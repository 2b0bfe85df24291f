package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordSheets;

/** What this service answers can be imported again, as lines and as sheets, and changes nothing. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SheetExportsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What answers add to a record. */
    private static final Set<String> ADDED = Set.of("links", "meta", "inForce", "basisInForce", "path", "count");

    /** Answers state it for records with dates, whether it was sent or not. */
    private static final String VALIDITY = "validity";

    @TempDir
    Path directory;

    @Inject
    Kinds kinds;

    @Inject
    RecordSheets sheets;

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSamples() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples(samples().stream().map(Kind::name).toArray(String[]::new));
    }

    private List<Kind<?>> samples() {
        return kinds.all().stream()
                .filter(kind -> Sunwindow.hasSample(kind.name()))
                .<Kind<?>>map(kind -> kind)
                .toList();
    }

    private static Map<String, JsonNode> sample(Kind<?> kind) throws IOException {
        var sample = new HashMap<String, JsonNode>();
        for (String line : Sunwindow.sample(kind.name()).lines().toList()) {
            JsonNode record = JSON.readTree(line);
            sample.put(record.path(kind.keyFields().getFirst()).asText(), record);
        }
        return sample;
    }

    /** The bodies of the public records of the sample, as single records. Others may belong to another publisher. */
    private List<String> answered(Kind<?> kind) throws IOException {
        var records = new ArrayList<String>();
        Map<String, JsonNode> sample = sample(kind);
        String after = "";
        while (after != null) {
            JsonNode page = JSON.readTree(
                    sunwindow.read(kind.contract().path() + "?size=100" + after).asString());
            for (JsonNode item : page.path("items")) {
                String key = item.path("id").asText();
                if (!sample.containsKey(key)) {
                    continue;
                }
                var record = (ObjectNode) JSON.readTree(sunwindow
                        .read(kind.contract().path() + "/"
                                + Sunwindow.encoded(key).replace("%2F", "/"))
                        .asString());
                record.remove(ADDED);
                if (!sample.get(key).has(VALIDITY)) {
                    record.remove(VALIDITY);
                }
                records.add(JSON.writeValueAsString(record));
            }
            String next = page.path("page").path("next").asText(null);
            after = next == null ? null : "&after=" + next;
        }
        return records;
    }

    private Json imported(Kind<?> kind, byte[] file, String type) {
        return sunwindow
                .request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .header("Content-Type", type)
                .body(file)
                .post("/imports?dryRun=true&kind=" + kind.name())
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
    }

    private void assertUnchanged(Kind<?> kind, Json run, int records, String format) {
        String found = kind.name() + " " + format + " "
                + (run.getInt("rejected") > 0 ? sunwindow.rejects(run).getList("items") : "");
        assertThat(run.getInt("lines")).as(found).isEqualTo(records);
        assertThat(run.getInt("rejected")).as(found).isZero();
        assertThat(run.getInt("unchanged")).as(found).isEqualTo(records);
    }

    /** Returns the records of a run that are not as they were. */
    private List<String> differing(Kind<?> kind, Json run, List<String> records) {
        if (run.getInt("changed") + run.getInt("created") == 0) {
            return List.of();
        }
        return records.stream()
                .filter(record -> imported(kind, record.getBytes(StandardCharsets.UTF_8), FileFormat.NDJSON_TYPE)
                                .getInt("unchanged")
                        == 0)
                .toList();
    }

    @Test
    void answersImportAgainWithoutAChange() throws IOException {
        for (Kind<?> kind : samples()) {
            List<String> records = answered(kind);
            assertThat(records).isNotEmpty();
            byte[] lines = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
            Json run = imported(kind, lines, FileFormat.NDJSON_TYPE);
            assertUnchanged(kind, run, records.size(), "NDJSON " + differing(kind, run, records));
            Path file = Files.write(directory.resolve(kind.name()), records);
            for (RecordSheets.Format format : RecordSheets.Format.values()) {
                var sheet = new ByteArrayOutputStream();
                sheets.write(kind, file, format, sheet);
                String type = format == RecordSheets.Format.CSV ? FileFormat.CSV_TYPE : FileFormat.XLSX_TYPE;
                assertUnchanged(kind, imported(kind, sheet.toByteArray(), type), records.size(), format.name());
                String keep = System.getProperty("sheets.keep");
                if (keep != null) {
                    Files.write(Path.of(keep, kind.name() + "." + format.name().toLowerCase()), sheet.toByteArray());
                }
            }
        }
    }
}
