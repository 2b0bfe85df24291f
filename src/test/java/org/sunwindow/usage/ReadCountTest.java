package org.sunwindow.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Reads of single records are counted, without a write for each. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReadCountTest {

    private static final String RECORD = "/disclosures/READ%2F2026-1";

    @Inject
    ReadCounts counts;

    @Inject
    ReadCounter counter;

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publish("disclosure", """
                {"id":"READ/2026-1","title":"阅读次数","publisher":"云川市民政局","publishedAt":"2026-11-20 09:00:00",\
                "disclosureAttribute":"主动公开","body":"阅读次数"}""");
    }

    private long reads() throws SQLException {
        counts.store();
        Json most = sunwindow
                .getAsPublisher("/read-counts?kind=disclosure&size=100")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(most.getList("items.reads", Long.class)).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        Number found = most.get("items[key=READ/2026-1].reads");
        return found == null ? 0 : found.longValue();
    }

    @Test
    void readsAreCountedAlsoFromTheCacheAndUnchanged() throws SQLException {
        long before = reads();
        String etag = sunwindow.get(RECORD).header("ETag");
        sunwindow.get(RECORD).then().statusCode(200);
        sunwindow.get("/disclosures/READ/2026-1").then().statusCode(200);
        sunwindow.request().header("If-None-Match", etag).get(RECORD).then().statusCode(304);
        assertThat(reads()).isEqualTo(before + 4);
    }

    @Test
    void onlyRecordsAreCounted() throws SQLException {
        long before = reads();
        sunwindow.get("/disclosures?q=READ").then().statusCode(200);
        sunwindow.get(RECORD + "?fields=no").then().statusCode(400);
        sunwindow.get("/disclosures/READ%2F2026-0").then().statusCode(404);
        sunwindow.get("/services/summary").then().statusCode(200);
        assertThat(reads()).isEqualTo(before);
        Json services = sunwindow.getAsPublisher("/read-counts?kind=service").as(Json.class);
        assertThat(services.getList("items.key")).doesNotContain("summary", "SUMMARY");
    }

    /** A publisher looks for its records by the keys that it has sent. */
    @Test
    void keysAreAsTheyWereSent() {
        sunwindow.publish("hotline", "{\"id\":\"read-Hot\",\"name\":\"阅读热线\",\"number\":\"0500-8320077\"}");
        awaitKey("/hotlines/READ-HOT", "hotline", "read-Hot");
        sunwindow.publish("disclosure", """
                {"indexNo":"read－2026－2","title":"阅读次数","publisher":"云川市民政局","publishedAt":"2026-11-20 09:00:00",\
                "disclosureAttribute":"主动公开","body":"阅读次数"}""");
        awaitKey("/disclosures/READ-2026-2", "disclosure", "read－2026－2");
    }

    /** Reads a record until it is one of the most read; others have been read, too. */
    private void awaitKey(String record, String kind, String key) {
        Sunwindow.await(key, () -> {
            for (int i = 0; i < 10; i++) {
                sunwindow.get(record).then().statusCode(200);
            }
            try {
                counts.store();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return sunwindow
                    .getAsPublisher("/read-counts?size=100&kind=" + kind)
                    .as(Json.class)
                    .getList("items.key")
                    .contains(key);
        });
    }

    @Test
    void countsAreThoseOfThePublisher() throws SQLException {
        sunwindow.get(RECORD).then().statusCode(200);
        assertThat(reads()).isPositive();
        Json other = sunwindow
                .request()
                .header("Authorization", "Bearer calendars-publisher-token-not-for-production")
                .get("/read-counts?kind=disclosure")
                .as(Json.class);
        assertThat(other.getList("items.key")).doesNotContain("READ/2026-1");
        sunwindow.get("/read-counts?kind=disclosure").then().statusCode(401);
        sunwindow.getAsPublisher("/read-counts").then().statusCode(400).body(jsonAt("errors[0].name", equalTo("kind")));
    }

    @Test
    void spellingsOfOneAddressDoNotFillTheMemory() {
        counter.take();
        String padding = "%E2%80%8B".repeat(1_500);
        for (int i = 0; i < 2_000; i++) {
            counter.add("/api/v1" + RECORD + padding + i);
        }
        assertThat(counter.take()).hasSizeBetween(100, 700);
    }
}
