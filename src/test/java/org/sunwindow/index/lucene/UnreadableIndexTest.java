package org.sunwindow.index.lucene;

import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestDatabase;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.LogPosition;

/** Requests to an index that is not open are refused with 503. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UnreadableIndexTest {

    /** An index that cannot be opened. */
    private static class ClosedIndex extends LuceneIndex {

        ClosedIndex() {
            super(
                    IndexFixture.settings(Path.of("unused")),
                    IndexFixture.divisions(),
                    IndexFixture.json(),
                    new VocabularySource(IndexFixture.settings(Path.of("unused"))));
        }

        @Override
        public void open() throws IOException {
            throw new IOException("cannot be opened in this test");
        }
    }

    /** An index that closes after the version of its data was read. */
    private static final class ClosingIndex extends ClosedIndex {

        @Override
        public DataVersion dataVersion(Instant now) {
            return new DataVersion(
                    new LogPosition(new UUID(0, 1), 1, now), RetractionsFixture.NONE, "test", now, Instant.MAX);
        }
    }

    @Test
    void readsOfAClosedIndexAreRefusedWithRetryAfter() {
        QuarkusMock.installMockForType(new ClosedIndex(), SearchIndex.class);
        expectUnavailable("/api/v1/disclosures");
        expectUnavailable("/api/v1/suggestions?q=test");
        expectUnavailable("/api/v1/divisions/330000000000");
    }

    /** The exception then completes a completion stage. */
    @Test
    void asynchronousReadFailuresAreRefusedWithRetryAfter() {
        QuarkusMock.installMockForType(new ClosingIndex(), SearchIndex.class);
        expectUnavailable("/api/v1/disclosures");
        expectUnavailable("/api/v1/divisions/330000000000");
    }

    private static void expectUnavailable(String path) {
        RestAssured.get(path)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body(jsonAt("code", equalTo("index.building")))
                .body(jsonAt("detail", equalTo("检索数据正在准备，请稍后再试。")));
    }
}
