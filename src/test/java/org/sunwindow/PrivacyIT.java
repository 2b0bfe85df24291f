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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Personal data sent in any field is neither stored, indexed, returned nor logged. */
class PrivacyIT {

    private static final String IDENTITY = "11010519491231002X";
    private static final String IDENTITY_AND_SPACES = "110105 1949 1231 002X";
    private static final String MOBILE = "13812345678";
    /** Other typings of a mobile number, which are kept as they were typed unless the check finds them. */
    private static final List<String> TYPINGS = List.of(
            "138－1234－5678",
            "138\u00a01234\u00a05678",
            "138\u20031234\u20035678",
            "138\u200b1234\u200b5678",
            "138\u00ad1234\u00ad5678",
            "①③⑧①②③④⑤⑥⑦⑧");

    private static final String NAME = "欧阳慕容";
    private static final String CODE = "QX7K93LMPD";
    private static final String WRONG_CODE = "ZZ8W41RTNB";
    private static final String END_USER = "oX7wechat-openid-of-somebody";
    private static final String CALLER = "caller-token-that-nobody-knows";
    private static final String SECRET_TEXT = "绝密的名单正文";
    private static final List<String> PLANTED = Stream.concat(
                    TYPINGS.stream(),
                    Stream.of(
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
                            SECRET_TEXT))
            .toList();

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
        var environment = new HashMap<>(PlantedCopies.settings());
        environment.putAll(Map.of("QUARKUS_LOG_LEVEL", "TRACE", "SUNWINDOW_CALLERS_PORTAL_TOKEN", CALLER));
        var levels = VALUES_LOGGED.stream()
                .map("-Dquarkus.log.category.\"%s\".level=TRACE"::formatted)
                .toArray(String[]::new);
        String minted;
        try (var database = LocalDatabase.temporary()) {
            try (var instance = new Instance(home.resolve("a"), database, Instance.jar("256m", levels), environment)) {
                Sunwindow sunwindow = instance.start();
                List<Response> responses = plant(sunwindow);
                responses.addAll(follow(sunwindow, database));
                minted = mint(sunwindow);
                sunwindow.publish("hotline", Sunwindow.sample("hotline"));
                responses.addAll(PlantedCopies.export(sunwindow));
                responses.forEach(response -> answers.add(response.asString()));
                responses.forEach(response -> answers.add(response.getHeaders().toString()));
                for (String planted : PLANTED) {
                    assertThat(sunwindow.find("/search", planted).getInt("total.value"))
                            .as(planted)
                            .isZero();
                }
            }
            String tables = tables(database, "PRIV-2026-1");
            assertNowhere("the database", tables);
            assertThat(tables).doesNotContain(minted);
            for (String table : List.of("webhook", "webhook_notice", "case_follower")) {
                assertThat(rows(database, table))
                        .as(table)
                        .isNotEmpty()
                        .doesNotContain(OF_CASES)
                        .doesNotContain(hex(OF_CASES));
            }
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
        PlantedCopies.texts(home.resolve("a/exports")).forEach((file, text) -> {
            assertNowhere(file, text);
            assertThat(text).as(file).doesNotContain(OF_CASES.subList(0, 2));
        });
    }

    /** A case is followed, and there is news of it that cannot be delivered. */
    private static List<Response> follow(Sunwindow sunwindow, LocalDatabase database) {
        var caller = new PlantedCopies.Caller(sunwindow, CALLER, END_USER);
        var personal = List.of(IDENTITY, IDENTITY_AND_SPACES, MOBILE);
        List<Response> responses = PlantedCopies.follow(caller, personal, "PRIV-2026-1", CODE);
        responses.add(sunwindow.send(
                "application",
                application("PRIV-2026-1", NAME, CODE, "")
                        .replace("\"status\":\"ACCEPTED\"", "\"status\":\"IN_REVIEW\"")
                        .replace("2026-11-10T10:20", "2026-11-12T10:20")));
        Sunwindow.await("news", () -> rows(database, "webhook_notice").contains("case.news"));
        return responses;
    }

