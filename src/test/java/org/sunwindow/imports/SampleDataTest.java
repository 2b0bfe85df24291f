package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kinds;

/** The sample data is complete and consistent. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SampleDataTest {

    @Inject
    Kinds kinds;

    @Test
    void everyKindOfPublicationHasSampleData() {
        assertThat(kinds.names())
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(SampleDataTest.class.getResource("/sample/" + kind + ".ndjson"))
                        .isNotNull());
    }

    @ParameterizedTest
    @CsvSource({
        "disclosure, indexNo, 150",
        "service, code, 40",
        "organization, id, 20",
        "office, id, 40",
        "division, code, 20",
        "application, applicationNo, 60"
    })
    void kindHasEnoughRecordsWithUniqueKeys(String kind, String key, int least) throws IOException {
        List<JsonNode> records = records(kind);
        assertThat(records).hasSizeGreaterThanOrEqualTo(least);
        assertThat(keys(kind, key)).hasSameSizeAs(records);
    }

    @Test
    void referencesExist() throws IOException {
        Set<String> organizations = keys("organization", "id");
        Set<String> offices = keys("office", "id");
        Set<String> services = keys("service", "code");
        Set<String> divisions = keys("division", "code");
        Set<String> disclosures = keys("disclosure", "indexNo");
        assertThat(organizations).containsAll(values("organization", "parent"));
        assertThat(organizations).containsAll(values("office", "organization"));
        assertThat(organizations).containsAll(values("service", "organization"));
        assertThat(services).containsAll(values("office", "services"));
        assertThat(offices).containsAll(values("service", "offices"));
        assertThat(offices).containsAll(values("office", "successor"));
        assertThat(organizations).containsAll(values("hotline", "organization"));
        assertThat(organizations).containsAll(values("organization", "successor"));
        assertThat(keys("hotline", "id")).containsAll(values("hotline", "successor"));
        assertThat(divisions).containsAll(values("division", "successor"));
        assertThat(services).containsAll(values("application", "serviceItem"));
        assertThat(divisions).containsAll(values("division", "parent"));
        for (String kind : List.of("disclosure", "service", "organization", "office", "hotline")) {
            assertThat(divisions).as(kind).containsAll(values(kind, "division"));
        }
        var related = new ArrayList<String>();
        for (JsonNode record : records("disclosure")) {
            record.path("related").forEach(link -> related.add(link.path("key").asText()));
        }
        assertThat(disclosures).containsAll(related);
        assertThat(related).isNotEmpty();
    }

    @Test
    void disclosuresHaveBodiesUnlessAvailableOnRequestOnly() throws IOException {
        for (JsonNode record : records("disclosure")) {
            boolean open = record.path("disclosureAttribute").asText().equals("主动公开");
            assertThat(record.path("body").asText().length() > 100)
                    .as(record.path("indexNo").asText())
                    .isEqualTo(open);
        }
    }

    private static Set<String> keys(String kind, String key) throws IOException {
        return new HashSet<>(values(kind, key));
    }

    private static List<String> values(String kind, String field) throws IOException {
        var values = new ArrayList<String>();
        for (JsonNode record : records(kind)) {
            JsonNode value = record.path(field);
            if (value.isArray()) {
                value.forEach(element -> values.add(element.asText()));
            } else if (!value.isMissingNode()) {
                values.add(value.asText());
            }
        }
        return values;
    }

    private static List<JsonNode> records(String kind) throws IOException {
        var mapper = new ObjectMapper();
        var records = new ArrayList<JsonNode>();
        for (String line : Sunwindow.sample(kind).split("\n")) {
            records.add(mapper.readTree(line));
        }
        return records;
    }
}
