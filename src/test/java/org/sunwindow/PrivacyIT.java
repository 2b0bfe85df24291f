package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Personal data sent in any field is neither stored, indexed, returned nor logged. */
class PrivacyIT {

    private static final String IDENTITY = "11010519491231002X";
    private static final String IDENTITY_AND_SPACES = "110105 1949 1231 002X";
    private static final String MOBILE = "13812345678";
    private static final String NAME = "欧阳慕容";
    private static final String CODE = "QX7K93LMPD";
    private static final String WRONG_CODE = "ZZ8W41RTNB";
    private static final String END_USER = "oX7wechat-openid-of-somebody";
    private static final String CALLER = "caller-token-that-nobody-knows";
    private static final String SECRET_TEXT = "绝密的名单正文";
    private static final List<String> PLANTED = List.of(
            IDENTITY,
            IDENTITY_AND_SPACES,
            "19491231002",
            MOBILE,
            "１３８１２３４５６７８",
            NAME,
            "欧阳慕",
            CODE,
            WRONG_CODE,
            END_USER,
            CALLER,
            SECRET_TEXT);

    /** What the log does not contain besides: what a case is stored and looked up by. */
    private static final List<String> OF_CASES = List.of("PRIV-2026", "PRIV20261", "临时救助", "欧**容");

    /** Categories that log values below INFO, by themselves or with their parents. */
    private static final List<String> VALUES_LOGGED = List.of(
            "org.hibernate",
            "org.hibernate.orm.jdbc.bind",
            "org.hibernate.orm.jdbc.extract",
            "org.hibernate.orm.results",
            "org.hibernate.internal.util.EntityPrinter",
            "org.hibernate.event",
            "org.hibernate.validator",
            "org.postgresql",
            "org.postgresql.core.v3.QueryExecutorImpl");

    @TempDir
    Path home;

