package org.sunwindow.read.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sunwindow.read.view.AtomDocument.children;
import static org.sunwindow.read.view.AtomDocument.id;
import static org.sunwindow.read.view.AtomDocument.link;
import static org.sunwindow.read.view.AtomDocument.text;
import static org.sunwindow.read.view.AtomDocument.updated;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.w3c.dom.Element;

/** Every list is also a feed of what is new. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class FeedTest {

    private static final String ATOM = "application/atom+xml";

    /** Each test runs a day after the one before. */
    private static int days;

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
        if (days == 0) {
            sunwindow.publishSamples(installed().names().toArray(String[]::new));
        }
        // what a test publishes is newer than everything before
        clock.forward(Duration.ofDays(++days));
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    /** By the links alone, as a feed reader does. */
    @ParameterizedTest
    @MethodSource("kinds")
    void feedHasEveryRecordOfTheListOnceTheLatestFirst(Kind<?> kind) {
        String path = kind.contract().path();
        List<Element> entries = walk("/api/v1" + path + "?size=7");
        assertThat(entries.stream().map(AtomDocument::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("tag:mz.yunchuan.example,2026:record:" + kind.name() + ":"))
                .hasSize(listed(path));
        assertThat(entries.stream().map(AtomDocument::updated)).isSortedAccordingTo(Comparator.reverseOrder());
        Element entry = entries.getFirst();
        assertThat(children(entry, "category").getFirst().getAttribute("label")).isEqualTo(kind.label());
        Json record = follow(link(entry, "alternate").orElseThrow(), "application/json")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        String title = text(entry, "title");
        String name = record.get("inForce") == null ? title : title.replace(BoardText.NOT_IN_FORCE, "");
        // of a row of a catalogue, the title has two components
        assertThat(record.getMap("").values().stream().map(String::valueOf))
                .anyMatch(value -> value.equals(name) || value.length() > 3 && name.contains(value));
    }

    @Test
    void feedOfAllKindsNeedsNoQuery() {
        sunwindow.publish("division", "{\"code\":\"990108\",\"name\":\"最新的区\"}");
        publish("F-1", "最新的信息", "");
        Element newest = feed("/search").entries().getFirst();
        assertThat(text(newest, "title")).isEqualTo("最新的信息");
        assertThat(text(AtomDocument.child(newest, "author"), "name")).isEqualTo("云川市民政局");
        assertThat(feed("/search?kind=division").entries().stream().map(entry -> text(entry, "title")))
                .startsWith("最新的区");
        List<String> kinds = walk("/api/v1/search?size=50").stream()
                .map(entry -> children(entry, "category").getFirst().getAttribute("term"))
                .distinct()
                .toList();
        assertThat(kinds).containsAll(installed().names());
        sunwindow.get("/search").then().statusCode(400);
    }

    @Test
    void feedHasTheFiltersAndTheOrderOfTheList() {
        publish(
                "F-2",
                "养老的信息",
                ",\"topic\":\"民政、扶贫、慈善/养老\",\"summary\":\"概述\",\"publishedAt\":\"2019-05-06 08:00:00\"");
        Element entry =
                feed("/disclosures?q=" + Sunwindow.encoded("养老的信息")).entries().getFirst();
        assertThat(text(entry, "summary")).isEqualTo("概述");
        assertThat(text(entry, "published")).isEqualTo("2019-05-06T00:00:00Z");
        Element topic = children(entry, "category").get(1);
        assertThat(topic.getAttribute("term")).isEqualTo("民政、扶贫、慈善/养老");
        assertThat(topic.getAttribute("label")).isEqualTo("养老");
        assertThat(feed("/disclosures?publishedFrom=2019-05-06&publishedTo=2019-05-06")
                        .entries())
                .hasSize(1);
        List<String> sorted =
                sunwindow.get("/disclosures?sort=publishedAt").as(Json.class).getList("items.title");
        assertThat(feed("/disclosures?sort=publishedAt").entries().stream()
                        .map(each -> text(each, "title").replace(BoardText.NOT_IN_FORCE, "")))
                .containsExactlyElementsOf(sorted);
    }

    /** Nearness limits the feed; it does not order it. */
    @Test
    void feedOfOfficesNearbyIsOrderedByTime() {
        List<Element> entries =
                feed("/offices?near=30.33,118.8&radius=50000&size=50").entries();
        assertThat(entries).isNotEmpty();
        assertThat(entries.stream().map(AtomDocument::updated)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(entries.stream().flatMap(entry -> children(entry, "author").stream()))
                .as("the organizations of the offices")
                .isNotEmpty()
                .noneMatch(author -> text(author, "name").startsWith("org-"));
    }

    @Test
    void recordAppearsAndDisappearsAtTheSecond() {
        var begin = clock.instant().atOffset(ZoneOffset.ofHours(8)).plusSeconds(31);
        publish(
                "F-3",
                "定时公开的信息",
                ",\"publishedAt\":\"%s\",\"visibleUntil\":\"%s\"".formatted(begin, begin.plusSeconds(30)));
        String path = "/disclosures?q=" + Sunwindow.encoded("“定时公开的信息”");
        clock.forward(Duration.ofSeconds(29));
        assertThat(feed(path).entries()).isEmpty();
        clock.forward(Duration.ofSeconds(1));
        AtomDocument begun = feed(path);
        assertThat(updated(begun.entries().getFirst()).toInstant()).isEqualTo(begin.toInstant());
        assertThat(updated(begun.root()))
                .isAfterOrEqualTo(updated(begun.entries().getFirst()));
        assertThat(text(feed("/disclosures").entries().getFirst(), "title")).isEqualTo("定时公开的信息");
        clock.forward(Duration.ofSeconds(29));
        assertThat(feed(path).entries()).hasSize(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(feed(path).entries()).isEmpty();
    }

    @Test
    void entryKeepsItsIdentifierWhenTheRecordChanges() {
        publish("F-4", "改名前的信息", "");
        String before = id(newest("改名前的信息"));
        clock.forward(Duration.ofMinutes(5));
        publish("Ｆ－4", "改名后的信息", "");
        Element after = newest("改名后的信息");
        assertThat(id(after)).isEqualTo(before);
        assertThat(updated(after).toInstant()).isEqualTo(clock.instant());
    }

    @Test
    void whatIsNotInForceIsMarked() {
        publish("F-5", "废止了的办法", ",\"validity\":\"废止\"");
        assertThat(text(newest("废止了的办法"), "title")).isEqualTo("废止了的办法（已失效）");
    }

    @Test
    void markupAndSymbolsArriveAsTheyAre() {
        String title = "a<3 & 5>d ]]> “引号” ' 👨‍👩‍👧 𠮷";
        publish("F-6", title.replace("\"", "\\\""), ",\"summary\":\"<通知> && 1<2 😀\"");
        Element entry = feed("/disclosures").entries().getFirst();
        assertThat(text(entry, "title")).isEqualTo(title);
        assertThat(text(entry, "summary")).isEqualTo("<通知> && 1<2 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/disclosures", "/search", "/offices?size=3"})
    void feedIsCachedLikeJson(String path) {
        Response first = atom(path);
        assertThat(first.header("Content-Type")).isEqualTo("application/atom+xml;charset=UTF-8");
        assertThat(first.header("Vary")).isEqualTo("Accept, Accept-Encoding, Prefer");
        assertThat(first.header("Cache-Control")).startsWith("public, max-age=");
        String etag = first.header("ETag");
        Response again = sunwindow
                .request()
                .header("Accept", ATOM)
                .header("If-None-Match", etag)
                .get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(etag);
        publish("F-7-" + path.length(), "又一条", "");
        assertThat(atom(path).header("ETag")).isNotEqualTo(etag);
    }

    /** A shared cache that ignores Vary must not turn JSON into XML on this server either. */
    @Test
    void oneAddressHasBothFormats() {
        for (int i = 0; i < 3; i++) {
            assertThat(sunwindow.get("/divisions").header("Content-Type")).startsWith("application/json");
            assertThat(sunwindow.get("/divisions").header("Vary")).isEqualTo("Accept, Accept-Encoding, Prefer");
            assertThat(atom("/divisions").header("Content-Type")).startsWith(ATOM);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/atom+xml, /disclosures?nosuch=1, 400",
        "application/atom+xml, /disclosures?facets=year, 400",
        "application/atom+xml, /disclosures?highlight=true, 400",
        "application/atom+xml, /search?best=true, 400",
        "application/atom+xml, /offices?hoursAt=now, 400",
        "application/atom+xml, /disclosures?after=x, 400",
        "application/atom+xml, /disclosures?width=40, 400",
        "application/rss+xml, /disclosures, 406",
        "text/plain, /disclosures, 406",
        "application/atom+xml, /disclosures?view=board, 406",
        "application/atom+xml, /suggestions?q=x, 406",
        "application/atom+xml;q=0, /disclosures, 406",
        "'application/json;q=0.5, application/atom+xml', /disclosures?size=1, 200"
    })
    void requestsAreStrict(String accept, String path, int status) {
        Response response = sunwindow.request().header("Accept", accept).get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith(status == 200 ? ATOM : "application/problem+json");
    }

    /** All instances send the same bytes, however a request is spelled. */
    @Test
    void addressesDoNotDependOnTheSpellingOfTheRequest() {
        String one = atom("/disclosures?size=5&q=%e4%bd%8e%e4%bf%9d&year=").asString();
        String other = sunwindow
                .request()
                .header("Accept", ATOM)
                .header("Host", "elsewhere.example")
                .get("/disclosures?q=%E4%BD%8E%E4%BF%9D&size=5")
                .asString();
        assertThat(other).isEqualTo(one).doesNotContain("elsewhere.example");
    }

    private Element newest(String title) {
        return feed("/disclosures?q=" + Sunwindow.encoded("“" + title + "”"))
                .entries()
                .getFirst();
    }

    private List<Element> walk(String address) {
        var entries = new ArrayList<Element>();
        String next = address;
        while (next != null) {
            Response response = follow(next, ATOM);
            assertThat(response.statusCode()).isEqualTo(200);
            var page = new AtomDocument(response.asByteArray());
            entries.addAll(page.entries());
            next = page.next().orElse(null);
        }
        return entries;
    }

    private int listed(String path) {
        int count = 0;
        String after = "";
        while (after != null) {
            Json page = sunwindow.read(path + "?size=100" + after).as(Json.class);
            count += page.getList("items").size();
            after = page.get("page.next") == null ? null : "&after=" + page.getString("page.next");
        }
        return count;
    }

    private AtomDocument feed(String path) {
        Response response = atom(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return new AtomDocument(response.asByteArray());
    }

    private Response atom(String path) {
        return Sunwindow.settled(
                path, () -> sunwindow.request().header("Accept", ATOM).get(path));
    }

    private Response follow(String address, String accept) {
        String path = address.replaceFirst("^https://mz\\.yunchuan\\.example", "");
        return Sunwindow.settled(
                path,
                () -> sunwindow.request().basePath("").header("Accept", accept).get(path));
    }

    private void publish(String indexNo, String title, String more) {
        clock.forward(Duration.ofSeconds(1));
        String date = more.contains("publishedAt") ? "" : ",\"publishedAt\":\"2026-11-21 09:00:00\"";
        Json run = sunwindow.publish(
                "disclosure",
                "{\"indexNo\":\"%s\",\"title\":\"%s\",\"publisher\":\"云川市民政局\",\"disclosureAttribute\":\"主动公开\"%s%s}"
                        .formatted(indexNo, title, date, more));
        assertThat(run.getInt("rejected")).isZero();
    }
}
