package org.sunwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.outbound.Backoff;

/** Webhooks, and following cases, over HTTP. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebhookApiTest {

    private static final String CALLER = "demo-caller-token-not-for-production";
    private static final String ADDRESS = "https://portal.yunchuan.example/hook?token=secret";
    private static final AtomicInteger CASES = new AtomicInteger();

    private static final String LINE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","applicantName":"王建国",\
            "status":"%s","submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"%s",\
            "history":[{"at":"2026-11-09T10:20:00+08:00","status":"SUBMITTED"}],\
            "factors":[{"type":"QUERY_CODE","value":"482913"}]}""";

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    @Inject
    Notices notices;

    @Inject
    Messages messages;

    @Inject
    Announcer announcer;

    @Inject
    WebhookSettings settings;

    private final List<String> sent = new ArrayList<>();
    private Sunwindow sunwindow;

    @BeforeEach
    void start() throws SQLException {
        sunwindow = Sunwindow.underTest();
        execute("delete from webhook");
    }

    @AfterEach
    void end() throws SQLException {
        clock.reset();
        execute("delete from webhook");
        execute("update webhook_position set until = '1970-01-01T00:00:00Z'");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Response call(Method method, String path, String body) {
        return call(CALLER, method, path, body);
    }

    private Response call(String token, Method method, String path, String body) {
        var request = sunwindow.request().header("Authorization", "Bearer " + token);
        return (body == null ? request : request.contentType("application/json").body(body)).request(method, path);
    }

    private Response create(String members) {
        return call(Method.POST, "/webhooks", "{\"address\":\"%s\"%s}".formatted(ADDRESS, members));
    }

    private String created(String members) {
        return create(members)
                .then()
                .statusCode(201)
                .body(jsonAt("secret", startsWith("whsec_")))
                .extract()
                .as(Json.class)
                .getString("webhook.id");
    }

    private void deliver() throws Exception {
        announcer.announce();
        new Deliverer(
                        notices,
                        messages,
                        message -> sent.add(message.body()),
                        scope -> Set.of("demo"),
                        settings,
                        new Backoff(settings.longestWait(), () -> 1),
                        clock)
                .deliver();
    }

    @Test
    void webhookIsCreatedListedPausedAndDeleted() {
        String id = created(",\"kinds\":[\"notice\"],\"description\":\"门户首页\"");
        Json list = call(Method.GET, "/webhooks", null).as(Json.class);
        assertThat(list.<String>getList("items.id")).containsExactly(id);
        assertThat(list.getString("items[0].address")).isEqualTo(ADDRESS);
        assertThat(call(Method.GET, "/webhooks", null).asString()).doesNotContain("whsec_");
        call(Method.PATCH, "/webhooks/" + id, "{\"paused\":true}")
                .then()
                .statusCode(200)
                .body(jsonAt("paused", equalTo(true)));
        call(Method.POST, "/webhooks/" + id + "/secrets", null)
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body(jsonAt("secret", startsWith("whsec_")));
        // the name leads nowhere
        call(Method.POST, "/webhooks/" + id + "/test", null)
                .then()
                .statusCode(422)
                .body(jsonAt("code", equalTo("webhook.undelivered")));
        call(Method.GET, "/webhooks/" + id + "/dead-letters", null)
                .then()
                .statusCode(200)
                .body(jsonAt("items", hasSize(0)));
        call(Method.POST, "/webhooks/" + id + "/dead-letters/resend", "{}")
                .then()
                .statusCode(200)
                .body(jsonAt("count", equalTo(0)));
        call(Method.DELETE, "/webhooks/" + id, null).then().statusCode(204);
        call(Method.GET, "/webhooks/" + id, null)
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("webhook.not-found")));
        call(Method.GET, "/webhooks/x", null).then().statusCode(404);
    }

    @Test
    void addressesThatAreNotAllowedAreRefused() {
        for (String address : List.of(
                "http://portal.yunchuan.example/a",
                "https://other.example/a",
                "https://127.0.0.1/a",
                "https://portal.yunchuan.example/a#b",
                "https://u@portal.yunchuan.example/",
                "portal")) {
            call(Method.POST, "/webhooks", "{\"address\":\"%s\"}".formatted(address))
                    .then()
                    .statusCode(422)
                    .body(jsonAt("code", equalTo("webhook.address")));
        }
        create(",\"kinds\":[\"nothing\"]").then().statusCode(400).body(jsonAt("code", equalTo("body.invalid")));
        create(",\"events\":[\"webhook.test\"]").then().statusCode(400);
    }

    @Test
    void personalDataIsNotStored() {
        for (String members :
                List.of(",\"description\":\"联系人手机13812345678\"", ",\"publishers\":[\"11010519491231002X\"]")) {
            create(members)
                    .then()
                    .statusCode(400)
                    .body(jsonAt("code", equalTo("body.invalid")))
                    .body(not(containsString("13812345678")))
                    .body(not(containsString("11010519491231002X")));
        }
    }

    @Test
    void callerHasAsManyWebhooksAsItMay() {
        for (int i = 0; i < settings.maxPerCaller(); i++) {
            created("");
        }
        create("").then().statusCode(409).body(jsonAt("code", equalTo("webhook.limit")));
    }

    @Test
    void onlyCallersWithTheScopeHaveWebhooks() {
        sunwindow.request().get("/webhooks").then().statusCode(401);
        call(Sunwindow.TOKEN, Method.GET, "/webhooks", null)
                .then()
                .statusCode(401)
                .body(jsonAt("code", equalTo("caller.unauthorized")));
        for (String path : List.of("/webhooks", "/case-subscriptions/8e03978e-40d5-43e8-bc93-6894a57f9324")) {
            call("reader-caller-token-not-for-production", Method.GET, path, null)
                    .then()
                    .body(jsonAt("code", equalTo("caller.scope")));
        }
    }

    @Test
    void changeOfARecordIsTold() throws Exception {
        created(",\"kinds\":[\"hotline\"]");
        // another test may have published the sample before
        sunwindow.publish("hotline", "{\"withdraw\":\"hot-yc-12345\"}");
        sunwindow.publish("hotline", Sunwindow.sample("hotline"));
        deliver();
        assertThat(sent)
                .isNotEmpty()
                .allSatisfy(body ->
                        assertThat(body).contains("\"kind\":\"hotline\"").contains("\"type\":\"CHANGED\""));
    }

    private String imported(String number, String status, String updatedAt) {
        Json run = sunwindow.publish("application", LINE.formatted(number, status, updatedAt));
        assertThat(run.getInt("rejected")).isZero();
        return number;
    }

    private Response follow(String webhook, String number, String code) {
        return call(Method.POST, "/case-subscriptions", """
                        {"webhook":"%s","applicationNo":"%s","factor":{"type":"QUERY_CODE","value":"%s"}}""".formatted(webhook, number, code));
    }

    @Test
    void followerHearsOfEveryChangeAndNothingElse() throws Exception {
        String number =
                imported("FOLLOW-2026-%d".formatted(CASES.incrementAndGet()), "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        String webhook = created(",\"events\":[\"case.news\"]");
        String id = follow(webhook, number, "482913")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .getString("id");
        deliver();
        assertThat(sent).isEmpty();
        imported(number, "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        deliver();
        assertThat(sent).as("nothing has changed").isEmpty();
        imported(number, "NEED_SUPPLEMENT", "2026-11-11T09:00:00+08:00");
        deliver();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst())
                .matches("\\{\"id\":\"[0-9a-f-]{36}\",\"event\":\"case.news\",\"subscription\":\"%s\"}".formatted(id));
        imported(number, "CLOSED_GRANTED", "2026-11-12T09:00:00+08:00");
        deliver();
        assertThat(sent).hasSize(2);
        Json followed = call(Method.GET, "/case-subscriptions/" + id, null).as(Json.class);
        assertThat(followed.getString("expiresAt")).isEqualTo("2026-12-12T09:00:00+08:00");
        clock.forward(Duration.ofDays(20));
        imported(number, "CLOSED_DENIED", "2026-11-13T09:00:00+08:00");
        clock.forward(Duration.ofDays(10));
        call(Method.GET, "/case-subscriptions/" + id, null)
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("follower.not-found")));
    }

    @Test
    void tablesTellNeitherWhoNorWhat() throws Exception {
        String number =
                imported("FOLLOW-2026-%d".formatted(CASES.incrementAndGet()), "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        String webhook = created(",\"events\":[\"case.news\"]");
        follow(webhook, number, "482913").then().statusCode(201);
        imported(number, "NEED_SUPPLEMENT", "2026-11-11T09:00:00+08:00");
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select f::text || n::text || w::text from case_follower f join webhook w on w.id = f.webhook"
                                + " join webhook_notice n on n.webhook = w.id")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).doesNotContain(number, "482913", "王", "NEED_SUPPLEMENT", "临时救助");
        }
    }

    @Test
    void followingIsGuardedLikeALookup() {
        String number =
                imported("FOLLOW-2026-%d".formatted(CASES.incrementAndGet()), "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        String webhook = created(",\"events\":[\"case.news\"]");
        String wrong = follow(webhook, number, "000000")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String unknown = follow(webhook, "NO-SUCH-CASE", "482913")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertThat(wrong.replaceFirst("\"requestId\":\"[^\"]*\"", ""))
                .contains("lookup.no-match")
                .isEqualTo(unknown.replaceFirst("\"requestId\":\"[^\"]*\"", ""));
        for (int i = 1; i < 5; i++) {
            follow(webhook, number, "00000" + i).then().statusCode(404);
        }
        follow(webhook, number, "482913").then().statusCode(429).body(jsonAt("code", equalTo("lookup.locked")));
        sunwindow.ask(number, "QUERY_CODE", "482913").then().statusCode(429);
    }

    @Test
    void followerEndsWithItsNewsAndWithTheCase() throws Exception {
        String number =
                imported("FOLLOW-2026-%d".formatted(CASES.incrementAndGet()), "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        String webhook = created(",\"events\":[\"case.news\"]");
        String id = follow(webhook, number, "482913").as(Json.class).getString("id");
        String other = follow(webhook, number, "482913").as(Json.class).getString("id");
        imported(number, "NEED_SUPPLEMENT", "2026-11-11T09:00:00+08:00");
        call(Method.DELETE, "/case-subscriptions/" + id, null).then().statusCode(204);
        call(Method.DELETE, "/case-subscriptions/" + id, null).then().statusCode(404);
        deliver();
        assertThat(sent).hasSize(1).first().asString().contains(other);
        sunwindow.publish("application", "{\"withdraw\":\"%s\"}".formatted(number));
        call(Method.GET, "/case-subscriptions/" + other, null).then().statusCode(404);
    }

    @Test
    void webhookMustBeForNewsOfCases() {
        String number =
                imported("FOLLOW-2026-%d".formatted(CASES.incrementAndGet()), "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        follow(created(""), number, "482913").then().statusCode(404).body(jsonAt("code", equalTo("webhook.not-found")));
    }

    @Test
    void caseHasAFewFollowersOfAWebhook() {
        String number =
                imported("FOLLOW-2026-%d".formatted(CASES.incrementAndGet()), "IN_REVIEW", "2026-11-10T09:00:00+08:00");
        String webhook = created(",\"events\":[\"case.news\"]");
        for (int i = 0; i < 20; i++) {
            follow(webhook, number, "482913").then().statusCode(201);
        }
        follow(webhook, number, "482913").then().statusCode(409).body(jsonAt("code", equalTo("follower.limit")));
    }
}
