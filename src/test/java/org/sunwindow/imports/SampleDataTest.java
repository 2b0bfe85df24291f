package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kinds;

/** The sample data is complete and consistent. */
@Tag("slow")
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
        "column, id, 25",
        "catalogItem, id, 60",
        "notice, id, 60",
        "service, code, 40",
        "organization, id, 20",
        "office, id, 40",
        "hotline, id, 5",
        "division, code, 20",
        "answer, id, 60",
        "statistic, id, 100",
        "site, id, 1",
        "application, applicationNo, 60"
    })
    void kindHasEnoughRecordsWithUniqueKeys(String kind, String key, int least) throws IOException {
        assumeThat(Sunwindow.hasSample(kind)).isTrue();
        List<JsonNode> records = records(kind);
        assertThat(records).hasSizeGreaterThanOrEqualTo(least);
        assertThat(keys(kind, key)).hasSameSizeAs(records);
    }

    @ParameterizedTest
    @CsvSource({
        "organization, parent, organization, id",
        "organization, successor, organization, id",
        "organization, division, division, code",
        "office, organization, organization, id",
        "office, services, service, code",
        "office, successor, office, id",
        "office, division, division, code",
        "service, organization, organization, id",
        "service, offices, office, id",
        "service, division, division, code",
        "service, power, service, code",
        "service, duties, service, code",
        "service, delegatedTo, organization, id",
        "hotline, organization, organization, id",
        "hotline, successor, hotline, id",
        "hotline, division, division, code",
        "division, successor, division, code",
        "division, parent, division, code",
        "disclosure, division, division, code",
        "disclosure, columns, column, id",
        "disclosure, catalogItems, catalogItem, id",
        "catalogItem, replaces, catalogItem, id",
        "catalogItem, organization, organization, id",
        "catalogItem, division, division, code",
        "column, parent, column, id",
        "notice, division, division, code",
        "notice, organization, organization, id",
        "notice, announcement, notice, id",
        "answer, organization, organization, id",
        "answer, division, division, code",
        "answer, services, service, code",
        "answer, disclosures, disclosure, indexNo",
        "statistic, organization, organization, id",
        "statistic, division, division, code",
        "site, organization, organization, id",
        "site, guide, disclosure, indexNo",
        "application, serviceItem, service, code"
    })
    void referencesExist(String kind, String field, String target, String key) throws IOException {
        assumeThat(Sunwindow.hasSample(kind) && Sunwindow.hasSample(target)).isTrue();
        assertThat(keys(target, key)).containsAll(values(kind, field));
    }

    @Test
    void relatedDisclosuresExist() throws IOException {
        var related = new ArrayList<String>();
        for (JsonNode record : records("disclosure")) {
            record.path("related").forEach(link -> related.add(link.path("key").asText()));
        }
        assertThat(keys("disclosure", "indexNo")).containsAll(related);
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
