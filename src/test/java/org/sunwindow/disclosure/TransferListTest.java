package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What is in a batch, in which form, and that it stays the same. The clock moves by months, so the database is its own. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class TransferListTest {

    private static final String BATCH = "/transfers/2026-12-05";
    private static final String SATURDAY = "/transfers/2027-06-05";

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void reset() {
        List.of("A", "B", "C", "D", "E", "F", "G", "H")
                .forEach(id -> sunwindow.send("disclosure", "{\"withdraw\":\"%s\"}".formatted(id)));
        clock.reset();
    }

    private static String record(String id, String title, String publishedAt, String more) {
        return """
                {"indexNo":"%s","title":"%s","publisher":"云川市民政局","publishedAt":"%s","disclosureAttribute":"主动公开","body":"内容"%s}
                """.formatted(id, title, publishedAt, more);
    }

    private void publish(String id, String title, String publishedAt, String more) {
        assertThat(sunwindow
                        .publish("disclosure", record(id, title, publishedAt, more))
                        .getInt("rejected"))
                .isZero();
    }

    /** Moves the clock to a time in Shanghai. */
    private void at(String time) {
        clock.forward(Duration.between(clock.instant(), Instant.parse(time + "+08:00")));
    }

    private List<Map<String, Object>> items(String batch) {
        Json list = sunwindow.read(batch + "?size=100").as(Json.class);
        assertThat(list.getInt("page.total")).isEqualTo(list.getList("items").size());
        return list.getList("items");
    }

    private List<Object> ids(String batch) {
        return items(batch).stream().map(item -> item.get("id")).toList();
    }

    @Test
    void batchStaysTheSameWhateverHappensToItsRecords() {
        // sent on November 22 with an earlier date: new to the public on that day
        publish("A", "补报的通知", "2026-09-01 09:00:00", ",\"issuedOn\":\"2026-08-28\",\"docNo\":\"云民发〔2026〕31号\"");
        publish("B", "十二月的通知", "2026-12-01 09:00:00", "");
        publish("C", "本月下旬的通知", "2026-12-06 09:00:00", "");
        publish("E", "短期公开的通知", "2026-11-20 09:00:00", ",\"visibleUntil\":\"2026-12-10 00:00:00\"");
        publish("F", "从未公开的通知", "2026-12-02 09:00:00", "");
        sunwindow.publish("disclosure", "{\"withdraw\":\"F\"}");
        sunwindow.get(BATCH).then().statusCode(404).body(jsonAt("code", equalTo("transfer.not-ready")));
        at("2026-12-05T00:59:59");
        sunwindow.get(BATCH).then().statusCode(404).body(jsonAt("code", equalTo("transfer.not-ready")));
        at("2026-12-05T01:00:00");
        assertThat(ids(BATCH)).containsExactly("A", "E", "B");
        List<Map<String, Object>> first = items(BATCH);
        assertThat(first.getFirst())
                .containsEntry("number", 1)
                .containsEntry("title", "补报的通知")
                .containsEntry("docNo", "云民发〔2026〕31号")
                .containsEntry("issuedOn", "2026-08-28")
                .containsEntry("publishedAt", "2026-09-01T09:00:00+08:00")
                .containsEntry("firstPublicAt", "2026-11-22T10:00:00+08:00");

        at("2026-12-05T09:00:00");
        publish("D", "又一份补报的通知", "2026-11-25 09:00:00", "");
        publish("C", "本月下旬的通知", "2026-11-01 09:00:00", "");
        publish("B", "十二月的通知", "2026-11-10 09:00:00", "");
        publish("A", "补报的通知（更正）", "2026-09-01 09:00:00", "");
        assertThat(ids(BATCH)).containsExactly("A", "E", "B");
        assertThat(items(BATCH).getFirst()).containsEntry("title", "补报的通知（更正）");

        publish("B", "十二月的通知", "2026-12-30 09:00:00", "");
        assertThat(items(BATCH).get(2))
                .containsEntry("removed", "POSTPONED")
                .doesNotContainKeys("title", "publisher", "publishedAt");

        sunwindow.publish("disclosure", "{\"withdraw\":\"A\",\"reason\":\"有误\"}");
        assertThat(items(BATCH).getFirst())
                .containsOnlyKeys("number", "id", "firstPublicAt", "removed", "withdrawnOn")
                .containsEntry("removed", "WITHDRAWN")
                .containsEntry("withdrawnOn", "2026-12-05");

        at("2027-03-08T09:00:00");
        assertThat(ids(BATCH)).map(id -> id.toString().toUpperCase()).containsExactly("A", "E", "B");
        assertThat(items(BATCH).get(1)).containsEntry("removed", "EXPIRED").doesNotContainKeys("title", "withdrawnOn");
        assertThat(items(BATCH).get(2)).containsEntry("title", "十二月的通知");
        assertThat(items(BATCH))
                .map(item -> item.get("firstPublicAt"))
                .isEqualTo(first.stream().map(item -> item.get("firstPublicAt")).toList());
        publish("A", "重新公开的通知", "2027-03-08 08:00:00", "");
        assertThat(ids(BATCH)).containsExactly("A", "E", "B").doesNotContain("F");
        assertThat(ids("/transfers/2026-12-20")).containsExactly("C", "D");
        assertThat(ids("/transfers/2027-01-05")).isEmpty();
    }

    @Test
    void batchIsATableAndASheetOfPaper() {
        at("2027-05-30T09:00:00");
        publish("G", "=补报的通知", "2027-05-28 09:00:00", ",\"issuedOn\":\"2027-05-27\",\"docNo\":\"云民发〔2027〕41号\"");
        publish("H", "撤下的通知", "2027-05-31 09:00:00", "");
        at("2027-06-07T09:00:00");
        sunwindow.publish("disclosure", "{\"withdraw\":\"H\"}");
        Response csv = sunwindow.request().accept("text/csv").get(SATURDAY);
        assertThat(csv.contentType()).isEqualTo("text/csv;charset=UTF-8");
        var lines = new ArrayList<>(csv.asString().lines().toList());
        assertThat(lines.getFirst()).startsWith("\uFEFF\"序号\",\"题名\",\"文号\"");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("\"1\",\"'=补报的通知\",\"云民发〔2027〕41号\",\"G\",\"G\",\"云川市民政局\",\"2027-05-27\""))
                .anySatisfy(line -> assertThat(line).contains("\"H\"", "已于2027年6月7日撤下"))
                .noneSatisfy(line -> assertThat(line).contains("撤下的通知"));
        for (Response text : List.of(
                sunwindow.get(SATURDAY + "/text"),
                sunwindow.request().accept("text/plain").get(SATURDAY))) {
            assertThat(text.contentType()).isEqualTo("text/plain;charset=UTF-8");
            assertThat(text.asString())
                    .startsWith("政府信息移交清单（2027年6月7日）\n")
                    .contains("批次：2027-06-05（遇休息日顺延）\n")
                    .contains("首次公开：2027年5月20日 00:00:00 起，2027年6月5日 00:00:00 止\n")
                    .contains("件数：共 2 件\n", "1. =补报的通知\n", "   文号：云民发〔2027〕41号\n")
                    .contains("2. （已于2027年6月7日撤下）\n")
                    .doesNotContain("撤下的通知");
        }
        assertThat(sunwindow.get(SATURDAY + "/text?page=2").asString())
                .as("a page after the last one")
                .contains("件数：共 2 件\n", "本页没有内容\n")
                .doesNotContain("没有新公开的信息");
        assertThat(sunwindow.read(SATURDAY + "?size=1&page=2").as(Json.class).getList("items.number"))
                .containsExactly(2);
        sunwindow.request().accept("application/xml").get(SATURDAY).then().statusCode(406);
    }

    /** An empty list to sign would state that nothing was published. */
    @Test
    void batchBeforeAnythingWasRecordedHasNoList() {
        publish("R", "有记录的通知", "2026-11-20 09:00:00", "");
        for (String path : List.of("/transfers/2015-01-05", "/transfers/2015-01-05/text", "/transfers/2026-11-20")) {
            sunwindow.get(path).then().statusCode(404).body(jsonAt("code", equalTo("transfer.not-recorded")));
        }
        at("2027-06-07T09:00:00");
        assertThat(sunwindow.read("/transfers/2027-05-20").as(Json.class).getInt("page.total"))
                .isZero();
    }

    @Test
    void batchesOfAYearHaveTheirDays() {
        Json year = sunwindow.read("/transfers?year=2026").as(Json.class);
        assertThat(year.getList("items")).hasSize(24);
        assertThat(year.getMap("items[id=2026-02-20]"))
                .containsEntry("day", "2026-02-24")
                .containsEntry("moved", true)
                .containsEntry("provisional", false)
                .containsEntry("from", "2026-02-05T00:00:00+08:00")
                .containsEntry("until", "2026-02-20T00:00:00+08:00");
        assertThat(sunwindow.read("/transfers").as(Json.class).getInt("year")).isEqualTo(2026);
        assertThat(sunwindow.read("/transfers?year=2030").as(Json.class).getList("items.provisional"))
                .containsOnly(true);
        for (String wrong : List.of("/transfers?year=26", "/transfers?q=1", "/transfers/2026-11-20?size=101")) {
            sunwindow.get(wrong).then().statusCode(400).body(jsonAt("code", equalTo("parameter.invalid")));
        }
        for (String none : List.of("/transfers/2026-11-21", "/transfers/x", "/transfers/2026-11-06/text")) {
            sunwindow.get(none).then().statusCode(404).body(jsonAt("code", equalTo("transfer.not-found")));
        }
        sunwindow
                .get("/transfers/2026-12-20/text")
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("transfer.not-ready")));
    }
}
