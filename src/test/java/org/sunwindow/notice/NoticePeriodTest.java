package org.sunwindow.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TimedReads;
import org.sunwindow.publication.ExpiredRecordEraser;

/** A notice is public from the second at which its period begins to that at which it ends, on every path, and erased then. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NoticePeriodTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final String TITLE = "紫藤巷道改造补助公示";
    private static final String Q = Sunwindow.encoded("紫藤巷道");

    private static final String RECORD = "/notices/period-1";
    private static final String ROWS = RECORD + "/rows";

    /** Lists that show the notice while it is public, each asked for the first time, again, and with its ETag. */
    private static final List<String> LISTS = List.of(
            "/notices?size=100",
            "/notices?q=" + Q,
            "/notices?stage=OPEN",
            "/notices?facets=type&type=OTHER",
            "/search?q=" + Q,
            "/search?division=990102100&facets=kind",
            "/notices?view=board&q=" + Q,
            "/search?view=board&q=" + Q,
            "/suggestions?q=" + Q,
            "/suggestions?q=zitengxiang");

    @Inject
    MovableClock clock;

    @Inject
    AgroalDataSource database;

    @Inject
    ExpiredRecordEraser expired;

    private Sunwindow sunwindow;

    private static String line(String begin, String end) {
        return """
                {"id":"period-1","title":"%s","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局","division":"990102100000",\
                "periodBegin":"%s","periodEnd":"%s","objectionPhone":"0500-8320003",\
                "columns":[{"name":"a","label":"户主","type":"MASKED_NAME"}],"rows":[{"cells":["藕*香"]}]}""".formatted(TITLE, begin, end);
    }

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
        clock.reset();
    }

    @AfterEach
    void reset() {
        sunwindow.publish("notice", "{\"withdraw\":\"period-1\"}\n{\"withdraw\":\"period-2\"}");
        clock.reset();
    }

    private void assertPublic(boolean isPublic, int otherwise) {
        for (int again = 0; again < 2; again++) {
            int status = isPublic ? 200 : otherwise;
            sunwindow.get(RECORD).then().statusCode(status);
            sunwindow.get(ROWS).then().statusCode(status);
            sunwindow.request().header("Accept", "text/csv").get(ROWS).then().statusCode(status);
            for (String path : LISTS) {
                String answer =
                        sunwindow.get(path).then().statusCode(200).extract().asString();
                assertThat(answer.contains("period-1")).as(path).isEqualTo(isPublic);
                assertThat(answer.contains("紫藤巷道改造")).as(path).isEqualTo(isPublic);
            }
            for (String form : List.of("application/atom+xml", "text/plain")) {
                String list = form.startsWith("text") ? "/notices?view=board&q=" + Q : "/notices?q=" + Q;
                String answer = sunwindow
                        .request()
                        .header("Accept", form)
                        .get(list)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
                assertThat(answer.contains("紫藤巷道改造")).as(form).isEqualTo(isPublic);
            }
        }
    }

    @Test
    void noticeAppearsAndVanishesAtTheSecondOnEveryPath() {
        sunwindow.publish("notice", line("2026-11-22T10:00:05+08:00", "2026-11-22T10:00:08+08:00"));
        clock.forward(Duration.ofSeconds(4));
        assertPublic(false, 404);
        assertThat(sunwindow.get("/notices?q=" + Q).header("Cache-Control")).contains("max-age=1");
        clock.forward(SECOND);
        assertPublic(true, 0);
        clock.forward(Duration.ofSeconds(2));
        assertPublic(true, 0);
        String record = sunwindow.get(RECORD).header("ETag");
        String rows = sunwindow.get(ROWS).header("ETag");
        String list = sunwindow.get("/notices?q=" + Q).header("ETag");
        assertThat(held(RECORD, record).statusCode()).isEqualTo(304);
        assertThat(held(ROWS, rows).statusCode()).isEqualTo(304);
        assertThat(held("/notices?q=" + Q, list).statusCode()).isEqualTo(304);
        assertThat(sunwindow.get(ROWS).header("Cache-Control")).isEqualTo("public, max-age=1");

        clock.forward(SECOND);
        assertPublic(false, 410);
        assertThat(held(RECORD, record).statusCode()).isEqualTo(410);
        assertThat(held(ROWS, rows).statusCode()).isEqualTo(410);
        assertThat(held("/notices?q=" + Q, list).statusCode()).isEqualTo(200);
        sunwindow.get(RECORD).then().body(jsonAt("code", equalTo("record.expired")));
        assertThat(sunwindow.get(ROWS).asString()).doesNotContain("藕*香").doesNotContain("紫藤");
    }

    @Test
    void everyReadAndFormFollowsThePeriodToTheSecond() {
        var reads = new TimedReads(sunwindow, () -> clock.instant().toString());
        reads.publish("2026-11-22T10:00:05+08:00", "2026-11-22T10:00:08+08:00");
        try {
            clock.forward(Duration.ofSeconds(4));
            assertShown(reads, false);
            clock.forward(SECOND);
            assertShown(reads, true);
            clock.forward(Duration.ofSeconds(2));
            assertShown(reads, true);
            var held = new LinkedHashMap<TimedReads.Read, String>();
            for (TimedReads.Read read : reads.all()) {
                Response answer = reads.answer(read);
                Optional.ofNullable(answer.header("ETag")).ifPresent(etag -> held.put(read, etag));
                var control = assertThat(answer.header("Cache-Control")).as(read.path());
                if (read.isAskedAgain()) {
                    control.isIn("no-store", "no-cache");
                } else {
                    control.contains("max-age=1").doesNotContain("stale");
                }
            }
            assertThat(held).hasSizeGreaterThan(50);
            clock.forward(SECOND);
            assertShown(reads, false);
            held.forEach((read, etag) -> assertThat(TimedReads.isShown(read, reads.answer(read, etag)))
                    .as(read.path())
                    .isFalse());
        } finally {
            reads.withdraw();
        }
    }

    /** Each is asked twice: the second answer comes from the cache. */
    private static void assertShown(TimedReads reads, boolean shown) {
        for (int again = 0; again < 2; again++) {
            for (TimedReads.Read read : reads.all()) {
                assertThat(TimedReads.isShown(read, reads.answer(read)))
                        .as(read.path() + " " + read.accept())
                        .isEqualTo(shown);
            }
        }
    }

    private Response held(String path, String etag) {
        return sunwindow.request().header("If-None-Match", etag).get(path);
    }

    /** A clerk who writes the last day means the whole of it. */
    @Test
    void dateAsAnEndIncludesItsDay() {
        Json run = sunwindow.publish("notice", line("2026-11-22", "2026-11-22"));
        assertThat(run.getInt("rejected")).as(run.toString()).isZero();
        assertThat(run.getInt("warnings")).isZero();
        assertThat(sunwindow.read(RECORD).as(Json.class).getString("periodEnd")).isEqualTo("2026-11-23T00:00:00+08:00");
        assertThat(sunwindow
                        .request()
                        .header("Accept", "text/plain")
                        .get("/notices?view=board&q=" + Q)
                        .asString())
                .contains("至2026-11-22");
        for (String range : List.of(
                "endFrom=2026-11-22",
                "endTo=2026-11-22",
                "endFrom=2026-11-22&endTo=2026-11-22",
                "endFrom=2026-11-01")) {
            assertThat(sunwindow.find("/notices", TITLE, range).getList("items.id"))
                    .as(range)
                    .contains("period-1");
        }
        for (String range : List.of("endFrom=2026-11-23", "endTo=2026-11-21")) {
            assertThat(sunwindow.find("/notices", TITLE, range).getList("items.id"))
                    .as(range)
                    .doesNotContain("period-1");
        }
        clock.forward(Duration.ofHours(14).minusSeconds(1));
        assertPublic(true, 0);
        clock.forward(SECOND);
        assertPublic(false, 410);
    }

    @Test
    void endThatHasPassedIsWarnedOf() {
        for (String end : List.of("2026-11-21", "2026-11-22T10:00:00+08:00")) {
            Json run = sunwindow.publish("notice", line("2026-11-20", end));
            assertThat(run.getInt("rejected")).isZero();
            Json told = sunwindow.rejects(run);
            assertThat(told.getList("items.code")).contains("period.past");
            assertThat(told.getString("items[code=period.past].field")).isEqualTo("periodEnd");
            assertThat(told.getString("items[code=period.past].message")).contains("不会公开");
        }
        Json run = sunwindow.publish("disclosure", """
                {"indexNo":"period-3","title":"%s","publisher":"远山市统计局","publishedAt":"2026-11-02 09:00:00",\
                "disclosureAttribute":"主动公开","visibleUntil":"2026-11-21"}""".formatted(TITLE));
        assertThat(sunwindow.rejects(run).getList("items.field")).contains("visibleUntil");
        sunwindow.publish("disclosure", "{\"withdraw\":\"period-3\"}");
    }

    @Test
    void contentIsErasedAndATombstoneRemains() throws SQLException {
        sunwindow.publish("notice", line("2026-11-22T09:00:00+08:00", "2026-11-22T10:00:08+08:00"));
        sunwindow.publish("notice", """
                {"id":"period-2","title":"改造结果公告","type":"OTHER","stage":"RESULT","publisher":"东湖区民政局",\
                "periodBegin":"2026-11-22T09:00:00+08:00","announcement":"period-1"}""");
        assertThat(sunwindow.get("/notices/period-2").as(Json.class).getString("links.announcement.name"))
                .isEqualTo(TITLE);
        erase();
        assertThat(stored()).anyMatch(row -> row.contains("紫藤"));

        clock.forward(Duration.ofSeconds(8));
        assertThat(sunwindow.get("/notices/period-2").asString()).doesNotContain("紫藤");
        assertThat(sunwindow.get("/notices?facets=announcement").asString()).doesNotContain("紫藤");
        erase();
        assertThat(stored()).hasSize(1).noneMatch(row -> row.contains("紫藤") || row.contains("藕*香"));
        assertPublic(false, 410);
        sunwindow.get(RECORD).then().body(jsonAt("code", equalTo("record.expired")));

        String revision = sunwindow.get("/notices?size=1").as(Json.class).getString("asOf.revision");
        assertThat(run(line("2026-11-22T09:00:00+08:00", "2026-11-22T10:00:08+08:00"), "unchanged"))
                .isEqualTo(1);
        assertThat(sunwindow.get("/notices?size=1").as(Json.class).getString("asOf.revision"))
                .isEqualTo(revision);
        assertThat(run(line("2026-11-22T09:00:00+08:00", "2026-11-22T10:30:00+08:00"), "changed"))
                .isEqualTo(1);
        assertPublic(true, 0);
    }

    private int run(String line, String outcome) {
        Json run = sunwindow.publish("notice", line);
        return run.getInt(outcome);
    }

    /** Runs what is run every minute, and waits until this instance has indexed it. */
    private void erase() throws SQLException {
        while (expired.erase(Set.of("notice"))) {
            // more
        }
        sunwindow.awaitRevision(Long.parseLong(
                new Rows(database).select("select value from revision_counter").getFirst()));
    }

    private List<String> stored() throws SQLException {
        return new Rows(database)
                .select("select p::text from publication p where kind = 'notice' and key = 'PERIOD-1'");
    }
}