    /** A text with personal data of each kind, and what of it must be nowhere afterwards. */
    private static final Map<String, List<String>> OF_EACH_KIND = Map.ofEntries(
            Map.entry("低保对象身份证号：42010619680412357X", List.of("42010619680412357X", "19680412357")),
            Map.entry("姓名\\t身份证号\\n郑*成\\t532128670815447", List.of("532128670815447")),
            Map.entry("请拨打其本人手机１５８１２３４５６７９", List.of("１５８１２３４５６７９", "15812345679")),
            Map.entry("姓名\\t家庭电话\\n李**\\t0371-86329512", List.of("86329512")),
            Map.entry("社保卡卡号 6222 0212 3456 7890 128", List.of("6222021234567890128", "3456 7890")),
            Map.entry("男方持护照，护照号码：E72839164", List.of("72839164")),
            Map.entry("户主,名下车辆\\n任*某,川A·7Q3X9", List.of("7Q3X9")),
            Map.entry("姓名,性别,类别\\n贺春贵,女,C类\\n唐素芳,男,B类\\n黎国成,女,C类", List.of("贺春贵", "唐素芳", "黎国成")),
            Map.entry("姓名,住址\\n孔*某,滨江丽景13栋3单元504室", List.of("13栋3单元", "504室")),
            Map.entry("姓名\\t病种\\n曾庆山\\t脑出血", List.of("曾庆山")),
            Map.entry("姓名 残疾类别 残疾等级\\n杜光财 视力残疾 一级", List.of("杜光财")),
            Map.entry("孤儿名册\\n杨紫萱，10岁，青石镇第二小学四年级", List.of("杨紫萱", "青石镇第二小学")));

