package org.sunwindow.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What is deprecated says so, in the contract and in every response to a request that uses it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeprecationTest {

    private static final String TOTALS = "/statistics/totals";

    @Test
    void responsesToADeprecatedParameterSaySo() {
        Sunwindow sunwindow = Sunwindow.underTest();
        // also those that would be sent from memory
        for (int i = 0; i < 3; i++) {
            Response response = sunwindow.read(TOTALS + "?inForce=true");
            assertThat(response.header("Deprecation")).isEqualTo("@1796083200");
            assertThat(response.header("Sunset")).isEqualTo("Sat, 01 Jan 2028 00:00:00 GMT");
            assertThat(response.header("Link"))
                    .isEqualTo("</q/openapi>; rel=\"deprecation\"; type=\"application/yaml\"");
        }
        Response unchanged = sunwindow
                .request()
                .header("If-None-Match", sunwindow.read(TOTALS).header("ETag"))
                .get(TOTALS + "?inForce=false");
        assertThat(unchanged.header("Deprecation")).isNotNull();
    }

    @Test
    void otherRequestsDoNot() {
        Sunwindow sunwindow = Sunwindow.underTest();
        for (String path : List.of(TOTALS, TOTALS + "?year=2025", "/statistics?inForce=true")) {
            Response response = sunwindow.read(path);
            assertThat(response.header("Deprecation")).as(path).isNull();
            assertThat(response.header("Sunset")).as(path).isNull();
        }
    }

    /** Whatever is deprecated has its dates, and stays for a year at least. */
    @Test
    void theContractNamesTheDates() throws IOException {
        JsonNode contract =
                new YAMLMapper().readTree(Path.of("openapi/openapi.yaml").toFile());
        var deprecated = new ArrayList<JsonNode>();
        contract.findParents("deprecated").stream()
                .filter(part -> part.path("deprecated").asBoolean())
                .forEach(deprecated::add);
        assertThat(deprecated).isNotEmpty().allSatisfy(part -> {
            LocalDate since = LocalDate.parse(part.path("x-deprecated-since").asText());
            LocalDate sunset = LocalDate.parse(part.path("x-sunset").asText());
            assertThat(sunset).isAfterOrEqualTo(since.plusYears(1));
        });
    }
}
