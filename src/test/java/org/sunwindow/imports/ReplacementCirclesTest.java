package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Records that replace each other in a circle are taken, with a warning to the line that closes it. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReplacementCirclesTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    private static String document(String key, String relation, String other) {
        String related = relation == null
                ? ""
                : ",\"related\":[{\"relation\":\"%s\",\"key\":\"%s\"}]".formatted(relation, other);
        return """
                {"indexNo":"%s","title":"柚树办法%s","publisher":"云川市民政局","publishedAt":"2026-03-02 09:00:00",\
                "disclosureAttribute":"主动公开"%s}
                """.formatted(key, key, related);
    }

    private static String office(String id, String successor) {
        return """
                {"id":"%s","name":"柚树服务站%s","type":"便民服务站","address":"柚树路1号","closedOn":"2026-01-01","successor":"%s"}
                """.formatted(id, id, successor);
    }

    private List<String> warnings(Json run) {
        assertThat(run.getInt("rejected")).isZero();
        return sunwindow.rejects(run).getList("items.code");
    }

    @Test
    void lineThatClosesACircleWithStoredRecordsIsTold() {
        assertThat(warnings(sunwindow.publish("disclosure", document("PX-1", null, null))))
                .isEmpty();
        assertThat(warnings(sunwindow.publish("disclosure", document("PX-2", "REPLACES", "PX-1"))))
                .doesNotContain("replacement.circle");
        assertThat(warnings(sunwindow.publish("disclosure", document("PX-3", "REPLACES", "PX-2"))))
                .doesNotContain("replacement.circle");
        Json closing = sunwindow.publish("disclosure", document("PX-1", "REPLACES", "px-3"));
        assertThat(warnings(closing)).containsOnlyOnce("replacement.circle");
        assertThat(sunwindow.rejects(closing).getList("items.message", String.class))
                .anySatisfy(message -> assertThat(message).contains("PX-1 → PX-2 → px-3 → PX-1"));
        assertThat(sunwindow.rejects(closing).getList("items.field", String.class))
                .contains("related[0].key");

        Json answer = sunwindow
                .get("/disclosures/PX-1")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(answer.getList("links.replacedBy.id")).containsExactly("PX-2");
        assertThat(answer.getList("links.replaces.id")).containsExactly("PX-3");
    }

    /** It does not matter which of two records states that one replaces the other. */
    @Test
    void bothSidesCount() {
        Json run = sunwindow.publish(
                "disclosure",
                document("PY-1", "REPLACES", "PY-2")
                        + document("PY-2", "REPLACED_BY", "PY-1")
                        + document("PY-3", "REPLACED_BY", "PY-4")
                        + document("PY-4", "REPLACED_BY", "PY-3"));
        assertThat(sunwindow.rejects(run).getList("items.key"))
                .contains("PY-3", "PY-4")
                .doesNotContain("PY-1", "PY-2");
        assertThat(warnings(run)).contains("replacement.circle");
    }

    @Test
    void successorsOfOtherKindsAreFollowedOnce() {
        Json run = sunwindow.publish(
                "office",
                office("px-off-1", "px-off-2") + office("px-off-2", "px-off-3") + office("px-off-3", "px-off-1"));
        assertThat(warnings(run)).filteredOn("replacement.circle"::equals).hasSize(3);
        Json answer = sunwindow
                .get("/offices/px-off-1")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(answer.getString("links.movedTo.id")).isIn("px-off-2", "px-off-3", null);
    }
}