    /**
     * Personal data of all kinds that was held in quarantine is gone, also from the memory of the running service. Requests pass
     * through direct memory, which a heap dump does not contain; the server reuses it for the next requests.
     */
    @Test
    void heldPersonalDataIsNowhere() throws Exception {
        List<String> planted =
                OF_EACH_KIND.values().stream().flatMap(List::stream).toList();
        String published = "留在内存中的标题";
        var answers = new StringBuilder();
        var environment = Map.of("QUARKUS_LOG_LEVEL", "TRACE", "SUNWINDOW_PUBLISHERS_BUREAU_RELEASES", "true");
        Path dump = home.resolve("heap.hprof");
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("b"), database, environment)) {
            Sunwindow sunwindow = instance.start();
            sunwindow.publish("disclosure", held("HEAP-0", published, "请遵照执行。"));
            var keys = new ArrayList<String>();
            for (String text : OF_EACH_KIND.keySet()) {
                keys.add("HEAP-" + (keys.size() + 1));
                for (String query :
                        List.of("disclosure&dryRun=true", "disclosure", "disclosure&async=true&fileName=a.ndjson")) {
                    Response run = sunwindow.send(query, held(keys.getLast(), "名单", text));
                    Json ended = ended(sunwindow, run.as(Json.class).getString("id"));
                    assertThat(ended.getInt("rejected")).as(text).isEqualTo(1);
                    answers.append(run.asString()).append(ended).append(sunwindow.rejects(ended));
                }
                for (String query : List.of("report=csv", "async=true")) {
                    Response sheet = sendSheet(sunwindow, query, keys.getLast(), text);
                    answers.append(sheet.asString()).append(sheet.getHeaders());
                }
            }
            Response quarantine = sunwindow.getAsPublisher("/quarantine");
            assertThat(quarantine.as(Json.class).<String>getList("items.key")).containsAll(keys);
            answers.append(quarantine.asString());
            String reason = OF_EACH_KIND.keySet().iterator().next();
            answers.append(sunwindow
                    .postAsPublisher(
                            "/quarantine/" + quarantine.as(Json.class).getString("items[0].id") + "/release",
                            "{\"reason\":\"" + reason + "\"}")
                    .asString());
            sunwindow.read("/disclosures/HEAP-0");
            String tables = tables(database, "HEAP-1");
            assertNowhere("the database", tables, planted);
            assertNowhere("binary columns", tables, hex(planted));
            jcmd(instance, "GC.run");
            jcmd(instance, "GC.heap_dump", dump.toString());
        }
        assertNowhere("the responses", answers.toString(), planted);
        assertNowhere("the log", Files.readString(home.resolve("b/log")), planted);
        try (var files = Files.walk(home.resolve("b/index"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertNowhere(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), latin(planted));
            }
        }
        assertThat(occurring(dump, List.of(published))).containsExactly(published);
        assertThat(occurring(dump, planted)).isEmpty();
    }

    /** Returns a run once it has ended, which one in the background does after the answer. */
    private static Json ended(Sunwindow sunwindow, String run) {
        var report = new AtomicReference<Json>();
        Sunwindow.await("the end of run " + run, () -> {
            report.set(sunwindow.getAsPublisher("/imports/" + run).as(Json.class));
            return report.get().getString("state").equals("COMPLETED");
        });
        return report.get();
    }

    private static Response sendSheet(Sunwindow sunwindow, String query, String key, String body) {
        String cell = body.replace("\\n", "\n").replace("\\t", "\t");
        Response answer = sunwindow
                .request()
                .header("Authorization", "Bearer " + sunwindow.token())
                .contentType("text/csv")
                .body("索引号,信息名称,发布机构,公开日期,公开属性,正文\n%s,名单,云川市民政局,2026-11-20,主动公开,\"%s\"\n"
                        .formatted(key, cell)
                        .getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=disclosure&" + query);
        if (query.equals("async=true")) {
            Json run = ended(sunwindow, answer.as(Json.class).getString("id"));
            assertThat(run.getInt("rejected")).as(body).isEqualTo(1);
        } else {
            assertThat(answer.header("Import-Summary")).as(body).contains("rejected=1");
        }
        return answer;
    }

    private static String held(String key, String title, String body) {
        return disclosure("title", "")
                .replace("{", "{\"indexNo\":\"" + key + "\",\"body\":\"" + body + "\",")
                .replace("\"名单 \"", "\"" + title + "\"");
    }

    private static void jcmd(Instance instance, String... command) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(instance.process().pid())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static List<String> hex(List<String> texts) {
        return texts.stream()
                .map(text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Texts as the bytes of their UTF-8, one character each. */
    private static List<String> latin(List<String> texts) {
        return texts.stream()
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Returns the texts that a file contains in UTF-8, or in UTF-16 as strings of Java hold them. */
    private static List<String> occurring(Path file, List<String> texts) throws IOException {
        var found = new LinkedHashSet<String>();
        int overlap = 200;
        var bytes = new byte[16 * 1024 * 1024];
        try (var in = Files.newInputStream(file)) {
            int kept = 0;
            for (int read; (read = in.readNBytes(bytes, kept, bytes.length - kept)) > 0; ) {
                int length = kept + read;
                String part = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                for (String text : texts) {
                    for (var charset :
                            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                        if (part.contains(new String(text.getBytes(charset), StandardCharsets.ISO_8859_1))) {
                            found.add(text);
                        }
                    }
                }
                kept = Math.min(overlap, length);
                System.arraycopy(bytes, length - kept, bytes, 0, kept);
            }
        }
        return List.copyOf(found);
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
        for (String typing : TYPINGS) {
            responses.add(sunwindow.send("disclosure", disclosure("body", typing)));
            // also wrong otherwise, so that the line itself would be kept
            responses.add(sunwindow.send("disclosure", "{\"body\":\"" + typing + "\",\"publishedAt\":\"?\"}"));
        }
        responses.add(sunwindow.send("disclosure", "{\"title\":\"坏的一行 " + IDENTITY + " " + MOBILE));
        responses.add(sunwindow.send("disclosure", "{\"" + MOBILE + "\":\"" + IDENTITY + "\"}"));
        responses.add(
                sunwindow.send("disclosure", disclosure("body", SECRET_TEXT).replace("主动公开", "不予公开")));
        responses.add(sunwindow.send("disclosure", "{\"disclosureAttribute\":\"不予公开\",\"body\":\"" + SECRET_TEXT));
        responses.add(sunwindow.send("office", "{\"id\":\"o-1\",\"name\":\"窗口 " + MOBILE + "\",\"type\":\"窗口\"}"));
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
            String run = response.as(Json.class).getString("id");
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
                .as(Json.class)
                .get("queryCode");
        sunwindow.ask("PRIV-2026-1", "QUERY_CODE", code).then().statusCode(200);
        return code;
    }

    private static String disclosure(String field, String text) {
        var fields = new LinkedHashMap<String, String>();
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
        assertNowhere(where, text, PLANTED);
    }

    private static void assertNowhere(String where, String text, List<String> all) {
        for (String planted : all) {
            assertThat(text.lines().filter(line -> line.contains(planted)).findFirst())
                    .as("%s in %s", planted, where)
                    .isEmpty();
        }
    }

    /** Every column of a table as text. */
    private static String rows(LocalDatabase database, String table) throws SQLException, IOException {
        var all = new StringBuilder();
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select t::text from " + table + " t")) {
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
        }
        return all.toString();
    }

    /** Every column of every table as text. */
    private static String tables(LocalDatabase database, String known) throws SQLException, IOException {
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
                    .contains(
                            "publication",
                            "import_reject",
                            "application_case",
                            "lookup_guard",
                            "lookup_audit",
                            "quarantine_entry",
                            "webhook",
                            "webhook_notice",
                            "case_follower");
            for (String name : names) {
                all.append(rows(database, name));
            }
        }
        assertThat(all.toString()).contains(known);
        return all.toString();
    }
}
