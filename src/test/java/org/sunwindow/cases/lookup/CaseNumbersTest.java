package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.Typings;

/** A case is one whatever the typing of its number: for imports, dry runs, withdrawals, receipts and lookups. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CaseNumbersTest {

    private static final String NUMBER = "IOE-2026/0077";

    private static final String LINE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
            "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-09T10:20:%02d+08:00","history":[],\
            "factors":[{"type":"QUERY_CODE","value":"408215"}]}""";

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    /** None of the lookups counts as a failure: there are more typings than failures before a lock. */
    @Test
    void everyTypingFindsTheCase() {
        sunwindow.publish("application", LINE.formatted(NUMBER, 0));
        assertThat(Typings.of(NUMBER)).hasSizeGreaterThan(20);
        for (String typed : Typings.of(NUMBER)) {
            sunwindow
                    .ask(typed.replace("\t", "\\t"), "QUERY_CODE", "408215")
                    .then()
                    .statusCode(200)
                    .body(jsonAt("status", equalTo("IN_REVIEW")));
        }
        sunwindow.publish("application", "{\"withdraw\":\"%s\"}".formatted(NUMBER));
    }

    @Test
    void everyTypingIsTheSameCase() {
        sunwindow.publish("application", LINE.formatted(NUMBER, 0));
        List<String> typings = Typings.of(NUMBER);
        var updates = new ArrayList<String>();
        var removals = new ArrayList<String>();
        for (String typed : typings) {
            String escaped = typed.replace("\t", "\\t");
            updates.add(LINE.formatted(escaped, updates.size() + 1));
            removals.add("{\"withdraw\":\"%s\"}".formatted(escaped));
            removals.add(LINE.formatted(NUMBER, 0));
        }
        for (String parameters : List.of("&dryRun=true", "")) {
            Json run = send("application" + parameters, updates);
            assertThat(run.getInt("changed")).isEqualTo(typings.size());
            assertThat(run.getInt("created") + run.getInt("rejected")).isZero();
        }
        Json run = send("application", removals);
        assertThat(run.getInt("withdrawn")).isEqualTo(typings.size());
        assertThat(run.getInt("created")).isEqualTo(typings.size());
        sunwindow.publish("application", "{\"withdraw\":\"%s\"}".formatted(NUMBER));
    }

    @Test
    void everyTypingGetsAReceipt() {
        sunwindow.publish("application", LINE.formatted(NUMBER, 0));
        for (String typed : Typings.of(NUMBER)) {
            sunwindow
                    .request()
                    .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                    .contentType("application/json")
                    .body("{\"applicationNo\":\"%s\"}"
                            .formatted(typed.replace("\t", "\\t"))
                            .getBytes(StandardCharsets.UTF_8))
                    .post("/receipts")
                    .then()
                    .statusCode(201);
        }
        sunwindow.publish("application", "{\"withdraw\":\"%s\"}".formatted(NUMBER));
    }

    private Json send(String kind, List<String> lines) {
        return sunwindow
                .send(kind, String.join("\n", lines))
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
    }
}
