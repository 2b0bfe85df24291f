package org.sunwindow.imports.contradiction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The sample bureau reads like one that looks after its records. The database is its own, so that nothing else is examined. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class SampleContradictionsTest {

    @Test
    void samplesDoNotContradictEachOther() {
        Sunwindow sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "office", "hotline", "service", "disclosure", "answer");
        Json page = sunwindow
                .getAsPublisher("/contradictions")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(page.getInt("examined")).isGreaterThan(100);
        List<String> details = page.getList("items.detail");
        assertThat(details).isEmpty();
    }
}
