package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Settings;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The parameter {@code asOf} of lists, site search and single records. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AsOfTest {

    /** The day of {@link MovableClock#START}, and that before. */
    private static final String FIRST_DAY = "2026-11-22";

    private static final String DAY_BEFORE = "2026-11-21";

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    @Inject
    Settings settings;

    private Sunwindow sunwindow;

    @BeforeEach
    void find() {
        clock.reset();
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void reset() {
        clock.reset();
    }

    @Test
    void recordAndListsHaveTheWordingOfTheDay() {
        publish("990191", "往日村");
        clock.forward(Duration.ofDays(2));
        publish("990191", "今日镇");
        publish("990192", "今日乡");
        String path = "/divisions/990191000000";
        assertThat(sunwindow.read(path).as(Json.class).getString("name")).isEqualTo("今日镇");
        assertThat(sunwindow.read(path + "?asOf=" + FIRST_DAY).as(Json.class).getString("name"))
                .isEqualTo("往日村");
        assertThat(sunwindow
                        .read(path + "?asOf=2026-11-24T09:59:59.999")
                        .as(Json.class)
                        .getString("name"))
                .isEqualTo("往日村");
        assertThat(sunwindow
                        .read(path + "?asOf=2026-11-24T10:00:00%2B08:00")
                        .as(Json.class)
                        .getString("name"))
                .isEqualTo("今日镇");
        assertThat(sunwindow.read(path + "?asOf=2026-11-24").as(Json.class).getString("name"))
                .as("today is now")
                .isEqualTo("今日镇");
        answer(path + "?asOf=" + DAY_BEFORE, 404, "record.not-found");
        answer("/divisions/990192000000?asOf=" + FIRST_DAY, 404, "record.not-found");

        var then = sunwindow.find("/divisions", "往日村", "asOf=" + FIRST_DAY);
        assertThat(then.getList("items.name")).contains("往日村").doesNotContain("今日镇");
        assertThat(then.getString("asOf.instant")).isEqualTo("2026-11-22T23:59:59.999+08:00");
        assertThat(sunwindow.find("/divisions", "往日村").getList("items.name")).doesNotContain("往日村");
        assertThat(sunwindow.find("/search", "往日村", "asOf=" + FIRST_DAY).getList("items.title"))
                .contains("往日村");
        assertThat(sunwindow.find("/search", "今日镇", "asOf=" + FIRST_DAY).getList("items.title"))
                .doesNotContain("今日镇");
    }

    @Test
    void pagesContinueInTheSameStateOnly() {
        for (int i = 1; i <= 3; i++) {
            publish("99019" + (i + 4), "翻页村" + i);
        }
        clock.forward(Duration.ofDays(2));
        String list = "/divisions?size=2&asOf=" + FIRST_DAY;
        String next = sunwindow.read(list).as(Json.class).getString("page.next");
        sunwindow.read(list + "&after=" + next);
        answer("/divisions?size=2&asOf=2026-11-23&after=" + next, 400, "cursor.invalid");
        answer("/divisions?size=2&after=" + next, 400, "cursor.invalid");
    }

    @Test
    void valuesThatCannotBeAnsweredAreRefused() {
        for (String wrong : List.of("2026-11-23", "2026-11-22T10:00:01", "2026-13-01", "yesterday", "1850-01-01")) {
            for (String path : List.of("/divisions", "/divisions/990191000000", "/search", "/disclosures")) {
                answer(path + "?asOf=" + wrong, 400, "parameter.invalid")
                        .then()
                        .body(jsonAt("errors.name", hasItem("asOf")));
            }
        }
        answer("/divisions?view=board&asOf=" + DAY_BEFORE, 400, "parameter.invalid");
        sunwindow
                .request()
                .accept("application/atom+xml")
                .get("/divisions?asOf=" + DAY_BEFORE)
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].code", equalTo("conflict")));
        answer("/suggestions?q=a&asOf=" + DAY_BEFORE, 400, "parameter.invalid");
        answer("/columns/tree?asOf=" + DAY_BEFORE, 400, "parameter.invalid");
    }

    @Test
    void statesBeyondTheNewestAreNotGuessed() {
        for (int i = 0; i <= 101; i++) {
            publish("990193", "第" + i + "名");
            clock.forward(Duration.ofSeconds(1));
        }
        String path = "/divisions/990193000000";
        Instant start = MovableClock.START;
        assertThat(sunwindow
                        .read(path + "?asOf=" + start.plusSeconds(1))
                        .as(Json.class)
                        .getString("name"))
                .isEqualTo("第1名");
        for (String old : List.of(path + "?", "/divisions?", "/search?q=a&")) {
            answer(old + "asOf=" + start, 400, "asOf.too-old")
                    .then()
                    .body(jsonAt("detail", containsString("2026-11-22T10:00:01+08:00")))
                    .body(jsonAt("errors[0].name", equalTo("asOf")));
        }
        Instant before = start.minusMillis(1);
        for (String unpublished : List.of("/divisions?", "/search?q=a&")) {
            sunwindow.read(unpublished + "asOf=" + before);
        }
        answer(path + "?asOf=" + before, 404, "record.not-found");
        assertThat(sunwindow.get("/hotlines?asOf=" + start).statusCode())
                .as("a kind whose states are all known")
                .isEqualTo(200);
        sunwindow.publish("division", "{\"withdraw\":\"990193000000\"}");
        sunwindow.read("/divisions?asOf=" + start);
    }

    @Test
    void countsOfReadersAreNoStates() throws SQLException {
        String record = """
            {"indexNo":"ASOF/2026-1","title":"常被阅读的信息%s","publisher":"云川市民政局",\
            "publishedAt":"2026-11-20 09:00:00","disclosureAttribute":"主动公开","body":"内容",\
            "readCount":%d,"readCountOn":"2026-11-22"}
            """;
        for (int i = 0; i <= 101; i++) {
            sunwindow.publish("disclosure", record.formatted("", i));
            clock.forward(Duration.ofSeconds(1));
        }
        String path = "/disclosures/ASOF%2F2026-1";
        sunwindow.publish("disclosure", record.formatted("改", 102));
        clock.forward(Duration.ofSeconds(1));
        for (String first : List.of(path + "?", "/disclosures?", "/search?q=a&")) {
            sunwindow.read(first + "asOf=" + MovableClock.START);
        }
        assertThat(sunwindow
                        .read(path + "?asOf=" + MovableClock.START)
                        .as(Json.class)
                        .getString("title"))
                .isEqualTo("常被阅读的信息");
        sunwindow.publish("disclosure", "{\"withdraw\":\"ASOF/2026-1\"}");
    }

    /** The rows of a notice that were corrected are no past that anybody may ask for. */
    @Test
    void kindsThatAreErasedKeepNoPast() throws SQLException {
        sunwindow.publish("notice", notice("更正前"));
        clock.forward(Duration.ofDays(1));
        sunwindow.publish("notice", notice("更正后"));
        String path = "/notices/gs-asof-1";
        assertThat(sunwindow.read(path).as(Json.class).getString("title")).contains("更正后");
        answer(path + "?asOf=" + FIRST_DAY, 404, "record.not-found");
        assertThat(stored("更正前")).isZero();
        sunwindow.publish("notice", "{\"withdraw\":\"gs-asof-1\"}");
    }

    @Test
    void withdrawnTextIsInNoTableAndNoIndexOfEarlierStates() throws Exception {
        publish("990194", "深藏不露村");
        clock.forward(Duration.ofDays(1));
        publish("990194", "更名村");
        assertThat(stored("深藏不露村")).isEqualTo(1);
        String path = "/divisions/990194000000?asOf=" + FIRST_DAY;
        assertThat(sunwindow.read(path).asString()).contains("深藏不露村");
        sunwindow.publish("division", "{\"withdraw\":\"990194000000\"}");
        answer(path, 410, "record.withdrawn");
        assertThat(sunwindow.find("/divisions", "深藏不露村", "asOf=" + FIRST_DAY).getList("items.name"))
                .doesNotContain("深藏不露村");
        assertThat(stored("深藏不露村")).isZero();
        Sunwindow.await("the files are purged", () -> !files().contains(utf8("深藏不露村")));
        publish("990194", "重新公布的村");
        answer(path, 404, "record.not-found");
    }

    private String files() throws Exception {
        var all = new StringBuilder();
        try (var files = Files.list(settings.index().directory().resolve("superseded"))) {
            for (var file : files.toList()) {
                if (Files.exists(file)) {
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all.toString();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private int stored(String text) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select count(*) from superseded_state where strpos(record::text, ?) > 0")) {
            statement.setString(1, text);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void publish(String code, String name) {
        sunwindow.publish("division", "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(code, name));
    }

    private static String notice(String title) {
        return """
            {"id":"gs-asof-1","title":"%s的公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
            "division":"990102100000","periodBegin":"2026-11-20T09:00:00+08:00","periodEnd":"2026-12-20T00:00:00+08:00",\
            "objectionPhone":"0500-8320003","columns":[{"name":"a","label":"户主","type":"MASKED_NAME"}],\
            "rows":[{"cells":["藕*香"]}]}\
            """.formatted(title);
    }

    private Response answer(String path, int status, String code) {
        var last = new Response[1];
        Sunwindow.await(path, () -> {
            last[0] = sunwindow.get(path);
            return last[0].statusCode() != 503;
        });
        last[0].then().statusCode(status).body(jsonAt("code", equalTo(code)));
        return last[0];
    }
}
