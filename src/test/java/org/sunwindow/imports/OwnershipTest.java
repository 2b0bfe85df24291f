package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Identifier;
import org.sunwindow.Json;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FailureScope;

/**
 * Two publishers try to read, change, withdraw, reopen and take over what belongs to the other. Each attempt is refused,
 * changes nothing, and of cases it does not even tell whether they exist.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class OwnershipTest {

    private static final Map<String, String> TOKENS =
            Map.of("demo", Sunwindow.TOKEN, "bureau", "bureau-publisher-token-not-for-production");

    /** Fields by which an answer differs from every other. */
    private static final String[] ALWAYS_DIFFERENT = {"id", "startedAt", "finishedAt"};

    private static final String KEYS =
            "service=code,organization=id,office=id,hotline=id,division=code,disclosure=indexNo,notice=id,column=id,catalogItem=id,"
                    + "answer=id,statistic=id";
    private static final String CASE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"%s",\
            "submittedAt":"2026-11-09T10:00:00+08:00","updatedAt":"%s","history":[],\
            "factors":[{"type":"QUERY_CODE","value":"482913"}]}""";

    @Inject
    AgroalDataSource database;

    @Inject
    FactorHashes hashes;

    @BeforeEach
    void awaitSchema() {
        Sunwindow demo = client("demo");
        Sunwindow.await("ready", () -> demo.ready().statusCode() == 200);
    }

    /** An attempt of a publisher on records of another. */
    private record Attempt(String of, String on, String kind, Action action) {

        @Override
        public String toString() {
            return "%s: %s of %s, %s".formatted(of, kind, on, action);
        }
    }

    /** What a publisher tries. All but the last four are writes, of which the audit tells. */
    private enum Action {
        CHANGE,
        CHANGE_DRY,
        CHANGE_AMONG_OWN,
        WITHDRAW,
        WITHDRAW_DRY,
        REOPEN,
        CLOSE,
        CLOSE_DRY,
        CLOSE_BY_INVALID_LINE,
        RECEIPT,
        HAND_OVER,
        HAND_OVER_ONE,
        READ_RUN,
        READ_REJECTS;

        boolean isWrite() {
            return compareTo(HAND_OVER) < 0;
        }

        /** Of a case, because a number that does not exist leaves the same row. */
        boolean hidesTheOwner() {
            return this == WITHDRAW || this == WITHDRAW_DRY || this == RECEIPT;
        }
    }

    static List<Attempt> attempts() {
        var attempts = new ArrayList<Attempt>();
        for (String of : TOKENS.keySet()) {
            String on = of.equals("demo") ? "bureau" : "demo";
            for (String kind : kinds().toList()) {
                Stream.of(
                                Action.CHANGE,
                                Action.CHANGE_DRY,
                                Action.CHANGE_AMONG_OWN,
                                Action.WITHDRAW,
                                Action.WITHDRAW_DRY,
                                Action.REOPEN,
                                Action.HAND_OVER)
                        .forEach(action -> attempts.add(new Attempt(of, on, kind, action)));
            }
            Stream.of(Action.CLOSE, Action.CLOSE_DRY, Action.CLOSE_BY_INVALID_LINE)
                    .forEach(action -> attempts.add(new Attempt(of, on, "disclosure", action)));
            Stream.of(
                            Action.CHANGE,
                            Action.CHANGE_DRY,
                            Action.CHANGE_AMONG_OWN,
                            Action.WITHDRAW,
                            Action.WITHDRAW_DRY,
                            Action.RECEIPT,
                            Action.HAND_OVER,
                            Action.HAND_OVER_ONE,
                            Action.READ_RUN,
                            Action.READ_REJECTS)
                    .forEach(action -> attempts.add(new Attempt(of, on, "application", action)));
        }
        return attempts;
    }

    private static Stream<String> kinds() {
        return Stream.of(KEYS.split(",")).map(entry -> entry.split("=")[0]).filter(Sunwindow::hasSample);
    }

    @Test
    void thereAreAtLeastFortyAttemptsOfEachPublisher() {
        assertThat(attempts().stream().filter(attempt -> attempt.of().equals("demo")))
                .hasSizeGreaterThanOrEqualTo(40);
        assertThat(attempts().stream().filter(attempt -> attempt.of().equals("bureau")))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void attemptIsRefusedAndChangesNothing(Attempt attempt) throws SQLException {
        Sunwindow owner = client(attempt.on());
        Sunwindow other = client(attempt.of());
        String kind = attempt.kind();
        String line = line(kind, attempt.on(), "A");
        String key = key(kind, line);
        Json stored = imported(owner, kind, line, false);
        String run = stored.getString("id");
        imported(other, kind, line(kind, attempt.of(), "OWN"), false);
        if (attempt.action() == Action.REOPEN) {
            line = line(kind, attempt.on(), "B");
            imported(owner, kind, line, false);
            imported(owner, kind, withdrawal(key(kind, line)), false);
        }
        List<String> before = state();
        List<String> refused = refusals(kind, key(kind, line));
        switch (attempt.action()) {
            case CHANGE -> assertForeign(other, imported(other, kind, changed(line), false));
            case CHANGE_DRY -> assertForeign(other, imported(other, kind, changed(line), true));
            case REOPEN -> assertForeign(other, imported(other, kind, line, false));
            case CHANGE_AMONG_OWN -> {
                String own = line(kind, attempt.of(), "OWN");
                Json among = imported(other, kind, own + "\n" + changed(line) + "\n" + own, false);
                assertThat(among.getInt("unchanged")).isEqualTo(2);
                assertForeign(other, among);
            }
            case WITHDRAW, WITHDRAW_DRY -> {
                boolean dry = attempt.action() == Action.WITHDRAW_DRY;
                Json foreign = imported(other, kind, withdrawal(key), dry);
                if (kind.equals("application")) {
                    Json unknown = imported(other, kind, withdrawal("NO-SUCH-CASE-1"), dry);
                    assertThat(comparable(foreign)).isEqualTo(comparable(unknown));
                    assertThat(other.rejects(foreign).toString().replace(key, "NO-SUCH-CASE-1"))
                            .isEqualTo(other.rejects(unknown).toString());
                } else {
                    assertForeign(other, foreign);
                }
            }
            case CLOSE, CLOSE_DRY, CLOSE_BY_INVALID_LINE -> {
                String closed = attempt.action() == Action.CLOSE_BY_INVALID_LINE
                        ? "{\"indexNo\":\"%s\",\"disclosureAttribute\":\"不予公开\"}".formatted(key)
                        : line.replace("主动公开", "不予公开");
                Json gate = imported(other, kind, closed, attempt.action() == Action.CLOSE_DRY);
                assertThat(gate.getInt("rejected")).isEqualTo(1);
                assertThat(gate.getInt("withdrawn")).isZero();
                assertThat(other.rejects(gate).getList("items.code")).contains("publisher.foreign");
            }
            case RECEIPT -> {
                Response foreign = receipt(other, key);
                Response unknown = receipt(other, "NO-SUCH-CASE-1");
                assertThat(foreign.statusCode()).isEqualTo(404);
                assertThat(foreign.asString()).isEqualTo(unknown.asString());
                assertThat(foreign.headers().asList())
                        .isEqualTo(unknown.headers().asList());
            }
            case HAND_OVER -> assertRefused(handOver(other, attempt, ""), 403, "publisher.foreign");
            case HAND_OVER_ONE -> {
                String keys = ",\"keys\":[\"%s\"]";
                Response foreign = handOver(other, attempt, keys.formatted(key));
                Response unknown = handOver(other, attempt, keys.formatted("NO-SUCH-CASE-1"));
                assertRefused(foreign, 403, "publisher.foreign");
                assertThat(foreign.asString()).isEqualTo(unknown.asString());
            }
            case READ_RUN -> assertRefused(other.getAsPublisher("/imports/" + run), 404, "import.not-found");
            case READ_REJECTS ->
                assertRefused(other.getAsPublisher("/imports/" + run + "/rejects"), 404, "import.not-found");
        }
        assertThat(state()).isEqualTo(before);
        var told = new ArrayList<>(refusals(kind, key(kind, line)));
        refused.forEach(told::remove);
        assertThat(told).isEqualTo(attempt.action().isWrite() ? List.of(refusal(attempt)) : List.of());
    }

    /** Who was refused a record, and whose it is and stays. */
    private List<String> refusals(String kind, String key) throws SQLException {
        return new Rows(database)
                .select("select format('%s %s %s', publisher, from_owner, to_owner) from write_audit"
                        + " where action = 'REFUSED' and kind = '" + kind + "' and (key = '" + Identifier.canonical(key)
                        + "' or key_hash = decode('"
                        + HexFormat.of().formatHex(hashes.of(FailureScope.NUMBER, key)) + "', 'hex'))");
    }

    private static String refusal(Attempt attempt) {
        boolean hidden =
                attempt.kind().equals("application") && attempt.action().hidesTheOwner();
        return hidden ? attempt.of() + "  " : "%s %s %2$s".formatted(attempt.of(), attempt.on());
    }

    /** The records with all their columns, and the audit without refusals. */
    private List<String> state() throws SQLException {
        return new Rows(database).select("""
                select p::text from publication p union all
                select c::text from application_case c union all
                select a::text from write_audit a where action <> 'REFUSED' order by 1""");
    }

    private static void assertForeign(Sunwindow other, Json run) {
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(run.getInt("created") + run.getInt("changed") + run.getInt("withdrawn"))
                .isZero();
        Json rejects = other.rejects(run);
        assertThat(rejects.getList("items[*severity=FAULT].code")).containsExactly("publisher.foreign");
        assertThat(rejects.getString("items[severity=FAULT].message")).contains("其他发布方");
    }

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.as(Json.class).<String>get("code")).isEqualTo(code);
    }

    private static Map<String, Object> comparable(Json run) {
        var fields = new HashMap<String, Object>(run.getMap(""));
        for (String field : ALWAYS_DIFFERENT) {
            fields.remove(field);
        }
        return fields;
    }

    // ---- requests ----

    private static Sunwindow client(String publisher) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, TOKENS.get(publisher));
    }

    private static Json imported(Sunwindow by, String kind, String lines, boolean dryRun) {
        return by.send(kind + "&dryRun=" + dryRun, lines)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
    }

    private static Response receipt(Sunwindow by, String number) {
        return by.postAsPublisher("/receipts", "{\"applicationNo\":\"%s\"}".formatted(number));
    }

    private static Response handOver(Sunwindow by, Attempt attempt, String keys) {
        return by.postAsPublisher(
                "/handovers",
                "{\"from\":\"%s\",\"to\":\"%s\",\"kind\":\"%s\"%s}"
                        .formatted(attempt.on(), attempt.of(), attempt.kind(), keys));
    }

    // ---- lines ----

    /**
     * A record of a publisher: a line of the sample data, of which each publisher has others, or a case. It speaks for no
     * organization of the sample data.
     */
    private static String line(String kind, String publisher, String which) {
        if (kind.equals("application")) {
            return CASE.formatted(
                    "OWN-" + publisher.toUpperCase() + "-" + which, "IN_REVIEW", "2026-11-12T09:00:00+08:00");
        }
        int number = List.of("A", "B", "OWN").indexOf(which) * 2 + (publisher.equals("demo") ? 0 : 1);
        return Sunwindow.sample(kind)
                .split("\n")[number]
                .replaceAll("\"organization\": ?\"[^\"]*\"", "\"organization\":\"org-ys-tjj\"")
                .replaceAll("\"publisher\": ?\"[^\"]*\"", "\"publisher\":\"远山市统计局\"");
    }

    private static String key(String kind, String line) {
        String field = kind.equals("application")
                ? "applicationNo"
                : Stream.of(KEYS.split(","))
                        .filter(entry -> entry.startsWith(kind + "="))
                        .findFirst()
                        .orElseThrow()
                        .split("=")[1];
        return Json.of(line).getString(field);
    }

    private static String changed(String line) {
        return line.replace("IN_REVIEW", "CLOSED_DENIED")
                .replace("2026-11-12T09:00:00", "2026-11-13T09:00:00")
                .replaceFirst("\"(name|title)\": ?\"", "\"$1\":\"新");
    }

    private static String withdrawal(String key) {
        return "{\"withdraw\":\"%s\"}".formatted(key);
    }
}
