package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The demo has an answer for each capability that callers know by the words of the field. */
@Tag("slow")
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SampleAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "disclosures, category=制度, 990100001/202303-00019",
        "disclosures, q=制度&category=制度, 990100001/202303-00020",
        "disclosures, category=标准, 990100001/202405-00019",
        "services, topic=事业单位服务&organization=org-yc-mzj&includeSubordinate=true, 990100-SY-001",
        "services, q=事业单位服务项目目录, 990100-SY-002",
        "services, topic=医疗救助, 990100-YZ-001",
        "services, q=一站式医疗救助, 990100-YZ-001",
        "offices, type=政务公开栏, off-yc-gkl",
        "offices, q=公开栏, off-dh-gkl",
        "notices, q=公示&sort=-periodBegin, ''"
    })
    void demoHasAnAnswer(String path, String query, String key) {
        assumeTrue(Sunwindow.hasSample("service"));
        Sunwindow sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("organization", "disclosure", "service", "office", "notice");
        String encoded = String.join(
                "&",
                Arrays.stream(query.split("&"))
                        .map(pair -> pair.substring(0, pair.indexOf('=') + 1)
                                + Sunwindow.encoded(pair.substring(pair.indexOf('=') + 1)))
                        .toList());
        Json found = sunwindow
                .get("/%s?%s".formatted(path, encoded))
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(found.getInt("total.value")).isPositive();
        if (!key.isEmpty()) {
            assertThat(found.getList("items.id", String.class)).contains(key);
        }
    }
}
