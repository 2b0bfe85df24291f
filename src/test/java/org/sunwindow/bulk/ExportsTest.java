package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
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
import org.sunwindow.follower.Follower;
import org.sunwindow.kind.Kinds;

/** Exports and hash trees over HTTP, and the reference follower. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ExportsTest {

    private static final String LINES = "/exports/hotline.ndjson";

    @Inject
    MovableClock clock;

    @Inject
    ExportFiles files;

    @Inject
    BulkExecutor executor;

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
        clock.reset();
        sunwindow.publish("hotline", hotline("export-1", "甲热线") + "\n" + hotline("export-2", "乙热线"));
    }

    @AfterEach
    void clean() {
        clock.reset();
        sunwindow.publish(
                "hotline", "{\"withdraw\":\"export-1\"}\n{\"withdraw\":\"export-2\"}\n{\"withdraw\":\"export-3\"}");
    }

    private static String hotline(String id, String name) {
        return """
                {"id":"%s","name":"%s","number":"0500-8320003","summary":"测试","topics":["综合咨询"],"division":"990100000000",\
                "hours":[{"days":["MON"],"from":"09:00","to":"17:00"}],"lastVerified":"2026-09-30"}""".formatted(id, name);
    }

    private Follower follower() {
        return new Follower(sunwindow.base());
    }

    @Test
    void feedContinuesExactlyAfterTheExport() throws Exception {
        var follower = follower();
        follower.load();
        assertThat(follower.follow(0)).isZero();
        assertThat(follower.records().get("hotline")).containsKeys("EXPORT-1", "EXPORT-2");
        sunwindow.publish("hotline", hotline("export-3", "丙热线") + "\n{\"withdraw\":\"export-1\"}");
        assertThat(follower.follow(0)).isEqualTo(2);
        assertThat(follower.records().get("hotline")).containsKey("EXPORT-3").doesNotContainKey("EXPORT-1");
        for (String kind : follower.records().keySet()) {
            assertThat(follower.compare(kind).none()).as(kind).isTrue();
        }
    }

    @Test
    void copyFromTheFeedAloneIsTheSame() throws Exception {
        var loaded = follower();
        loaded.load();
        var followed = follower();
        followed.follow(0);
        followed.records().values().removeIf(SortedMap::isEmpty);
        loaded.records().values().removeIf(SortedMap::isEmpty);
        assertThat(followed.records()).isEqualTo(loaded.records());
    }

    @Test
    void tamperedCopyIsLocated() throws Exception {
        var follower = follower();
        follower.load();
        SortedMap<String, JsonNode> copy = follower.records().get("hotline");
        copy.put("EXPORT-1", copy.get("EXPORT-2"));
        int before = follower.requests();
        assertThat(follower.compare("hotline").changed()).containsExactly("EXPORT-1");
        assertThat(follower.requests() - before).isLessThanOrEqualTo(20);
    }

    @Test
    void absenceOfAWithdrawnRecordIsProved() throws Exception {
        sunwindow.publish("hotline", "{\"withdraw\":\"export-1\"}");
        Json page = sunwindow
                .read("/changes?roots=true&kind=hotline&size=200&keysOnly=true")
                .as(Json.class);
        while (!page.getBoolean("page.complete")) {
            page = sunwindow
                    .read("/changes?roots=true&kind=hotline&size=200&keysOnly=true&after="
                            + page.getString("page.next"))
                    .as(Json.class);
        }
        String root = page.getString("roots.hotline");
        assertThat(follower().has("hotline", root, "EXPORT-1")).isFalse();
        assertThat(follower().has("hotline", root, "EXPORT-2")).isTrue();
    }

    @Test
    void withdrawnRecordIsInNoFileAtOnce() {
        assertThat(sunwindow.read(LINES).asString()).contains("export-1");
        sunwindow.publish("hotline", "{\"withdraw\":\"export-1\"}");
        for (String format : List.of("ndjson", "changes")) {
            assertThat(sunwindow.read("/exports/hotline." + format).asString())
                    .doesNotContain("export-1")
                    .contains("export-2");
        }
    }

    @Test
    void recordThatIsWithdrawnWhileASheetWaitsIsNotInIt() throws Exception {
        sunwindow.read(LINES);
        var begin = new CountDownLatch(1);
        executor.run(() -> {
            try {
                return begin.await(10, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CompletionStage<ExportFiles.Export> sheet = files.get(kinds.get("hotline"), ExportFormat.CSV, null);
        sunwindow.publish("hotline", "{\"withdraw\":\"export-1\"}");
        begin.countDown();
        assertThat(Files.readString(sheet.toCompletableFuture().get().written().file()))
                .doesNotContain("export-1")
                .contains("export-2");
    }

    @Test
    void partsAndTagsAreThoseOfOneFile() {
        Response whole = uncompressed().get(LINES);
        byte[] bytes = whole.asByteArray();
        String etag = whole.header("ETag");
        assertThat(whole.header("Sunwindow-Revision")).isNotEmpty();
        assertThat(whole.header("Sunwindow-Root")).hasSize(64);
        Response part = uncompressed()
                .header("Range", "bytes=5-9")
                .header("If-Range", etag)
                .get(LINES);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 5-9/" + bytes.length);
        assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 5, 10));
        assertThat(uncompressed().header("If-None-Match", etag).get(LINES).statusCode())
                .isEqualTo(304);
        sunwindow.publish("hotline", hotline("export-3", "丙热线"));
        clock.forward(Duration.ofMinutes(2));
        Response changed = uncompressed()
                .header("Range", "bytes=5-9")
                .header("If-Range", etag)
                .get(LINES);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(uncompressed().head(LINES).header("Content-Length"))
                .isEqualTo(String.valueOf(changed.asByteArray().length));
    }

    /** The two forms of a file have tags of their own, so a part is never joined to the other form. */
    @Test
    void fileIsCompressedForWhoeverAcceptsIt() throws Exception {
        byte[] plain = uncompressed().get(LINES).asByteArray();
        HttpResponse<byte[]> gzip = raw("gzip", null);
        assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(gzip.headers().firstValue("Vary")).contains("Accept-Encoding");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain);
        }
        HttpResponse<byte[]> part = raw("gzip", "bytes=3-12");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(gzip.body(), 3, 13));
        assertThat(part.headers().firstValue("ETag")).isEqualTo(gzip.headers().firstValue("ETag"));
        HttpResponse<byte[]> refused = raw("gzip;q=0", null);
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(refused.headers().firstValue("ETag"))
                .isNotEqualTo(gzip.headers().firstValue("ETag"));
        assertThat(refused.body()).isEqualTo(plain);
    }

    private RequestSpecification uncompressed() {
        return sunwindow
                .request()
                // it would ask for gzip otherwise, whatever the header says
                .config(Sunwindow.AS_GIVEN.decoderConfig(
                        DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", "identity");
    }

    /** Sends a request without the decoding of REST-assured. */
    private HttpResponse<byte[]> raw(String encodings, String range) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sunwindow.base() + "/api/v1" + LINES))
                .header("Accept-Encoding", encodings);
        if (range != null) {
            request.header("Range", range);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exports/nothing.ndjson",
                "/exports/hotline.exe",
                "/exports/hotline",
                "/exports/nothing/tree",
                "/exports/..%2Fhotline.ndjson"
            })
    void unknownFileIsNotFound(String path) {
        sunwindow.get(path).then().statusCode(404).body(jsonAt("code", equalTo("path.not-found")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exports?x=1",
                "/exports/hotline.ndjson?x=1",
                "/exports/hotline.ndjson?notBefore=x",
                "/exports/hotline/tree?prefix=G",
                "/exports/hotline/tree?prefix=AB",
                "/exports/hotline/tree?prefix=ab&key=x",
                "/changes?size=0",
                "/changes?size=201",
                "/changes?wait=31",
                "/changes?kind=nothing",
                "/changes?keysOnly=1",
                "/changes?x=1",
                "/changes/stream?x=1"
            })
    void wrongParameterIsRefused(String path) {
        assertThat(sunwindow.get(path).statusCode()).isEqualTo(400);
    }
}
