package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** The sample data of every kind is imported, listed, read and searched. The tests of the features go further. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SampleReadsTest {

    @Inject
    Kinds kinds;

    @Test
    void recordsOfEveryKindAreListedAndRead() {
        var sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples(kinds.names().toArray(String[]::new));
        for (Kind<?> kind : kinds.all()) {
            String path = kind.contract().path();
            String id = sunwindow.read(path + "?size=1").as(Json.class).getString("items[0].id");
            assertThat(id).as(kind.name()).isNotNull();
            Json record = sunwindow.read(path + "/" + Sunwindow.encoded(id)).as(Json.class);
            assertThat(record.getString("id")).isEqualTo(id);
            assertThat(sunwindow.find("/search", id, "kind=" + kind.name()).getList("items.id"))
                    .as(kind.name())
                    .contains(id);
        }
    }
}
