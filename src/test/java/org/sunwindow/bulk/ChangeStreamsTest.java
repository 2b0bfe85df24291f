package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.EventStream;
import org.sunwindow.EventStream.Event;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.ShortLimits;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.index.PublicLog.Turn;

/** Changes as server-sent events. There is a single place for a stream, so each test also shows that the last one left it. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ShortLimits.class)
class ChangeStreamsTest {

    private static final String PATH = "/api/v1/changes/stream?kind=hotline";

    @Inject
    MovableClock clock;

    @Inject
    ChangePolls polls;

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
        clock.reset();
        ShortLimits.publish("hotline", hotline("stream-1", "甲热线") + "\n" + hotline("stream-2", "乙热线"));
    }

    @AfterEach
    void clean() {
        ShortLimits.publish("hotline", "{\"withdraw\":\"stream-1\"}\n{\"withdraw\":\"stream-2\"}");
    }

    private static String hotline(String id, String name) {
        return """
                {"id":"%s","name":"%s","number":"0500-8320003","summary":"测试","topics":["综合咨询"],"division":"990100000000",\
                "hours":[{"days":["MON"],"from":"09:00","to":"17:00"}],"lastVerified":"2026-09-30"}""".formatted(id, name);
    }

    /** Waits for the place: the server notices a client that is gone, but the client does not notice when. */
    private EventStream connect(String path, String last) {
        var connected = new ArrayList<EventStream>();
        Sunwindow.await("a place", () -> {
            var stream = new EventStream(sunwindow.base() + path, last);
            if (stream.status() != 503) {
                return connected.add(stream);
            }
            stream.close();
            return false;
        });
        return connected.getFirst();
    }

    /** Reads to the end of the changes so far. */
    private static Event complete(EventStream stream) throws IOException {
        Event event = stream.next();
        while (!event.name().equals("complete")) {
            event = stream.next();
        }
        return event;
    }

    @Test
    void changesAndWithdrawalsArriveAsTheyHappen() throws Exception {
        try (var stream = connect(PATH, null)) {
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
            complete(stream);
            ShortLimits.publish("hotline", hotline("stream-1", "甲热线二"));
            Event change = stream.next();
            assertThat(change.name()).isEqualTo("change");
            assertThat(change.json().getString("key")).isEqualTo("STREAM-1");
            assertThat(change.json().getString("record.name")).isEqualTo("甲热线二");
            assertThat(complete(stream).data()).isEqualTo("1");
            ShortLimits.publish("hotline", "{\"withdraw\":\"stream-1\"}");
            Event removal = stream.next();
            assertThat(removal.json().getString("type")).isEqualTo("REMOVED");
            assertThat(removal.json().getString("reason")).isEqualTo("WITHDRAWN");
            assertThat(removal.id()).as("a page is not complete").isNull();
        }
    }

    /** Nothing is written at these moments, so the stream follows the clock. */
    @Test
    void noticeArrivesAtItsBeginAndIsRemovedAtItsEnd() throws Exception {
        try (var stream = connect("/api/v1/changes/stream?kind=notice", null)) {
            complete(stream);
            sunwindow.publish("notice", """
                    {"id":"stream-n","title":"紫藤巷道改造公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
                    "division":"990102100000","periodBegin":"2026-11-22T10:00:05+08:00","periodEnd":"2026-11-22T10:00:08+08:00",\
                    "objectionPhone":"0500-8320003"}""");
            clock.forward(Duration.ofSeconds(5));
            Json begun = change(stream);
            assertThat(begun.getString("type")).isEqualTo("CHANGED");
            assertThat(begun.getString("at")).isEqualTo("2026-11-22T10:00:05+08:00");
            assertThat(begun.getString("record.title")).isEqualTo("紫藤巷道改造公示");
            clock.forward(Duration.ofSeconds(3));
            Json ended = change(stream);
            assertThat(ended.getString("type")).isEqualTo("REMOVED");
            assertThat(ended.getString("reason")).isEqualTo("EXPIRED");
            assertThat(ended.getString("at")).isEqualTo("2026-11-22T10:00:08+08:00");
            assertThat(ended.<Object>get("record")).isNull();
        } finally {
            clock.reset();
            sunwindow.publish("notice", "{\"withdraw\":\"stream-n\"}");
        }
    }

    /** Returns the next change, which is about the notice. */
    private static Json change(EventStream stream) throws IOException {
        Event event = stream.next();
        while (!event.name().equals("change")) {
            event = stream.next();
        }
        assertThat(event.json().getString("key")).isEqualTo("STREAM-N");
        return event.json();
    }

    @Test
    void streamContinuesAfterTheLastEventWithAnIdentifier() throws Exception {
        String last;
        try (var stream = connect(PATH, null)) {
            last = complete(stream).id();
        }
        ShortLimits.publish("hotline", hotline("stream-2", "乙热线二"));
        ShortLimits.publish("hotline", "{\"withdraw\":\"stream-1\"}");
        try (var stream = connect(PATH + "&size=1", last)) {
            assertThat(stream.next().json().getString("key")).isEqualTo("STREAM-2");
            assertThat(stream.next().name()).isEqualTo("page");
            assertThat(stream.next().json().getString("key")).isEqualTo("STREAM-1");
        }
        try (var stream = connect(PATH + "&after=" + last, null)) {
            assertThat(stream.next().json().getString("key")).isEqualTo("STREAM-2");
        }
    }

    @Test
    void cursorThatCannotBeUsedIsAProblem() throws Exception {
        String foreign = new ChangeCursor(7, 5, new Turn(clock.instant(), 1)).encode();
        for (var expected : List.of(List.of("x", 400), List.of(foreign, 410))) {
            try (var stream = connect(PATH, (String) expected.getFirst())) {
                assertThat(stream.status()).isEqualTo(expected.getLast());
            }
        }
    }

    /** A client that is gone leaves its place at once, and the next one does not inherit its wait. */
    @Test
    void clientThatIsGoneHoldsNothing() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (var stream = connect(PATH, null)) {
                complete(stream);
                sunwindow
                        .get("/changes/stream")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "5")
                        .body(jsonAt("code", equalTo("busy")));
            }
        }
        try (var stream = connect(PATH, null)) {
            String last = complete(stream).id();
            ShortLimits.publish("hotline", hotline("stream-2", "乙热线三"));
            Event change = stream.next();
            assertThat(change.name()).as("it waited for the change").isEqualTo("change");
            // long polls have places of their own
            assertThat(sunwindow
                            .read("/changes?wait=30&kind=hotline&after=" + last)
                            .asString())
                    .contains("乙热线三");
        }
    }

    @Test
    void requestThatCannotWaitIsRefusedUnlessThereAreChanges() throws Exception {
        String first;
        String last;
        try (var stream = connect(PATH, null)) {
            first = complete(stream).id();
            ShortLimits.publish("hotline", hotline("stream-1", "甲热线四"));
            last = complete(stream).id();
        }
        String path = "/changes?kind=hotline&wait=30&after=";
        var waiting = CompletableFuture.supplyAsync(
                () -> sunwindow.get(path + last).as(Json.class).<String>getList("items.key"));
        Sunwindow.await("a request that waits", () -> polls.waiting() == 1);
        sunwindow
                .get(path + last)
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body(jsonAt("code", equalTo("busy")));
        assertThat(sunwindow.get(path + first).as(Json.class).<String>getList("items.key"))
                .containsExactly("STREAM-1");
        sunwindow
                .get("/changes?kind=hotline&after=" + last)
                .then()
                .statusCode(200)
                .body(jsonAt("items", empty()));
        ShortLimits.publish("hotline", hotline("stream-2", "乙热线四"));
        assertThat(waiting.get()).containsExactly("STREAM-2");
        Sunwindow.await("the place is free", () -> polls.waiting() == 0);
    }

    /** Large records come in several pages, so that a slow client holds little. */
    @Test
    void pageIsLimitedInBytes() throws Exception {
        String text = "请遵照执行。".repeat(1_500);
        ShortLimits.publish("disclosure", disclosure("stream-a", text) + "\n" + disclosure("stream-b", text));
        try (var stream = connect("/api/v1/changes/stream?kind=disclosure", null)) {
            var names = new ArrayList<String>();
            var keys = new ArrayList<String>();
            Event event;
            do {
                event = stream.next();
                if (event.name().equals("change")) {
                    keys.add(event.json().getString("key"));
                }
                names.add(event.name());
            } while (!event.name().equals("complete"));
            assertThat(keys).containsSubsequence("STREAM-A", "STREAM-B").doesNotHaveDuplicates();
            assertThat(names.subList(names.size() - 4, names.size()))
                    .containsExactly("change", "page", "change", "complete");
        } finally {
            ShortLimits.publish("disclosure", "{\"withdraw\":\"stream-a\"}\n{\"withdraw\":\"stream-b\"}");
        }
    }

    private static String disclosure(String id, String body) {
        return """
                {"indexNo":"%s","title":"关于长文的通知","publisher":"云川市民政局","publishedAt":"2026-11-20",\
                "disclosureAttribute":"主动公开","body":"%s"}""".formatted(id, body);
    }

    @Test
    void clientThatReadsNothingIsDropped() throws Exception {
        String text = "请遵照执行。".repeat(8_000);
        ShortLimits.publish("disclosure", lines(i -> disclosure("slow-" + i, text)));
        try (var channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            byte[] request = "GET /api/v1/changes/stream?size=200 HTTP/1.1\r\nHost: a\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(request));
            var begin = ByteBuffer.allocate(12);
            while (begin.hasRemaining() && channel.read(begin) >= 0) {
                // an answer that has begun has a place
            }
            assertThat(new String(begin.array(), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            try (var next = connect(PATH, null)) {
                complete(next);
            }
            assertThat(ends(channel)).isTrue();
        } finally {
            ShortLimits.publish("disclosure", lines("{\"withdraw\":\"slow-%d\"}"::formatted));
        }
    }

    /** More than the buffers of a connection. */
    private static String lines(IntFunction<String> line) {
        return IntStream.range(0, 40).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static boolean ends(SocketChannel channel) {
        var buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(buffer.clear()) >= 0) {
                // what had been sent before
            }
        } catch (IOException reset) {
            return true;
        }
        return false;
    }
}