    @Test
    void personalDataIsNeitherStoredNorIndexedNorLogged() throws Exception {
        var answers = new ArrayList<String>();
        var environment = Map.of("QUARKUS_LOG_LEVEL", "TRACE", "SUNWINDOW_CALLERS_PORTAL_TOKEN", CALLER);
        var levels = VALUES_LOGGED.stream()
                .map("-Dquarkus.log.category.\"%s\".level=TRACE"::formatted)
                .toArray(String[]::new);
        String minted;
        try (var database = LocalDatabase.temporary()) {
            try (var instance = new Instance(home.resolve("a"), database, Instance.jar("256m", levels), environment)) {
                Sunwindow sunwindow = instance.start();
                List<Response> responses = plant(sunwindow);
                minted = mint(sunwindow);
                responses.forEach(response -> answers.add(response.asString()));
                responses.forEach(response -> answers.add(response.getHeaders().toString()));
                for (String planted : PLANTED) {
                    assertThat(sunwindow.find("/search", planted).getInt("total.value"))
                            .as(planted)
                            .isZero();
                }
            }
            String tables = tables(database);
            assertNowhere("the database", tables);
            assertThat(tables).doesNotContain(minted);
        }
        assertThat(Files.readString(home.resolve("a/log"))).doesNotContain(minted);
        assertNowhere("the responses", String.join("\n", answers));
        // includes the logs of the searches above
        String log = Files.readString(home.resolve("a/log"));
        assertNowhere("the log", log);
        assertThat(log).contains(" DEBUG ").doesNotContain(OF_CASES);
        try (var files = Files.walk(home.resolve("a/index"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertNowhere(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
    }

    private static List<Response> plant(Sunwindow sunwindow) {
        var responses = new ArrayList<Response>();
        for (String text : List.of(
                IDENTITY,
                IDENTITY_AND_SPACES,
                "１１０１０５１９４９１２３１００２Ｘ",
                MOBILE,
                "138-1234-5678",
                "+86" + MOBILE,
                "１３８１２３４５６７８")) {
            for (String field : List.of("title", "summary", "body", "docNo", "howToApply", "source")) {
                responses.add(sunwindow.send("disclosure", disclosure(field, text)));
            }
        }
        responses.add(sunwindow.send("disclosure", "{\"title\":\"坏的一行 " + IDENTITY + " " + MOBILE));
        responses.add(sunwindow.send("disclosure", "{\"" + MOBILE + "\":\"" + IDENTITY + "\"}"));
        responses.add(
                sunwindow.send("disclosure", disclosure("body", SECRET_TEXT).replace("主动公开", "不予公开")));
        responses.add(sunwindow.send("disclosure", "{\"disclosureAttribute\":\"不予公开\",\"body\":\"" + SECRET_TEXT));
        responses.add(sunwindow.send(
                "office", "{\"id\":\"o-1\",\"name\":\"窗口\",\"type\":\"窗口\",\"phones\":[\"" + MOBILE + "\"]}"));
        responses.add(sunwindow.send("office", "{\"id\":\"o-2\",\"name\":\"窗口\",\"type\":\"窗口\"}"));
        responses.add(sunwindow.send("office", "{\"withdraw\":\"o-2\",\"reason\":\"" + MOBILE + " 来电要求\"}"));
        responses.add(sunwindow.send("office", "{\"withdraw\":\"" + IDENTITY + "\"}"));
        responses.add(sunwindow.send(
                "disclosure",
                "{\"title\":\"\",\"body\":\"" + SECRET_TEXT
                        + "\",\"disclosureAttribute\":\"\\u4e0d\\u4e88\\u516c\\u5f00\"}"));
        responses.add(sunwindow.send("application", application("PRIV-2026-1", NAME, CODE, NAME + "到场")));
        responses.add(sunwindow.send("application", application("PRIV-2026-2", NAME, CODE, IDENTITY)));
        responses.add(sunwindow.send("application", application("PRIV-2026-3", NAME, CODE, MOBILE)));
        responses.add(sunwindow.send("application", application(IDENTITY, NAME, CODE, "")));
        for (String code : List.of(MOBILE, NAME, CODE)) {
            responses.add(sunwindow.send(
                    "application",
                    application("PRIV-2026-4", NAME, CODE, "")
                            .replace(
                                    "\"status\":\"ACCEPTED\"",
                                    "\"source\":\"gateway\",\"sourceStatus\":\"%s\"".formatted(code))));
        }
        responses.add(sunwindow.send("application", "{\"applicantName\":\"" + NAME + "\",\"idNo\":\"" + IDENTITY));
        var rejects = new ArrayList<Response>();
        for (Response response : responses) {
            String run = response.jsonPath().getString("id");
            rejects.add(sunwindow
                    .request()
                    .header("Authorization", "Bearer " + sunwindow.token())
                    .get("/imports/" + run + "/rejects"));
        }
        responses.addAll(rejects);
        responses.add(sunwindow.ask("PRIV-2026-1", "QUERY_CODE", WRONG_CODE));
        responses.add(sunwindow.ask("PRIV-2026-1", "QUERY_CODE", CODE));
        responses.getLast().then().statusCode(200);
        responses.add(sunwindow.ask(IDENTITY, "QUERY_CODE", CODE));
        for (String path : List.of("/status-queries", "/status-queries?code=" + CODE)) {
            responses.add(sunwindow
                    .request()
                    .contentType("application/json")
                    .header("Authorization", "Bearer " + CALLER)
                    .header("End-User", END_USER)
                    .body("{\"applicationNo\":\"PRIV-2026-1\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"%s\"}}"
                            .formatted(WRONG_CODE))
                    .post(path));
        }
        responses.add(sunwindow.ask("PRIV-2026-9", "ID_TAIL", IDENTITY));
        responses.add(sunwindow.ask("PRIV-2026-9", "PHONE_TAIL", MOBILE));
        responses.add(sunwindow
                .request()
                .contentType("application/json")
                .body(("{\"applicationNo\":\"PRIV-2026-1\",\"code\":\"" + CODE).getBytes(StandardCharsets.UTF_8))
                .post("/status-queries?code=" + CODE));
        return responses;
    }

    /** A code that is shown here, and nowhere else. */
    private static String mint(Sunwindow sunwindow) {
        String code = sunwindow
                .request()
                .header("Authorization", "Bearer " + sunwindow.token())
                .contentType("application/json")
                .body("{\"applicationNo\":\"PRIV-2026-1\"}")
                .post("/receipts")
                .then()
                .statusCode(201)
                .extract()
                .path("queryCode");
        sunwindow.ask("PRIV-2026-1", "QUERY_CODE", code).then().statusCode(200);
        return code;
    }

    private static String disclosure(String field, String text) {
        var fields = new java.util.LinkedHashMap<String, String>();
        fields.put("title", "名单");
        fields.put("publisher", "云川市民政局");
        fields.put("publishedAt", "2026-11-20");
        fields.put("disclosureAttribute", "主动公开");
        fields.merge(field, text, (old, added) -> old + " " + added);
        var line = new StringBuilder("{");
        fields.forEach((name, value) ->
                line.append(line.length() > 1 ? "," : "").append("\"%s\":\"%s\"".formatted(name, value)));
        return line.append('}').toString();
    }

    private static String application(String number, String name, String code, String note) {
        return """
                {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助","applicantName":"%s","status":"ACCEPTED",\
                "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-10T10:20:00+08:00",\
                "history":[{"at":"2026-11-09T10:20:00+08:00","status":"SUBMITTED","text":"经办 %s"}],\
                "factors":[{"type":"QUERY_CODE","value":"%s"}]}""".formatted(number, name, note, code);
    }

    private static void assertNowhere(String where, String text) {
        for (String planted : PLANTED) {
            assertThat(text.lines().filter(line -> line.contains(planted)).findFirst())
                    .as("%s in %s", planted, where)
                    .isEmpty();
        }
    }

    /** Every column of every table as text. */
    private static String tables(LocalDatabase database) throws SQLException, IOException {
        var all = new StringBuilder();
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var tables = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'public'")) {
                while (tables.next()) {
                    names.add(tables.getString(1));
                }
            }
            assertThat(names)
                    .contains("publication", "import_reject", "application_case", "lookup_guard", "lookup_audit");
            for (String name : names) {
                try (var rows = statement.executeQuery("select t::text from " + name + " t")) {
                    while (rows.next()) {
                        all.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        assertThat(all.toString()).contains("PRIV-2026-1");
        return all.toString();
    }
}
