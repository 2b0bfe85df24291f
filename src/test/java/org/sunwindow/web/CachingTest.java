package org.sunwindow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Public responses may be kept, and never longer than they are true. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CachingTest {

    @Inject
    MovableClock clock;

    @Inject
    ResponseCache cache;

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSomething() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publish("division", "{\"code\":\"990100\",\"name\":\"云川市\"}");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/divisions", "/divisions/990100000000", "/search?q=%E4%BA%91%E5%B7%9D"})
    void whoHoldsTheResponseIsToldSo(String path) {
        Response first = sunwindow.get(path);
        String etag = first.header("ETag");
        assertThat(etag).matches("W/\"[\\w-]{22}\"");
        for (String held : new String[] {etag, etag.substring(2), "\"other\", " + etag, "*"}) {
            Response again = sunwindow.request().header("If-None-Match", held).get(path);
            assertThat(again.statusCode()).as(held).isEqualTo(304);
            assertThat(again.asString()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(etag);
            assertThat(again.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
        }
        sunwindow
                .request()
                .header("If-None-Match", "\"other\"")
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void changeGivesAnotherTag() {
        String before = sunwindow.get("/divisions").header("ETag");
        sunwindow.publish("division", "{\"code\":\"990107\",\"name\":\"改名前\"}");
        String between = sunwindow.get("/divisions").header("ETag");
        sunwindow.publish("division", "{\"code\":\"990107\",\"name\":\"改名后\"}");
        assertThat(sunwindow.get("/divisions").header("ETag")).isNotEqualTo(between);
        assertThat(between).isNotEqualTo(before);
        sunwindow.get("/divisions/990107000000").then().body("name", equalTo("改名后"));
    }

    @Test
    void recordAppearsAndDisappearsInItsTimeAndNoCacheOutlivesIt() {
        sunwindow.publish("disclosure", """
                {"indexNo":"990100001/202611-60001","title":"限时公开的名单公示","publisher":"云川市民政局",\
                "publishedAt":"2026-11-22 10:00:40","visibleUntil":"2026-11-22 10:30:00","disclosureAttribute":"主动公开"}""");
        String path = "/disclosures/990100001%2F202611-60001";
        String list = "/disclosures?q=" + Sunwindow.encoded("限时公开的名单公示");

        sunwindow.get(path).then().statusCode(404);
        assertThat(maxAge(sunwindow.get(list))).isEqualTo(40);
        assertThat(total(list)).isZero();

        clock.forward(Duration.ofSeconds(40));
        sunwindow.get(path).then().statusCode(200);
        assertThat(total(list)).isEqualTo(1);
        assertThat(maxAge(sunwindow.get(list))).isEqualTo(60);

        clock.forward(Duration.ofMinutes(29));
        assertThat(sunwindow.get(path).header("Cache-Control")).isEqualTo("public, max-age=20");

        clock.forward(Duration.ofSeconds(20));
        sunwindow.get(path).then().statusCode(410).body("code", equalTo("record.expired"));
        assertThat(total(list)).isZero();
    }

    @Test
    void missesOfOneKeyComputeOnce() throws Exception {
        var computed = new AtomicInteger();
        var arrived = new CountDownLatch(8);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> {
                    arrived.countDown();
                    return cache.get("one key", () -> {
                        computed.incrementAndGet();
                        awaitQuietly(arrived);
                        return new byte[1];
                    });
                });
            }
        }
        assertThat(computed).hasValue(1);
    }

    @Test
    void headAnswersLikeGetWithoutABody() {
        Response head = sunwindow.request().head("/divisions");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asString()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(sunwindow.get("/divisions").header("ETag"));
    }

    private int total(String list) {
        return sunwindow.get(list).jsonPath().getInt("total.value");
    }

    private static int maxAge(Response response) {
        return Integer.parseInt(response.header("Cache-Control").replaceAll(".*max-age=(\\d+).*", "$1"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
