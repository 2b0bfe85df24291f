package org.sunwindow.read.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.http.ProblemException;

/** Validators and lifetimes of public responses, the response cache and overload. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CachingTest {

    private static final ReadyResponse.Form FORM = new ReadyResponse.Form("application/json", "Accept-Encoding");

    @Inject
    MovableClock clock;

    @Inject
    ResponseCache cache;

    private static int names;

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
    void matchingETagReturnsNotModified(String path) {
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
    void changeChangesTheETag() {
        String before = sunwindow.get("/divisions").header("ETag");
        sunwindow.publish("division", "{\"code\":\"990107\",\"name\":\"改名前\"}");
        String between = sunwindow.get("/divisions").header("ETag");
        sunwindow.publish("division", "{\"code\":\"990107\",\"name\":\"改名后\"}");
        assertThat(sunwindow.get("/divisions").header("ETag")).isNotEqualTo(between);
        assertThat(between).isNotEqualTo(before);
        sunwindow.get("/divisions/990107000000").then().body(jsonAt("name", equalTo("改名后")));
    }

    @Test
    void maxAgeEndsAtTheNextVisibilityChange() {
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
        assertThat(sunwindow.get("/divisions").header("Cache-Control"))
                .as("a cache must not serve what is withdrawn for longer than max-age")
                .doesNotContain("stale");

        clock.forward(Duration.ofSeconds(20));
        sunwindow.get(path).then().statusCode(410).body(jsonAt("code", equalTo("record.expired")));
        assertThat(total(list)).isZero();
    }

    @Test
    void concurrentMissesOfOneKeyComputeOnce() throws Exception {
        var computed = new AtomicInteger();
        var arrived = new CountDownLatch(8);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> {
                    arrived.countDown();
                    return cache.get("one key", "one key".length(), false, FORM, () -> {
                                computed.incrementAndGet();
                                awaitQuietly(arrived);
                                return new byte[1];
                            })
                            .join();
                });
            }
        }
        assertThat(computed).hasValue(1);
    }

    @Test
    void overloadServesCachedResponsesAndRefusesOthers() {
        sunwindow.get("/divisions").then().statusCode(200);
        int threads = Runtime.getRuntime().availableProcessors();
        var begun = new CountDownLatch(threads);
        var end = new CountDownLatch(1);
        var waiting = new ArrayList<CompletableFuture<ReadyResponse>>();
        try {
            for (int i = 0; i < threads; i++) {
                waiting.add(compute("at work " + i, begun, end));
            }
            awaitQuietly(begun);
            assertThatThrownBy(() -> {
                        while (true) {
                            waiting.add(compute("in the queue " + waiting.size(), begun, end));
                        }
                    })
                    .isInstanceOf(ProblemException.class);
            sunwindow.get("/divisions").then().statusCode(200);
            sunwindow
                    .get("/divisions?size=7")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body(jsonAt("code", equalTo("busy")));
        } finally {
            end.countDown();
        }
        waiting.forEach(CompletableFuture::join);
        sunwindow.get("/divisions?size=7").then().statusCode(200);
    }

    private CompletableFuture<ReadyResponse> compute(String key, CountDownLatch begun, CountDownLatch end) {
        return cache.get(key, key.length(), false, FORM, () -> {
            begun.countDown();
            awaitQuietly(end);
            return new byte[1];
        });
    }

    @Test
    void replayedResponsesEqualTheOriginal() throws Exception {
        for (int i = 0; i < 5; i++) {
            sunwindow.publish("division", "{\"code\":\"99010%d\",\"name\":\"云川市第%d区\"}".formatted(i + 1, i));
        }
        for (String path : List.of("/divisions", "/divisions/990100000000")) {
            HttpResponse<byte[]> plain = exchange(path, "identity");
            HttpResponse<byte[]> plainAgain = exchange(path, "identity");
            HttpResponse<byte[]> gzip = exchange(path, "br, gzip");
            HttpResponse<byte[]> gzipAgain = exchange(path, "br, gzip");
            assertThat(plainAgain.body()).isEqualTo(plain.body());
            assertThat(plainAgain.headers().map()).isEqualTo(plain.headers().map());
            assertThat(gzipAgain.body()).isEqualTo(gzip.body());
            assertThat(gzipAgain.headers().map()).isEqualTo(gzip.headers().map());
            assertThat(gzip.headers().map().get("etag"))
                    .isEqualTo(plain.headers().map().get("etag"));
        }
    }

    @Test
    void responsesAreCompressedWhereAcceptedAndUseful() throws Exception {
        for (int i = 0; i < 9; i++) {
            sunwindow.publish("division", "{\"code\":\"99020%d\",\"name\":\"云川市第%d区\"}".formatted(i, i));
        }
        HttpResponse<byte[]> plain = exchange("/divisions", "br, gzip; q=0");
        HttpResponse<byte[]> gzip = exchange("/divisions", "gzip;q=0.5, *;q=0");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
        for (String taking : List.of("GZIP", "*", "br;q=1, x;q=0, gzip")) {
            assertThat(exchange("/divisions", taking).body()).as(taking).isEqualTo(gzip.body());
        }
        for (String refusing : List.of("*;q=0", "GZIP;Q=0.00", "gzipped", "*, gzip;q=0")) {
            assertThat(exchange("/divisions", refusing).body()).as(refusing).isEqualTo(plain.body());
        }
        assertThat(gzip.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(exchange("/divisions/990100000000", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Accept-Encoding | GZIP
            Accept-Encoding | gzip;Q=0
            Accept-Encoding | *
            Accept-Encoding | *;q=0, identity
            Accept-Encoding | gzip;q=, ;;, q=0
            Accept | Application/JSON
            Accept | application/*
            Accept | text/html, */*;q=0.1
            Accept | text/html
            Accept | application/json;q=0
            Accept | not a type
            If-None-Match | '"other", *'
            If-None-Match | '"unclosed'
            If-None-Match | ,,,
            Range | bytes=0-10
            X-HTTP-Method-Override | DELETE
            """)
    @Tag("slow")
    void unusualHeadersGetTheOriginalResponseFromReplay(String header, String value) throws Exception {
        sunwindow.publish("division", "{\"code\":\"990300\",\"name\":\"改名%d\"}".formatted(names++));
        HttpResponse<byte[]> first = exchange("/divisions?size=3", header, value);
        exchange("/divisions?size=3", "Accept-Encoding", "identity");
        exchange("/divisions?size=3", "Accept-Encoding", "gzip");
        HttpResponse<byte[]> ready = exchange("/divisions?size=3", header, value);
        assertThat(ready.statusCode()).isEqualTo(first.statusCode()).isIn(200, 304, 400, 406);
        assertThat(ready.body()).isEqualTo(first.body());
        assertThat(ready.headers().map()).isEqualTo(first.headers().map());
        if (ready.statusCode() >= 400) {
            assertThat(ready.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/divisions?size=3&, 200",
        "/divisions?size=3&size=3, 400",
        "/divisions?siz%65=3, 200",
        "/%64ivisions?size=3, 404",
        "/divisions/?size=3, 404",
        "/divisions?size=3&x=%3Cscript%3E, 400",
        "/divisions?size=3%00, 400",
        "/divisions?size=3%27%20or%201=1, 400",
        "/divisions/..%2Fdivisions, 404"
    })
    void similarAddressesAreNotConfused(String path, int status) throws Exception {
        exchange("/divisions?size=3", "Accept-Encoding", "identity");
        exchange("/divisions?size=3", "Accept-Encoding", "identity");
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = exchange(path, "Accept-Encoding", "identity");
            assertThat(answer.statusCode()).as(path).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
        }
    }

    private HttpResponse<byte[]> exchange(String path, String encodings) throws Exception {
        return exchange(path, "Accept-Encoding", encodings);
    }

    private HttpResponse<byte[]> exchange(String path, String header, String value) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(sunwindow.base() + "/api/v1" + path))
                    .header(header, value)
                    // otherwise each response has another one
                    .header("X-Request-Id", "caching-test")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void headReturnsTheHeadersOfGetWithoutABody() {
        Response head = sunwindow.request().head("/divisions");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asString()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(sunwindow.get("/divisions").header("ETag"));
    }

    private int total(String list) {
        return sunwindow.get(list).as(Json.class).getInt("total.value");
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
