package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.index.PublicLog.Turn;

/** The change feed over HTTP. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChangesTest {

    @Inject
    MovableClock clock;

    @Inject
    MeterRegistry registry;

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
        clock.reset();
    }

    @AfterEach
    void clean() {
        clock.reset();
        sunwindow.publish("hotline", "{\"withdraw\":\"feed-1\"}\n{\"withdraw\":\"feed-2\"}");
        sunwindow.publish("notice", "{\"withdraw\":\"feed-n\"}");
    }

    private static String hotline(String id, String name) {
        return """
                {"id":"%s","name":"%s","number":"0500-8320003","summary":"测试","topics":["综合咨询"],"division":"990100000000",\
                "hours":[{"days":["MON"],"from":"09:00","to":"17:00"}],"lastVerified":"2026-09-30"}""".formatted(id, name);
    }

    private Json page(String query) {
        return sunwindow.read("/changes?" + query).as(Json.class);
    }

    /** Reads to the end, and returns the last cursor. */
    private String end() {
        Json page = page("size=200&keysOnly=true");
        while (!page.getBoolean("page.complete")) {
            page = page("size=200&keysOnly=true&after=" + page.getString("page.next"));
        }
        return page.getString("page.next");
    }

    private List<Map<String, Object>> since(String cursor, String query) {
        var items = new ArrayList<Map<String, Object>>();
        Json page;
        String after = cursor;
        do {
            page = page("after=" + after + query);
            items.addAll(page.getList("items"));
            after = page.getString("page.next");
        } while (!page.getBoolean("page.complete"));
        return items;
    }

    @Test
    void changesAndWithdrawalsFollowEachOther() {
        String cursor = end();
        sunwindow.publish("hotline", hotline("feed-1", "甲热线") + "\n" + hotline("feed-2", "乙热线"));
        sunwindow.publish("hotline", hotline("feed-1", "甲热线二"));
        var changes = since(cursor, "");
        assertThat(changes).extracting(item -> item.get("key")).containsExactly("FEED-2", "FEED-1");
        assertThat(changes).extracting(item -> item.get("type")).containsOnly("CHANGED");
        assertThat(((Map<?, ?>) changes.get(1).get("record")).get("name")).isEqualTo("甲热线二");
        assertThat(since(cursor, "&keysOnly=true"))
                .allSatisfy(item -> assertThat(item).doesNotContainKey("record"));
        assertThat(since(cursor, "&size=1")).isEqualTo(changes);
        assertThat(since(cursor, "&kind=notice")).isEmpty();

        sunwindow.publish("hotline", "{\"withdraw\":\"feed-1\"}");
        assertThat(since(cursor, "")).extracting(item -> item.get("type")).containsExactly("CHANGED", "REMOVED");
        assertThat(since(cursor, "").get(1))
                .containsEntry("reason", "WITHDRAWN")
                .doesNotContainKey("record");
    }

    @Test
    void recordOfAnotherPublisherIsRemovedWithoutItsContent() {
        String cursor = end();
        sunwindow.publish("hotline", hotline("feed-1", "甲热线"));
        String other = "&publisher=" + Sunwindow.encoded("没有这个机构");
        assertThat(since(cursor, other))
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("type", "REMOVED")
                        .containsEntry("reason", "OTHER_PUBLISHER")
                        .doesNotContainKey("record"));
    }

    @Test
    void noticeIsDeliveredAtItsBeginAndRemovedAtItsEnd() {
        String cursor = end();
        sunwindow.publish("notice", """
                {"id":"feed-n","title":"紫藤巷道改造公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
                "division":"990102100000","periodBegin":"2026-11-22T10:00:05+08:00","periodEnd":"2026-11-22T10:00:08+08:00",\
                "objectionPhone":"0500-8320003"}""");
        Json page = page("after=" + cursor);
        assertThat(page.getList("items"))
                .as("a scheduled record is not mentioned")
                .isEmpty();
        cursor = page.getString("page.next");
        clock.forward(Duration.ofSeconds(5));
        page = page("after=" + cursor);
        assertThat(page.getString("items[0].key")).isEqualTo("FEED-N");
        assertThat(page.getString("items[0].type")).isEqualTo("CHANGED");
        assertThat(page.getString("items[0].at")).isEqualTo("2026-11-22T10:00:05+08:00");
        String begun = page.getString("page.next");
        assertThat(page("after=" + begun).getList("items")).isEmpty();
        clock.forward(Duration.ofSeconds(3));
        for (String since : List.of(cursor, begun)) {
            page = page("after=" + since);
            assertThat(page.getString("items[0].type")).isEqualTo("REMOVED");
            assertThat(page.getString("items[0].reason")).isEqualTo("EXPIRED");
        }
    }

    /** Nobody knows of it, so nobody has to be told. */
    @Test
    void scheduledRecordThatIsWithdrawnIsNotMentioned() {
        String cursor = end();
        sunwindow.publish("notice", """
                {"id":"feed-s","title":"紫藤巷道改造公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
                "division":"990102100000","periodBegin":"2026-11-25T10:00:00+08:00","periodEnd":"2026-11-28T10:00:00+08:00",\
                "objectionPhone":"0500-8320003"}""");
        sunwindow.publish("notice", "{\"withdraw\":\"feed-s\"}");
        assertThat(since(cursor, "")).isEmpty();
    }

    /** An instance whose clock is behind must not skip what the one that issued the cursor had not delivered. */
    @Test
    void cursorOfAClockThatIsAheadLosesNothing() {
        clock.forward(Duration.ofSeconds(10));
        String ahead = end();
        clock.reset();
        sunwindow.publish("notice", """
                {"id":"feed-n","title":"紫藤巷道改造公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
                "division":"990102100000","periodBegin":"2026-11-22T10:00:05+08:00","periodEnd":"2026-11-22T10:00:20+08:00",\
                "objectionPhone":"0500-8320003"}""");
        Json page = page("after=" + ahead);
        assertThat(page.getList("items")).isEmpty();
        clock.forward(Duration.ofSeconds(6));
        assertThat(page("after=" + page.getString("page.next")).getString("items[0].key"))
                .isEqualTo("FEED-N");
    }

    @Test
    void waitEndsWithTheChange() throws Exception {
        String cursor = end();
        var answer = CompletableFuture.supplyAsync(() -> page("wait=30&after=" + cursor));
        sunwindow.publish("hotline", hotline("feed-1", "甲热线"));
        assertThat(answer.get().getString("items[0].key")).isEqualTo("FEED-1");
    }

    /** Whoever asks again waits again; only an answer with changes is that of everybody who asks. */
    @Test
    void answerWithoutChangesIsNotRepeated() {
        String path = "/changes?wait=1&after=" + end();
        double before = replayed();
        for (int i = 0; i < 2; i++) {
            Response nothing = sunwindow.read(path);
            assertThat(nothing.as(Json.class).getList("items")).isEmpty();
            assertThat(nothing.header("Cache-Control")).isEqualTo("no-cache");
        }
        assertThat(replayed()).isEqualTo(before);
        sunwindow.publish("hotline", hotline("feed-1", "甲热线"));
        for (int i = 0; i < 2; i++) {
            Response news = sunwindow.read(path);
            assertThat(news.as(Json.class).getString("items[0].key")).isEqualTo("FEED-1");
            assertThat(news.header("Cache-Control")).startsWith("public, max-age=");
        }
        assertThat(replayed()).isEqualTo(before + 1);
    }

    /** Number of answers to requests for changes that were sent again from memory. */
    private double replayed() {
        return registry
                .find("sunwindow.http.requests")
                .tags("operation", "listChanges", "replayed", "true")
                .functionCounters()
                .stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** Returns the cursor that another instance issues after so many further revisions. */
    private String ahead(int revisions) {
        ChangeCursor end = ChangeCursor.decode("after", end());
        return end.at(end.revision() + revisions, end.turn()).encode();
    }

    @Test
    void instanceThatIsBehindTheCursorSaysSo() {
        String cursor = ahead(1);
        for (String wait : List.of("", "&wait=1")) {
            sunwindow
                    .get("/changes?after=" + cursor + wait)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body(jsonAt("code", equalTo("index.behind")));
        }
    }

    @Test
    void instanceThatIsBehindTheCursorCatchesUpWhileTheClientWaits() throws Exception {
        String cursor = ahead(1);
        var answer = CompletableFuture.supplyAsync(() -> page("wait=30&after=" + cursor));
        sunwindow.publish("hotline", hotline("feed-1", "甲热线") + "\n" + hotline("feed-2", "乙热线"));
        assertThat(answer.get().<String>getList("items.key")).containsExactly("FEED-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AQ", "!!!", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void brokenCursorIsRefused(String cursor) {
        int status = sunwindow.get("/changes?after=" + cursor).statusCode();
        assertThat(status).isIn(400, 410);
    }

    @Test
    void cursorOfAnotherStoreNamesTheExports() {
        String cursor = new ChangeCursor(7, 5, new Turn(clock.instant(), 1)).encode();
        sunwindow
                .get("/changes?after=" + cursor)
                .then()
                .statusCode(410)
                .body(jsonAt("code", equalTo("cursor.too-old")));
    }
}
