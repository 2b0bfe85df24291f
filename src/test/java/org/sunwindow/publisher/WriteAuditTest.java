package org.sunwindow.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FailureScope;

/** Every write leaves one entry, in its transaction, without personal data. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WriteAuditTest {

    private static final String LINE = """
            {"indexNo":"%s","title":"%s","publisher":"云川市民政联合办公室","publishedAt":"2026-03-02 09:00:00",\
            "disclosureAttribute":"主动公开","body":"请遵照执行。"}""";
    private static final String CASE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
            "submittedAt":"2026-11-09T10:00:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00","history":[],\
            "factors":[{"type":"QUERY_CODE","value":"482913"}]}""";

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    FactorHashes hashes;

    @Inject
    WriteAuditRetention retention;

    private Rows rows;
    private Sunwindow demo;

    @BeforeEach
    void connect() {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
        Sunwindow.await("ready", () -> demo.ready().statusCode() == 200);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void everyOwnWriteLeavesAnEntryWithItsRevisions() throws SQLException {
        String run = demo.publish("disclosure", line("W1", "通知")).getString("id");
        demo.publish("disclosure", line("W1", "通知"));
        demo.publish("disclosure", line("W1", "更正的通知"));
        demo.publish("disclosure", withdrawal("W1"));
        demo.send("disclosure&dryRun=true", line("W1", "试导入"));
        assertThat(rows.audit("W1"))
                .containsExactly("demo CREATED - demo", "demo CHANGED demo demo", "demo WITHDRAWN demo demo");
        assertThat(rows.audit("W1", "origin")).element(0).isEqualTo(run);
        List<String> from = rows.audit("W1", "from_revision");
        List<String> to = rows.audit("W1", "to_revision");
        assertThat(from).element(0).isNull();
        assertThat(from.subList(1, 3)).isEqualTo(to.subList(0, 2));
        assertThat(rows.count("publication where key = 'W1' and revision = " + to.get(2)))
                .isEqualTo(1);
    }

    @Test
    void casesAreNamedByAKeyedHash() throws SQLException {
        demo.publish("application", CASE.formatted("audit-2026-1"));
        receipt(demo, "AUDIT-2026-1");
        demo.publish("application", withdrawal("AUDIT-2026-1"));
        assertThat(auditOfCase("AUDIT-2026-1"))
                .containsExactly("demo CREATED", "demo RECEIPT_ISSUED", "demo WITHDRAWN");
        assertThat(rows.count("write_audit a where a::text ilike '%audit-2026-1%' or a::text like '%482913%'"))
                .isZero();
    }

    /** The owner and the revision of the record are those that it keeps. */
    @Test
    void refusedWriteOfARecordLeavesAnEntry() throws SQLException {
        demo.publish("disclosure", line("W5", "通知"));
        String run = refused("disclosure", line("W5", "别的通知")).getString("id");
        refused("disclosure", withdrawal("W5"));
        assertThat(rows.audit("W5"))
                .containsExactly("demo CREATED - demo", "bureau REFUSED demo demo", "bureau REFUSED demo demo");
        assertThat(rows.audit("W5", "origin")).element(1).isEqualTo(run);
        assertThat(rows.audit("W5", "from_revision").get(1))
                .isEqualTo(rows.audit("W5", "to_revision").get(0));
    }

    /** Nothing would have been written, but somebody has tried what is not theirs. */
    @Test
    void refusedDryRunLeavesAnEntry() throws SQLException {
        demo.publish("disclosure", line("W8", "通知"));
        demo.publish("application", CASE.formatted("AUDIT-2026-4"));
        String number = CASE.formatted("AUDIT-2026-4");
        for (String lines : List.of(line("W8", "别的通知"), withdrawal("W8"), line("W9", "通知"))) {
            bureau().send("disclosure&dryRun=true", lines);
        }
        for (String lines : List.of(number, withdrawal("AUDIT-2026-4"))) {
            bureau().send("application&dryRun=true", lines);
        }
        assertThat(rows.audit("W8"))
                .containsExactly("demo CREATED - demo", "bureau REFUSED demo demo", "bureau REFUSED demo demo");
        assertThat(rows.audit("W9")).isEmpty();
        assertThat(auditOfCase("AUDIT-2026-4")).containsExactly("demo CREATED", "bureau REFUSED", "bureau REFUSED");
    }

    /** The entry names the publisher of the organization that the record would have spoken for. */
    @Test
    void recordThatSpeaksForTheOrganizationOfAnotherLeavesAnEntry() throws SQLException {
        demo.publish("organization", """
                {"id":"org-audit","name":"审计测试局","relation":"本级机关"}""");
        String line = line("W10", "通知").replaceFirst("\"publisher\":\"[^\"]*\"", "\"publisher\":\"审计测试局\"");
        refused("disclosure", line);
        assertThat(rows.audit("W10")).containsExactly("bureau REFUSED demo demo");
        assertThat(rows.count("publication where key = 'W10'")).isZero();
    }

    /** A case of another publisher and one that does not exist leave the same entries, except for a line with its number. */
    @Test
    void refusedWriteOfACaseLeavesAnEntry() throws SQLException {
        demo.publish("application", CASE.formatted("AUDIT-2026-3"));
        refused("application", CASE.formatted("AUDIT-2026-3"));
        assertThat(auditOfCase("AUDIT-2026-3")).containsExactly("demo CREATED", "bureau REFUSED");
        for (String number : List.of("AUDIT-2026-3", "AUDIT-2026-NONE")) {
            refused("application", withdrawal(number));
            assertThat(receipt(bureau(), number).statusCode()).isEqualTo(404);
        }
        assertThat(auditOfCase("AUDIT-2026-3"))
                .containsExactly("demo CREATED", "bureau REFUSED", "bureau REFUSED", "bureau REFUSED");
        assertThat(auditOfCase("AUDIT-2026-NONE")).containsExactly("bureau REFUSED", "bureau REFUSED");
    }

    /** A publisher cannot fill the table, in however many runs. Its writes are all recorded. */
    @Test
    void refusalsOfAPublisherAreBounded() throws SQLException {
        // other tests have refused writes of this publisher
        clock.forward(WriteAudit.REFUSAL_WINDOW);
        Sunwindow hostile = publisher("donghu");
        demo.publish("disclosure", line("W6", "通知"));
        int lines = WriteAudit.MAX_REFUSALS + 2;
        Json run = hostile.send("disclosure", (withdrawal("W6") + "\n").repeat(lines) + line("W7", "通知"))
                .as(Json.class);
        assertThat(run.getInt("rejected")).isEqualTo(lines);
        hostile.send("disclosure", withdrawal("W6"));
        assertThat(rows.audit("W6")).hasSize(1 + WriteAudit.MAX_REFUSALS);
        assertThat(rows.audit("W7")).containsExactly("donghu CREATED - donghu");
        refused("disclosure", withdrawal("W6"));
        assertThat(rows.audit("W6")).hasSize(2 + WriteAudit.MAX_REFUSALS).last().isEqualTo("bureau REFUSED demo demo");
        clock.forward(WriteAudit.REFUSAL_WINDOW);
        hostile.send("disclosure", withdrawal("W6"));
        assertThat(rows.audit("W6")).hasSize(3 + WriteAudit.MAX_REFUSALS);
    }

    /** A write is not stored without its entry. */
    @Test
    void writeThatCannotBeRecordedIsNotStored() throws SQLException {
        demo.publish("disclosure", line("W2", "通知"));
        demo.publish("application", CASE.formatted("AUDIT-2026-2"));
        rows.execute("alter table write_audit rename to write_audit_away");
        try {
            assertThat(demo.send("disclosure", line("W2", "更改")).statusCode()).isEqualTo(503);
            assertThat(demo.send("application", withdrawal("AUDIT-2026-2")).statusCode())
                    .isEqualTo(503);
            assertThat(receipt(demo, "AUDIT-2026-2").statusCode()).isEqualTo(503);
        } finally {
            rows.execute("alter table write_audit_away rename to write_audit");
        }
        assertThat(rows.count("publication where key = 'W2' and title = '通知'")).isEqualTo(1);
        assertThat(rows.count("application_case where application_no = 'AUDIT-2026-2' and minted_code is null"))
                .isEqualTo(1);
    }

    @Test
    void entriesAreDeletedAfterTheirRetention() throws SQLException {
        demo.publish("disclosure", line("W3", "通知"));
        clock.forward(Duration.ofDays(399));
        demo.publish("disclosure", line("W4", "通知"));
        retention.purge();
        assertThat(rows.audit("W3")).hasSize(1);
        clock.forward(Duration.ofDays(1));
        retention.purge();
        assertThat(rows.audit("W3")).isEmpty();
        assertThat(rows.audit("W4")).hasSize(1);
    }

    private List<String> auditOfCase(String number) throws SQLException {
        String hash = HexFormat.of().formatHex(hashes.of(FailureScope.NUMBER, number));
        return rows.select("""
                select publisher || ' ' || action from write_audit
                where key_hash = decode('%s', 'hex') order by written_at, xmin::text::bigint, ctid""".formatted(hash));
    }

    private static Sunwindow bureau() {
        return publisher("bureau");
    }

    private static Sunwindow publisher(String name) {
        return new Sunwindow(
                RestAssured.baseURI + ":" + RestAssured.port, name + "-publisher-token-not-for-production");
    }

    /** Sends lines as another publisher, of which at least one is rejected. */
    private static Json refused(String kind, String lines) {
        Response response = bureau().send(kind, lines);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.as(Json.class).getInt("rejected")).isPositive();
        return response.as(Json.class);
    }

    private static String line(String key, String title) {
        return LINE.formatted(key, title);
    }

    private static String withdrawal(String key) {
        return "{\"withdraw\":\"%s\"}".formatted(key);
    }

    private static Response receipt(Sunwindow by, String number) {
        return by.postAsPublisher("/receipts", "{\"applicationNo\":\"%s\"}".formatted(number));
    }
}
