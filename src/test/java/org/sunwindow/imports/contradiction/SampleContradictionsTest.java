package org.sunwindow.imports.contradiction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kinds;

/** The sample bureau reads like one that looks after its records. The database is its own, so that nothing else is examined. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class SampleContradictionsTest {

    @Inject
    Kinds kinds;

    @Test
    void samplesDoNotContradictEachOther() {
        Sunwindow sunwindow = Sunwindow.underTest();
        sunwindow.uploadSampleFiles();
        sunwindow.publishSamples(kinds.names().toArray(String[]::new));
        int examined = 0;
        String query = "";
        while (query != null) {
            Json page = sunwindow
                    .getAsPublisher("/contradictions" + query)
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(Json.class);
            assertThat(page.getList("items.detail")).isEmpty();
            examined += page.getInt("examined");
            String next = page.getString("next");
            query = next == null ? null : "?after=" + Sunwindow.encoded(next);
        }
        assertThat(examined)
                .isGreaterThan(700)
                .isEqualTo(sunwindow.read("/exports").as(Json.class).<List<Integer>>get("items.records").stream()
                        .mapToInt(Integer::intValue)
                        .sum());
    }
}
