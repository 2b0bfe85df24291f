package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Until 1901, local times have offsets with seconds, which RFC 3339 does not allow in answers. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EarlyTimesTest {

    private static final Pattern OFFSET_WITH_SECONDS = Pattern.compile("[+-]\\d\\d:\\d\\d:\\d\\d\"");

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/disclosures?asOf=1900-01-01",
                "/search?asOf=1900-01-01&q=1",
                "/catalog-items/coverage?from=1900-01-01&to=2026-12-31"
            })
    void offsetsHaveWholeMinutes(String path) {
        Response answer = sunwindow.get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString()).contains("+08:05\"").doesNotContainPattern(OFFSET_WITH_SECONDS);
    }

    @Test
    void hoursHaveThemToo() {
        sunwindow.publish("office", """
                {"id":"off-early","name":"早年厅","type":"政务服务大厅","division":"990100","address":"云川市文昌路1号",\
                "hours":[{"days":["MON","TUE","WED","THU","FRI"],"from":"08:30","to":"17:30"}]}
                """);
        Json office = sunwindow.get("/offices/off-early?hoursAt=1900-01-02").as(Json.class);
        assertThat(office.getString("opensAt")).isEqualTo("1900-01-02T08:30:00+08:05");
        sunwindow.publish("office", "{\"withdraw\":\"off-early\",\"reason\":\"有误\"}");
    }

    /** What the framework writes, not this service's own mapper. */
    @Test
    void recordsOfPublishersHaveThemToo() {
        sunwindow.publish("disclosure", """
                {"indexNo":"EARLY-1","title":"早年的通知","publisher":"云川市民政局","publishedAt":"1900-05-01 09:30:00",\
                "disclosureAttribute":"主动公开"}
                """);
        assertThat(sunwindow.getAsPublisher("/records/disclosure/EARLY-1").asString())
                .contains("+08:05\"")
                .doesNotContainPattern(OFFSET_WITH_SECONDS);
        sunwindow.publish("disclosure", "{\"withdraw\":\"EARLY-1\",\"reason\":\"有误\"}");
    }
}
