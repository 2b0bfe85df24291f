package org.sunwindow.read.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Every list is also shown on electronic screens. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class BoardTest {

    private static boolean published;

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    static Stream<Kind<?>> kinds() {
        return installed().all().stream();
    }

    private static Kinds installed() {
        return InstalledKinds.of(TestSettings.general(Map.of()));
    }

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        if (!published) {
            sunwindow.publishSamples(installed().names().toArray(String[]::new));
            published = true;
        }
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void screenShowsEveryRecordOnce(Kind<?> kind) {
        String path = kind.contract().path();
        var keys = new ArrayList<String>();
        int next = 1;
        Json board;
        do {
            board = board(path + "?view=board&size=8&page=" + next);
            List<Map<String, Object>> items = board.getList("items");
            assertThat(items)
                    .allSatisfy(item -> assertThat(Set.of("key", "title", "date", "publisher", "until", "inForce"))
                            .containsAll(item.keySet())
                            .as("not all of them"));
            assertThat(items).extracting(item -> item.get("title")).doesNotContainNull();
            assertThat(items).allMatch(item -> item.get("date").toString().matches("\\d{4}-\\d\\d-\\d\\d"));
            keys.addAll(board.getList("items.key"));
            next = board.getInt("page.next");
        } while (next > 1);
        assertThat(keys).doesNotHaveDuplicates().hasSize(board.getInt("total.value"));
        assertThat(board.getInt("page.pages"))
                .isEqualTo(board.getInt("page.number"))
                .isEqualTo((keys.size() + 7) / 8);
        assertThat(keys.subList(0, Math.min(8, keys.size())))
                .as("the order of the list")
                .isEqualTo(keysOfList(kind, path));
    }

    private List<String> keysOfList(Kind<?> kind, String path) {
        Json list = sunwindow.get(path + "?size=8").as(Json.class);
        return list.getList("items.id");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void textHasTheLinesOfTheBoardAndFitsTheScreen(Kind<?> kind) {
        String path = kind.contract().path() + "?view=board&size=100";
        List<String> titles = board(path).getList("items.title");
        String[] lines = text(path).asString().split("\n");
        assertThat(lines).hasSameSizeAs(titles);
        for (int i = 0; i < lines.length; i++) {
            assertThat(lines[i]).matches("\\d{4}-\\d\\d-\\d\\d .*").contains(titles.get(i));
        }
        for (int width : new int[] {20, 33, 200}) {
            String wrapped = text(path + "&width=" + width).asString();
            assertThat(wrapped.split("\n")).allMatch(line -> width(line) <= width);
            assertThat(joined(wrapped)).isEqualTo(joined(String.join("\n", lines)));
        }
    }

    private static String joined(String text) {
        return text.replaceAll("\\s", "");
    }

    private static int width(String line) {
        return Pattern.compile("\\X")
                .matcher(line)
                .results()
                .map(MatchResult::group)
                .mapToInt(BoardText::columns)
                .sum();
    }

    @Test
    void siteSearchNamesTheKinds() {
        Json board = board("/search?view=board&size=100&q=" + Sunwindow.encoded("婚姻登记"));
        assertThat(board.getList("items.kind", String.class).stream().distinct().collect(Collectors.toSet()))
                .contains("service", "office");
        clock.forward(Duration.ofDays(300));
        publish("B-1", "最新上屏的信息", "");
        assertThat(board("/search?view=board").getString("items[0].title")).isEqualTo("最新上屏的信息");
        assertThat(text("/search?view=board&width=60").statusCode()).isEqualTo(200);
    }

    /** The screen asks again at the second of the end, and no response is stored beyond it. */
    @Test
    void screenAsksAgainWhenAPeriodEnds() {
        // a day on which nothing else begins or ends
        clock.forward(Duration.ofDays(200));
        publish("B-2", "将到期的公示", ",\"visibleUntil\":\"2027-06-10 10:02:00\"");
        String path = "/disclosures?view=board&q=" + Sunwindow.encoded("“将到期的公示”");
        Json first = board(path);
        assertThat(first.getString("items[0].until")).isEqualTo("2027-06-10T10:02:00+08:00");
        assertThat(first.getString("items[0].publisher")).isEqualTo("云川市民政局");
        assertThat(first.getInt("refreshAfter")).isEqualTo(60);
        assertThat(text(path).asString()).isEqualTo("2026-11-21 将到期的公示 云川市民政局 至2027-06-10\n");
        clock.forward(Duration.ofSeconds(75));
        assertThat(board(path).getInt("refreshAfter")).isEqualTo(45);
        clock.forward(Duration.ofMillis(43_500));
        assertThat(board(path).getInt("refreshAfter")).isEqualTo(2);
        clock.forward(Duration.ofMillis(1_499));
        assertThat(board(path).getList("items")).hasSize(1);
        clock.forward(Duration.ofMillis(1));
        assertThat(board(path).getList("items")).isEmpty();
        assertThat(text(path).asString()).isEqualTo("暂无信息\n");
    }

    @Test
    void pageAfterTheLastOneDoesNotSayThatThereIsNothing() {
        Response after = unchecked("/disclosures?view=board&page=500");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.asString()).isEmpty();
        assertThat(text("/disclosures?view=board&page=2&q=" + Sunwindow.encoded("“没有这样的标题”"))
                        .asString())
                .isEqualTo("暂无信息\n");
    }

    /** Public until midnight means until the end of the day before. */
    @Test
    void textNamesTheLastDay() {
        publish("B-3", "年底前的公示", ",\"visibleUntil\":\"2027-01-01 00:00:00\",\"validity\":\"失效\"");
        assertThat(text("/disclosures?view=board&q=" + Sunwindow.encoded("“年底前的公示”"))
                        .asString())
                .isEqualTo("2026-11-21 年底前的公示（已失效） 云川市民政局 至2026-12-31\n");
    }

    @Test
    void boardIsCachedLikeAList() {
        String path = "/disclosures?view=board&size=3";
        for (Response first : List.of(sunwindow.get(path), text(path))) {
            assertThat(first.header("Vary")).isEqualTo("Accept, Accept-Encoding, Prefer");
            String type = first.header("Content-Type");
            Response again = sunwindow
                    .request()
                    .header("Accept", type.substring(0, type.indexOf(';')))
                    .header("If-None-Match", first.header("ETag"))
                    .get(path);
            assertThat(again.statusCode()).isEqualTo(304);
        }
        assertThat(text(path).header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "/disclosures?view=table, application/json, 400",
        "/disclosures?view=board&nosuch=1, application/json, 400",
        "/disclosures?view=board&width=40, application/json, 400",
        "/disclosures?view=board&width=19, text/plain, 400",
        "/disclosures?view=board&width=201, text/plain, 400",
        "/disclosures?view=board&after=x, text/plain, 400",
        "/disclosures?view=board&facets=year, application/json, 400",
        "/offices?view=board&hoursAt=now, application/json, 400",
        "/offices?view=board, application/geo+json, 406",
        "/disclosures?view=board&page=10001, text/plain, 400"
    })
    void requestsAreStrict(String path, String accept, int status) {
        assertThat(sunwindow.request().header("Accept", accept).get(path).statusCode())
                .isEqualTo(status);
    }

    private Json board(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    private Response text(String path) {
        return sunwindow.request().header("Accept", "text/plain").get(path);
    }

    /** The validator of the contract takes an empty text for no answer. */
    private Response unchecked(String path) {
        return RestAssured.given()
                .config(Sunwindow.AS_GIVEN)
                .baseUri(sunwindow.base())
                .basePath("/api/v1")
                .urlEncodingEnabled(false)
                .header("Accept", "text/plain")
                .get(path);
    }

    private void publish(String indexNo, String title, String more) {
        Json run = sunwindow.publish(
                "disclosure",
                "{\"indexNo\":\"%s\",\"title\":\"%s\",\"publisher\":\"云川市民政局\",\"disclosureAttribute\":\"主动公开\",\"publishedAt\":\"2026-11-21 09:00:00\"%s}"
                        .formatted(indexNo, title, more));
        assertThat(run.getInt("rejected")).isZero();
    }
}
