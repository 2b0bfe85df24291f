package org.sunwindow.workdays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.calendar.CalendarStore;

/** The calendar and its deadlines over HTTP. The clock stands on Sunday, 2026-11-22. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CalendarTest {

    @Inject
    MovableClock clock;

    @Inject
    CalendarStore store;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    @Test
    void everyDayHasItsTypeAndName() {
        Json days = get("/calendar?from=2026-09-30&to=2026-10-11");
        assertThat(days.getList("days.type"))
                .containsExactly(
                        "WORKDAY",
                        "HOLIDAY",
                        "HOLIDAY",
                        "HOLIDAY",
                        "HOLIDAY",
                        "HOLIDAY",
                        "HOLIDAY",
                        "HOLIDAY",
                        "WORKDAY",
                        "WORKDAY",
                        "MAKE_UP_WORKDAY",
                        "WEEKEND");
        assertThat(days.getInt("workingDays")).isEqualTo(4);
        assertThat(days.getMap("days[1]"))
                .containsEntry("date", "2026-10-01")
                .containsEntry("weekday", "周四")
                .containsEntry("working", false)
                .containsEntry("typeName", "放假")
                .containsEntry("name", "国庆节")
                .doesNotContainKey("provisional");
        assertThat(days.getMap("days[10]")).containsEntry("working", true).containsEntry("name", "国庆节");
        assertThat(days.getMap("days[11]")).doesNotContainKey("name");
        assertThat(days.getBoolean("provisional")).isFalse();
        assertThat(days.getList("unannouncedYears")).isEmpty();
    }

    @Test
    void yearThatIsNotAnnouncedIsProvisional() {
        Json days = get("/calendar?from=2026-12-31&to=2027-01-02");
        assertThat(days.getList("days.type")).containsExactly("WORKDAY", "HOLIDAY", "WEEKEND");
        assertThat(days.getMap("days[1]")).containsEntry("name", "元旦").containsEntry("working", false);
        assertThat(days.getInt("workingDays")).isEqualTo(1);
        assertThat(days.getMap("days[0]")).doesNotContainKey("provisional");
        assertThat(days.getMap("days[1]")).containsEntry("provisional", true);
        assertThat(days.getBoolean("provisional")).isTrue();
        assertThat(days.getList("unannouncedYears")).containsExactly(2027);
        assertThat(get("/calendar/deadline?start=2026-12-30&days=3").getList("unannouncedYears"))
                .containsExactly(2027);
    }

    @Test
    void aMonthFromTodayIsTheDefault() {
        Json days = get("/calendar");
        assertThat(days.getString("from")).isEqualTo("2026-11-22");
        assertThat(days.getString("to")).isEqualTo("2026-12-22");
        assertThat(days.getList("days")).hasSize(31);
        clock.forward(Duration.ofDays(1));
        assertThat(get("/calendar").getString("from")).isEqualTo("2026-11-23");
        assertThat(get("/calendar?from=2026-12-01").getString("to")).isEqualTo("2026-12-31");
    }

    @Test
    void importedDayCounts() {
        assertThat(get("/calendar?from=2026-11-25&to=2026-11-25").getString("days[0].type"))
                .isEqualTo("WORKDAY");
        sunwindow.publish(
                "calendar",
                "{\"date\":\"2026-11-25\",\"working\":false,\"name\":\"本地节日\",\"notice\":\"云政发〔2026〕1号\"}\n");
        store.refresh();
        try {
            Json imported = get("/calendar?from=2026-11-25&to=2026-11-25");
            assertThat(imported.getString("days[0].name")).isEqualTo("本地节日");
            assertThat(imported.getString("days[0].notice")).isEqualTo("云政发〔2026〕1号");
            Json deadline = get("/calendar/deadline?start=2026-11-24&days=1");
            assertThat(deadline.getString("deadline")).isEqualTo("2026-11-26");
            assertThat(deadline.getMap("skipped[0]"))
                    .containsEntry("reason", "HOLIDAY")
                    .containsEntry("name", "本地节日")
                    .containsEntry("days", 1);
        } finally {
            sunwindow.publish("calendar", "{\"withdraw\":\"2026-11-25\"}");
            store.refresh();
        }
        assertThat(get("/calendar?from=2026-11-25&to=2026-11-25").getString("days[0].type"))
                .isEqualTo("WORKDAY");
    }

    @Test
    void deadlineShowsWhatWasSkipped() {
        Json deadline = get(
                "/calendar/deadline?start=2026-09-28&days=5&pause=2026-10-09/2026-10-10&pause=2026-10-12/2026-10-12");
        assertThat(deadline.getString("deadline")).isEqualTo("2026-10-14");
        assertThat(deadline.getString("unit")).isEqualTo("WORKING");
        assertThat(deadline.getList("skipped.name")).containsExactly("国庆节", "暂停计算", "周末", "暂停计算");
        assertThat(deadline.getList("skipped.days")).containsExactly(7, 2, 1, 1);
        assertThat(deadline.getInt("elapsedDays")).isEqualTo(5 + 7 + 2 + 1 + 1);
        Json natural = get("/calendar/deadline?start=2026-09-01&days=30&unit=natural");
        assertThat(natural.getString("deadline")).isEqualTo("2026-10-08");
        assertThat(natural.getString("movedFrom")).isEqualTo("2026-10-01");
    }

    @Test
    void answersAreCachedUntilTheyChange() {
        Response first = sunwindow.get("/calendar");
        assertThat(first.header("Cache-Control")).startsWith("public, max-age=");
        sunwindow
                .request()
                .header("If-None-Match", first.header("ETag"))
                .get("/calendar")
                .then()
                .statusCode(304);
        // ten seconds before midnight
        Instant evening = OffsetDateTime.parse("2026-11-22T23:59:50+08:00").toInstant();
        clock.forward(Duration.between(clock.instant(), evening));
        sunwindow.get("/calendar").then().header("Cache-Control", matchesRegex("public, max-age=(10|[0-9])"));
        assertThat(sunwindow.get("/calendar?from=2026-11-22&to=2026-12-22").header("Cache-Control"))
                .isEqualTo(first.header("Cache-Control"));
        sunwindow
                .request()
                .header("Accept", "text/html")
                .get("/calendar")
                .then()
                .statusCode(406)
                .body(jsonAt("code", equalTo("media-type.not-acceptable")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/calendar?from=2026-10-10&to=2026-10-01 | to | range",
                "/calendar?from=2026-01-01&to=2027-02-05 | to | range",
                "/calendar?from=2026-02-30 | from | date",
                "/calendar?to=明天 | to | date",
                "/calendar?from=1800-01-01&to=1800-01-02 | from | date",
                "/calendar?from=2026-01-01T08:00:00&to=2026-01-02 | from | date",
                "/calendar?days=3 | days | unknown",
                "/calendar/deadline?days=3 | start | required",
                "/calendar/deadline?start=2026-01-01 | days | required",
                "/calendar/deadline?start=2026-01-01&days=0 | days | range",
                "/calendar/deadline?start=2026-01-01&days=1001 | days | range",
                "/calendar/deadline?start=2026-01-01&days=-1 | days | range",
                "/calendar/deadline?start=1月1日&days=3 | start | date",
                "/calendar/deadline?start=2026-01-01&days=3&unit=MONTH | unit | choice",
                "/calendar/deadline?start=2026-01-01&days=3&pause=2026-01-05 | pause | format",
                "/calendar/deadline?start=2026-01-01&days=3&pause=2026-01-05/2026-01-04 | pause | range",
                "/calendar/deadline?start=2026-01-01&days=3&pause=2026-01-05/2027-02-09 | pause | range",
                "/calendar/deadline?start=2026-01-01&days=3&pause=2026-01-05/2026-01-06/2026-01-07 | pause | length"
            })
    void wrongParametersAreNamed(String path, String name, String code) {
        sunwindow
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(jsonAt("code", equalTo("parameter.invalid")))
                .body(jsonAt("errors[0].name", equalTo(name)))
                .body(jsonAt("errors[0].code", equalTo(code)));
    }

    @Test
    void fourHundredDaysAreTheMost() {
        assertThat(get("/calendar?from=2026-01-01&to=2027-02-04").getList("days"))
                .hasSize(400);
    }
}
