package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What a publisher says of the records of another counts if it may write them, or if they say so themselves. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ForeignStatementsTest {

    private static final String CITY = "990100";
    private static final String DONGHU = "990102";
    private static final List<String> KEYS = List.of("FS-OLD", "FS-NEW", "FS-MORE");

    @Inject
    AgroalDataSource database;

    private Sunwindow demo;
    private Sunwindow bureau;
    private Sunwindow donghu;
    private Sunwindow administrator;

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    @BeforeEach
    void connect() {
        demo = client(Sunwindow.TOKEN);
        bureau = client("bureau-publisher-token-not-for-production");
        donghu = client("donghu-publisher-token-not-for-production");
        administrator = client("administrator-token-not-for-production");
        Sunwindow.await("ready", () -> demo.ready().statusCode() == 200);
    }

    /** The next test starts with records that nobody has sent. */
    @AfterEach
    void forget() throws SQLException {
        KEYS.forEach(key -> administrator.publish("disclosure", withdrawal(key)));
        administrator.publish("service", withdrawal("FS-SERVICE"));
        administrator.publish("organization", withdrawal("ORG-FS-MZJ"));
        new Rows(database)
                .execute("delete from publication where upper(key) like '%FS-%' and withdrawn_at is not null");
    }

    // ---- validity ----

    @Test
    void foreignReplacementDoesNotCountAndItsSenderIsWarned() {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, ""));
        String before = shown("FS-OLD");
        String replacing = line("FS-NEW", "石榴种植补助办法问答", CITY, related("REPLACES", "FS-OLD"));
        for (boolean dryRun : List.of(true, false)) {
            Json run = dryRun
                    ? bureau.send("disclosure&dryRun=true", replacing).as(Json.class)
                    : bureau.publish("disclosure", replacing);
            assertThat(run.getInt("created")).isEqualTo(1);
            Json told = bureau.rejects(run);
            assertThat(told.getList("items.code")).containsExactly("relation.foreign");
            assertThat(told.getList("items.severity")).containsExactly("WARNING");
            assertThat(told.getString("items[0].field")).isEqualTo("related[0].key");
            assertThat(told.getString("items[0].message")).contains("属于其他发布方").contains("不作数");
        }
        assertThat(shown("FS-OLD")).isEqualTo(before);
        Json found = demo.find("/disclosures", "石榴种植补助", "inForce=true");
        assertThat(found.getList("items.id")).containsExactly("FS-OLD", "FS-NEW");
        assertThat(found.getList("items.inForce")).containsOnlyNulls();
        Json own = demo.read("/disclosures/FS-NEW").as(Json.class);
        assertThat(own.getString("related[0].key")).as("as it was sent").isEqualTo("FS-OLD");
        assertThat(own.<Object>get("links.replaces")).isNull();
        assertThat(contradictions(demo)).isEmpty();
    }

    @Test
    void replacementCountsIfBothSaySo() {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, related("REPLACED_BY", "FS-NEW")));
        bureau.publish("disclosure", line("FS-NEW", "石榴种植补助细则", CITY, ""));
        Json old = demo.read("/disclosures/FS-OLD").as(Json.class);
        assertThat(old.getBoolean("inForce")).as("it says so itself").isFalse();
        assertThat(old.getList("links.replacedBy.id")).containsExactly("FS-NEW");
        assertThat(demo.read("/disclosures/FS-NEW").as(Json.class).<Object>get("links.replaces"))
                .as("nobody names another as its successor without consent")
                .isNull();
        bureau.publish("disclosure", line("FS-NEW", "石榴种植补助细则", CITY, related("REPLACES", "FS-OLD")));
        assertThat(demo.read("/disclosures/FS-NEW").as(Json.class).getList("links.replaces.id"))
                .containsExactly("FS-OLD");
    }

    /** The publisher of a division may write the records in it, so it may replace them. */
    @ParameterizedTest
    @ValueSource(strings = {DONGHU, CITY})
    void replacementCountsWhereItsOwnerMayWrite(String division) {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", division, ""));
        Json run = donghu.publish("disclosure", line("FS-NEW", "石榴种植补助细则", division, related("REPLACES", "FS-OLD")));
        boolean counts = division.equals(DONGHU);
        assertThat(donghu.rejects(run).getList("items")).hasSize(counts ? 0 : 1);
        Json old = demo.read("/disclosures/FS-OLD").as(Json.class);
        assertThat(old.<Boolean>get("inForce")).isEqualTo(counts ? false : null);
        assertThat(old.<List<Object>>get("links.replacedBy") != null).isEqualTo(counts);
    }

    @Test
    void foreignBasisDoesNotCount() {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, ""));
        String before = shown("FS-OLD");
        Json run = bureau.publish(
                "disclosure",
                line("FS-NEW", "失效的通知", CITY, ",\"validity\":\"废止\"" + related("INTERPRETATION", "FS-OLD")));
        assertThat(bureau.rejects(run).getList("items.code")).containsExactly("relation.foreign");
        assertThat(shown("FS-OLD")).isEqualTo(before);
    }

    /** Of two documents with one number, that of the publisher which cites it is meant. */
    @Test
    void numberOfAnotherDoesNotHideThatABasisHasEnded() {
        String number = ",\"docNo\":\"云石发〔2020〕9号\"";
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, number + ",\"validity\":\"废止\""));
        demo.publish("service", SERVICE);
        assertThat(demo.read("/services/FS-SERVICE").as(Json.class).getBoolean("basisInForce"))
                .isFalse();
        bureau.publish("disclosure", line("FS-NEW", "另一份文件", CITY, number));
        assertThat(demo.read("/services/FS-SERVICE").as(Json.class).getBoolean("basisInForce"))
                .isFalse();
    }

    private static final String SERVICE = """
            {"code":"FS-SERVICE","name":"石榴种植补助","type":"05","organization":"org-fs","division":"990100000000",\
            "status":"现行","legalBasis":["《石榴种植补助办法》（云石发〔2020〕9号）"]}""";

    // ---- what is not public ----

    /** What a publisher is told of a reference to a record of another is what everybody may know. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            public                                               | relation.foreign  | reference.name
            visible_from = now() + interval '1 year'             | reference.unknown | reference.unknown
            first_public = first_public - interval '2 days', visible_until = first_public - interval '1 day' | relation.foreign  | reference.unknown
            visible_until = first_public - interval '1 day'      | reference.unknown | reference.unknown
            withdrawn                                            | reference.unknown | reference.unknown
            """)
    void recordOfAnotherThatIsNotPublicIsUnknown(String state, String byKey, String byTitle) throws SQLException {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, ""));
        set(state, "disclosure", "FS-OLD");
        String replacing = line("FS-NEW", "石榴种植补助细则", CITY, related("REPLACES", "FS-OLD"));
        String named = line("FS-MORE", "石榴种植补助说明", CITY, related("INTERPRETS", "石榴种植补助办法"));
        for (boolean dryRun : List.of(true, false)) {
            Json told = bureau.rejects(bureau.send("disclosure&dryRun=" + dryRun, replacing + named)
                    .as(Json.class));
            assertThat(codes(told)).as("%s", dryRun).containsExactly(byKey, byTitle);
            assertThat(told.getList("items.message").toString().contains("FS-OLD"))
                    .isEqualTo(state.equals("public"));
        }
        Json own = administrator.rejects(
                administrator.send("disclosure&dryRun=true", named).as(Json.class));
        assertThat(codes(own))
                .as("whoever may write it")
                .containsExactly(state.equals("withdrawn") ? "reference.unknown" : "reference.name");
    }

    /** Clerks write names. One that only another may know is not told by its key, nor among the similar ones. */
    @ParameterizedTest
    @CsvSource({"public, true", "visible_from = now() + interval '1 year', false"})
    void nameOfAnotherThatIsNotPublicIsUnknown(String state, boolean isTold) throws SQLException {
        demo.publish("organization", ORGANIZATION);
        set(state, "organization", "ORG-FS-MZJ");
        String sheet = """
                id,name,type,organization
                FS-OFFICE,石榴登记处,登记处,%s
                """;
        for (String name : List.of("石榴市民政局", "石榴民政", "石榴市")) {
            for (Sunwindow sender : List.of(bureau, administrator)) {
                String told = sender.rejects(sender.request()
                                .header("Authorization", "Bearer " + sender.token())
                                .contentType("text/csv;charset=utf-8")
                                .body(sheet.formatted(name).getBytes(StandardCharsets.UTF_8))
                                .post("/imports?kind=office&dryRun=true")
                                .as(Json.class))
                        .getString("items");
                if (!isTold && sender == bureau) {
                    assertThat(told).contains("name.unknown").doesNotContain("org-fs-mzj");
                } else if (name.equals("石榴市")) {
                    assertThat(told).contains("name.unknown").contains("org-fs-mzj");
                } else {
                    assertThat(told).doesNotContain("name.unknown");
                }
            }
        }
    }

    /** Neither is the way from a record to itself told if it leads over one that is not public. */
    @ParameterizedTest
    @CsvSource({"public, true", "visible_from = now() + interval '1 year', false"})
    void circleOverWhatIsNotPublicIsNotTold(String state, boolean isTold) throws SQLException {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, related("REPLACED_BY", "FS-NEW")));
        set(state, "disclosure", "FS-OLD");
        Json told = bureau.rejects(
                bureau.publish("disclosure", line("FS-NEW", "石榴种植补助细则", CITY, related("REPLACED_BY", "FS-OLD"))));
        assertThat(told.getList("items.code").contains("replacement.circle")).isEqualTo(isTold);
    }

    /** What is told of related records. */
    private static List<String> codes(Json told) {
        List<Map<String, Object>> items = told.getList("items");
        return items.stream()
                .filter(item -> "related[0].key".equals(item.get("field")))
                .map(item -> item.get("code").toString())
                .toList();
    }

    private void set(String state, String kind, String key) throws SQLException {
        if (state.equals("withdrawn")) {
            demo.publish(kind, withdrawal(key));
        } else if (!state.equals("public")) {
            new Rows(database)
                    .execute("update publication set %s where kind = '%s' and upper(key) = '%s'"
                            .formatted(state, kind, key));
        }
    }

    // ---- other references ----

    @Test
    void foreignExplanationIsShownAndMarked() {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, ""));
        Json run = bureau.publish("disclosure", line("FS-NEW", "石榴补助解读", CITY, related("INTERPRETS", "FS-OLD")));
        assertThat(bureau.rejects(run).getList("items")).isEmpty();
        demo.publish("disclosure", line("FS-MORE", "石榴补助说明", CITY, related("INTERPRETS", "FS-OLD")));
        Json old = demo.read("/disclosures/FS-OLD").as(Json.class);
        assertThat(old.getList("links.interpretations.id")).containsExactly("FS-MORE", "FS-NEW");
        assertThat(old.getList("links.interpretations.byOther")).containsExactly(null, true);
        assertThat(demo.read("/disclosures/FS-NEW").as(Json.class).getList("links.interprets.byOther"))
                .as("what it says itself")
                .containsExactly((Object) null);
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, related("INTERPRETATION", "FS-NEW")));
        Json confirmed = demo.read("/disclosures/FS-OLD").as(Json.class);
        assertThat(confirmed.getList("links.interpretations.byOther")).containsOnlyNulls();
    }

    /** More references than an answer lists, with keys before those of the owner. */
    @Test
    void manyForeignReferencesDoNotDisplaceOwnOnes() {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, ""));
        demo.publish("disclosure", line("FS-MORE", "石榴补助说明", CITY, related("INTERPRETS", "FS-OLD")));
        bureau.publish(
                "disclosure",
                IntStream.range(0, 201)
                        .mapToObj(i -> line("FS-A%03d".formatted(i), "解读" + i, CITY, related("INTERPRETS", "FS-OLD")))
                        .collect(Collectors.joining()));
        Json old = demo.read("/disclosures/FS-OLD").as(Json.class);
        assertThat(old.getList("links.interpretations.id")).hasSize(200).startsWith("FS-MORE");
        bureau.publish(
                "disclosure",
                IntStream.range(0, 201)
                        .mapToObj(i -> withdrawal("FS-A%03d".formatted(i)) + "\n")
                        .collect(Collectors.joining()));
    }

    // ---- handovers ----

    @Test
    void statementsFollowTheOwnerOfTheRecord() throws SQLException {
        demo.publish("disclosure", line("FS-OLD", "石榴种植补助办法", CITY, ""));
        bureau.publish("disclosure", line("FS-NEW", "石榴种植补助细则", CITY, related("REPLACES", "FS-OLD")));
        assertThat(demo.read("/disclosures/FS-OLD").as(Json.class).<Boolean>get("inForce"))
                .isNull();
        var rows = new Rows(database);
        String changed = "select changed_at::text from publication where upper(key) = 'FS-NEW'";
        List<String> changedAt = rows.select(changed);
        long revision = revision();
        assertThat(handOver("bureau", "demo", "FS-NEW").as(Json.class).<Integer>get("count"))
                .isEqualTo(1);
        demo.awaitRevision(revision + 1);
        assertThat(demo.read("/disclosures/FS-OLD").as(Json.class).<Boolean>get("inForce"))
                .isFalse();
        assertThat(rows.select(changed)).as("the content is the same").isEqualTo(changedAt);
        assertThat(rows.select("select (to_revision - from_revision > 0)::text from write_audit"
                        + " where upper(key) = 'FS-NEW' and action = 'HANDED_OVER'"))
                .containsExactly("true");
        assertThat(handOver("demo", "bureau", "FS-NEW").as(Json.class).<Integer>get("count"))
                .isEqualTo(1);
        demo.awaitRevision(revision + 2);
        assertThat(demo.read("/disclosures/FS-OLD").as(Json.class).<Boolean>get("inForce"))
                .isNull();
    }

    /** Otherwise a publisher could hand over a record so that what it says of others counts. */
    @Test
    void recordIsNotForcedUponAnother() {
        bureau.publish("disclosure", line("FS-NEW", "石榴种植补助细则", CITY, ""));
        Response refused = bureau.postAsPublisher("/handovers", """
                {"from":"bureau","to":"demo","kind":"disclosure","keys":["FS-NEW"]}""");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.as(Json.class).<String>get("code")).isEqualTo("publisher.foreign");
    }

    /** The publisher of the demonstration may write the records of the sample data. */
    @Test
    void whoeverMayWriteBothSidesHandsOver() throws SQLException {
        demo.publish("disclosure", line("FS-NEW", "石榴种植补助细则", CITY, ""));
        new Rows(database).execute("update publication set owner = 'sample-data' where upper(key) = 'FS-NEW'");
        Response taken = demo.postAsPublisher("/handovers", """
                {"from":"sample-data","to":"demo","kind":"disclosure","keys":["FS-NEW"]}""");
        assertThat(taken.as(Json.class).<Integer>get("count")).isEqualTo(1);
    }

    private long revision() {
        return demo.get("/divisions?size=1").as(Json.class).getLong("asOf.revision");
    }

    private Response handOver(String from, String to, String key) {
        return administrator.postAsPublisher(
                "/handovers",
                "{\"from\":\"%s\",\"to\":\"%s\",\"kind\":\"disclosure\",\"keys\":[\"%s\"]}".formatted(from, to, key));
    }

    // ---- publishing bodies ----

    @ParameterizedTest
    @ValueSource(strings = {"石榴市民政局", "石榴市 民政局", "石榴市\u200b民政局"})
    void nobodyPublishesInTheNameOfAnotherOrganization(String name) throws SQLException {
        demo.publish("organization", ORGANIZATION);
        String line = line("FS-NEW", "通知", CITY, "").replace("远山市统计局", name);
        for (String dryRun : List.of("", "&dryRun=true")) {
            Json run = bureau.send("disclosure" + dryRun, line).as(Json.class);
            assertThat(run.getInt("rejected")).isEqualTo(1);
            assertThat(bureau.rejects(run).getList("items.code")).contains("publisher.foreign");
        }
        assertThat(demo.publish("disclosure", line).getInt("created")).isEqualTo(1);
    }

    @Test
    void nobodyAddsToTheOrganizationOfAnother() throws SQLException {
        demo.publish("organization", ORGANIZATION);
        String service = SERVICE.replace("org-fs", "Org-FS-Mzj");
        Json run = bureau.publish("service", service);
        assertThat(bureau.rejects(run).getList("items.code")).containsExactly("publisher.foreign");
        assertThat(bureau.rejects(run).getList("items.field")).containsExactly("organization");
        assertThat(administrator.publish("service", service).getInt("created")).isEqualTo(1);
        administrator.publish("service", withdrawal("FS-SERVICE"));
        new Rows(database).execute("delete from publication where upper(key) = 'FS-SERVICE'");
        // of nobody, as after an upgrade
        new Rows(database).execute("update publication set owner = null where upper(key) = 'ORG-FS-MZJ'");
        assertThat(bureau.publish("service", service).getInt("created")).isEqualTo(1);
    }

    /** A body is known by its short name, its former names, its code and its key as well as by its name. */
    @ParameterizedTest
    @ValueSource(strings = {"石榴民政", "石榴市社会局", "11990100000000001M", "Org-FS-Mzj"})
    void nobodyPublishesInAnyNameOfAnotherOrganization(String name) {
        demo.publish("organization", ORGANIZATION);
        String line = line("FS-NEW", "通知", CITY, "").replace("远山市统计局", name);
        Json run = bureau.publish("disclosure", line);
        assertThat(bureau.rejects(run).getList("items.code")).containsExactly("publisher.foreign");
        assertThat(demo.publish("disclosure", line).getInt("created")).isEqualTo(1);
    }

    /** Otherwise a publisher would first send an organization of the same name, and then speak for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name       | "id":"org-fs-evil","name":"石榴市 民政局"
            name       | "id":"org-fs-evil","name":"石榴民政"
            name       | "id":"org-fs-evil","name":"org-fs-mzj"
            shortName  | "id":"org-fs-evil","name":"石榴局","shortName":"石榴市民政局"
            formerNames[1] | "id":"org-fs-evil","name":"石榴局","formerNames":["石榴办","石榴市社会局"]
            creditCode | "id":"org-fs-evil","name":"石榴局","creditCode":"11990100000000001M"
            id         | "id":"石榴市民政局","name":"石榴局"
            """)
    void nobodyTakesTheNameOfAnotherOrganization(String field, String names) throws SQLException {
        demo.publish("organization", ORGANIZATION);
        String evil = "{%s,\"relation\":\"本级机关\"}".formatted(names);
        for (String dryRun : List.of("&dryRun=true", "")) {
            Json run = bureau.send("organization" + dryRun, evil).as(Json.class);
            assertThat(bureau.rejects(run).getList("items.code")).containsExactly("publisher.foreign");
            assertThat(bureau.rejects(run).getList("items.field")).containsExactly(field);
        }
        String line = line("FS-NEW", "通知", CITY, "").replace("远山市统计局", "石榴市民政局");
        assertThat(bureau.publish("disclosure", line).getInt("rejected")).isEqualTo(1);
        // administrators may, and what they hand over is its owner's to change
        assertThat(administrator.publish("organization", evil).getInt("created"))
                .isEqualTo(1);
        new Rows(database)
                .execute(
                        "update publication set owner = 'bureau' where key in ('ORG-FS-EVIL', '石榴市民政局') and kind = 'organization'");
        String changed = evil.replace("本级机关", "直属单位");
        assertThat(bureau.publish("organization", changed).getInt("changed")).isEqualTo(1);
        bureau.publish("organization", withdrawal(names.contains("\"id\":\"org-fs-evil") ? "org-fs-evil" : "石榴市民政局"));
        assertThat(bureau.publish("organization", changed).getInt("rejected")).isEqualTo(1);
    }

    private static final String ORGANIZATION = """
            {"id":"org-fs-mzj","name":"石榴市民政局","shortName":"石榴民政","formerNames":["石榴市社会局"],\
            "creditCode":"11990100000000001M","relation":"本级机关","division":"990100000000"}""";

    // ---- cases ----

    /** Nothing of a withdrawn case is kept, not even whose it was: its number is free like one that was never sent. */
    @Test
    void numberOfAWithdrawnCaseIsFree() {
        demo.publish("application", CASE.formatted("482913"));
        demo.publish("application", withdrawal("FS-2026-1"));
        assertThat(bureau.publish("application", CASE.formatted("739145")).getInt("created"))
                .isEqualTo(1);
        assertThat(demo.ask("FS-2026-1", "QUERY_CODE", "739145").statusCode()).isEqualTo(200);
        Json late = demo.publish("application", CASE.formatted("482913"));
        assertThat(demo.rejects(late).getList("items.code")).containsExactly("publisher.foreign");
        bureau.publish("application", withdrawal("FS-2026-1"));
    }

    private static final String CASE = """
            {"applicationNo":"FS-2026-1","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
            "submittedAt":"2026-11-09T10:00:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00","history":[],\
            "factors":[{"type":"QUERY_CODE","value":"%s"}]}""";

    // ---- requests ----

    /** A single record without the position in the log that it was read at. */
    private String shown(String key) {
        return demo.read("/disclosures/" + key).asString().replaceAll("\"asOf\":\\{[^}]*},?", "");
    }

    private static List<Map<String, Object>> contradictions(Sunwindow by) {
        List<Map<String, Object>> all = by.getAsPublisher("/contradictions?kind=disclosure")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class)
                .getList("items");
        return all.stream()
                .filter(found ->
                        found.get("key").toString().toLowerCase(Locale.ROOT).startsWith("fs-"))
                .toList();
    }

    private static String line(String key, String title, String division, String more) {
        return """
                {"indexNo":"%s","title":"%s","publisher":"远山市统计局","division":"%s",\
                "publishedAt":"2026-03-02 09:00:00","disclosureAttribute":"主动公开","validity":"有效",\
                "body":"请遵照执行。"%s}
                """.formatted(key, title, division, more).replaceAll("\"validity\":\"有效\",(.*\"validity\")", "$1");
    }

    private static String related(String relation, String key) {
        return ",\"related\":[{\"relation\":\"%s\",\"key\":\"%s\"}]".formatted(relation, key);
    }

    private static String withdrawal(String key) {
        return "{\"withdraw\":\"%s\"}".formatted(key);
    }
}
