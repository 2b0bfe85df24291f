package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.fault.Fault;

/** Public reads continue while the database is down. Other requests are refused until it is back. */
class OutageIT {

    private static final List<String> READS = List.of(
            "/disclosures?q=%E4%BD%8E%E4%BF%9D&facets=year&highlight=true",
            "/disclosures/990100001%2F202606-00002",
            "/search?q=%E5%A9%9A%E5%A7%BB",
            "/organizations/org-yc-mzj",
            "/offices?near=30.3300,118.8000&radius=8000",
            "/divisions?parent=990100000000",
            "/search?q=%E6%AE%A1%E8%91%AC&facets=kind",
            "/disclosures?asOf=2026-01-01",
            // empty here
            "/notices",
            "/columns/tree",
            "/answers?facets=type",
            "/statistics/totals",
            "/statistics/annual-report?organization=org-yc-mzj&year=2025",
            "/site",
            "/catalog-items/coverage?from=2024-01-01&to=2024-12-31",
            "/catalog-items/changes?from=2024%E5%B9%B4%E7%89%88&to=2026%E5%B9%B4%E7%89%88",
            "/transfers?year=2026",
            "/calendar?from=2026-10-01&to=2026-10-10",
            "/calendar/deadline?start=2026-09-28&days=5");

    @TempDir
    Path home;

    @Fault(
            value = "PostgreSQL is killed, and the service is restarted without it",
            promise = "public reads give the same answers; lookups and imports are refused with 503 until it is back")
    void publicReadsContinueAndOtherRequestsAreRefusedWithRetryAfter() throws IOException {
        Path data = home.resolve("postgresql");
        LocalDatabase database = LocalDatabase.in(data, 0);
        try (var instance = new Instance(home.resolve("a"), database, Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s"))) {
            Sunwindow sunwindow = instance.start();
            sunwindow.publishSamples(
                    "division",
                    "organization",
                    "office",
                    "service",
                    "disclosure",
                    "answer",
                    "catalogItem",
                    "statistic",
                    "site",
                    "application");
            List<String> before =
                    READS.stream().map(read -> body(sunwindow, read)).toList();
            sunwindow.ask("990102261109000017", "QUERY_CODE", "408215").then().statusCode(200);

            database.kill();

            Sunwindow.await("readiness says so", () -> !isDatabaseReachable(sunwindow.ready()));
            assertThat(sunwindow.ready().statusCode()).as("still in service").isEqualTo(200);
            assertThat(READS.stream().map(read -> body(sunwindow, read)).toList())
                    .isEqualTo(before);
            assertThat(body(sunwindow, "/disclosures?q=%E5%8C%BB%E7%96%97%E6%95%91%E5%8A%A9"))
                    .as("first request for it, so not from the cache")
                    .contains("\"items\":[{");
            Response refused = sunwindow.ask("990102261109000017", "QUERY_CODE", "408215");
            refused.then().statusCode(503).body(jsonAt("code", equalTo("store.unavailable")));
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            sunwindow
                    .send("division", "{\"code\":\"990109\",\"name\":\"北塔新区\"}")
                    .then()
                    .statusCode(503)
                    .body(jsonAt("code", equalTo("store.unavailable")));

            instance.kill();
            instance.launch();
            Sunwindow.await(
                    "a restart without the database serves the public",
                    () -> sunwindow.ready().statusCode() == 200);
            assertThat(READS.stream().map(read -> body(sunwindow, read)).toList())
                    .isEqualTo(before);

            database = LocalDatabase.in(data, database.port());
            Sunwindow.await("readiness says so again", () -> isDatabaseReachable(sunwindow.ready()));
            sunwindow.ask("990102261109000017", "QUERY_CODE", "408215").then().statusCode(200);
            sunwindow.publish("division", "{\"code\":\"990109\",\"name\":\"北塔新区\"}");
            assertThat(body(sunwindow, "/divisions/990109000000")).contains("北塔新区");
        } finally {
            database.close();
        }
    }

    private static boolean isDatabaseReachable(Response ready) {
        return ready.as(Json.class).getBoolean("checks[name=database].data.reachable");
    }

    private static String body(Sunwindow sunwindow, String path) {
        return sunwindow.read(path).asString();
    }
}
