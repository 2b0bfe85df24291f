package org.sunwindow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Rows of the catalogues, their versions, and what fulfils them; mostly on the sample data. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CatalogItemTest {

    private static final String VERSIONS = "from=" + Sunwindow.encoded("2024年版") + "&to=" + Sunwindow.encoded("2026年版");

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("organization", "catalogItem", "disclosure");
    }

    private Json get(String path) {
        return sunwindow.read(path).as(Json.class);
    }

    private static String row(String id, String code, String version, String from, String more) {
        return """
                {"id":"%s","code":"%s","catalog":"桃业目录","version":"%s","effectiveOn":"%s","level1":"桃园","level2":"名录",\
                "elements":["名录"],"responsibleBody":"桃业局"%s}
                """.formatted(id, code, version, from, more);
    }

    @Test
    void rowHasAllColumnsOfTheTable() {
        Json row = get("/catalog-items/CAT-YC-SHJZ-2026-005");
        assertThat(row.getMap(""))
                .containsEntry("id", "cat-yc-shjz-2026-005")
                .containsEntry("code", "YC-SHJZ-05")
                .containsEntry("catalog", "云川市社会救助领域政务公开标准目录")
                .containsEntry("version", "2026年版")
                .containsEntry("order", 5)
                .containsEntry("level1", "最低生活保障")
                .containsEntry("level2", "审核信息")
                .containsEntry("timeLimit", "公示7个工作日")
                .containsEntry("responsibleBody", "东湖区民政局")
                .containsEntry("audience", "特定群众")
                .containsEntry("method", "主动")
                .doesNotContainKey("limitDays");
        assertThat(row.getList("elements")).containsExactly("初审对象名单及相关信息");
        assertThat(row.getList("basis")).hasSize(2);
        assertThat(row.getList("channels")).containsExactly("WEBSITE", "NOTICE_BOARD");
        assertThat(row.getList("levels")).containsExactly("COUNTY", "TOWNSHIP");
        assertThat(get("/catalog-items?code=" + row.getString("code")).getList("items.id"))
                .containsExactly("cat-yc-shjz-2026-005", "cat-yc-shjz-2024-005");
        assertThat(row.getString("links.replaces.id")).isEqualTo("cat-yc-shjz-2024-005");
        assertThat(row.getString("links.organization.name")).isEqualTo("东湖区民政局");
        assertThat(row.getList("links.disclosures")).isNotEmpty();
        assertThat(get("/catalog-items/cat-yc-shjz-2026-003").getInt("limitDays"))
                .isEqualTo(10);
    }

    @Test
    void newerVersionReplacesTheOneBefore() {
        assertThat(get("/catalog-items/cat-yc-shjz-2024-005").getBoolean("inForce"))
                .isFalse();
        // dropped
        assertThat(get("/catalog-items/cat-yc-shjz-2024-018").getBoolean("inForce"))
                .isFalse();
        Json inForce = get("/catalog-items?inForce=true&size=100&catalog=" + Sunwindow.encoded("云川市社会救助领域政务公开标准目录"));
        assertThat(inForce.getList("items.version")).containsOnly("2026年版").hasSize(17);
    }

    /** Rows had codes of their own for the channels that answers have, too. */
    @Test
    void earlierCodesOfChannelsAreRead() {
        sunwindow.publish(
                "catalogItem",
                row(
                        "ch-1",
                        "C-1",
                        "甲",
                        "2026-01-01",
                        ",\"channels\":[\"GOVERNMENT_WEBSITE\",\"NEW_MEDIA\",\"PRESS_CONFERENCE\",\"BULLETIN_BOARD\",\"TARGETED\"]"));
        assertThat(get("/catalog-items/ch-1").getList("channels"))
                .containsExactly("WEBSITE", "SOCIAL_MEDIA", "CONFERENCE", "NOTICE_BOARD", "PUSH");
        assertThat(get("/catalog-items?channel=PUSH&catalog=" + Sunwindow.encoded("桃业目录"))
                        .getList("items.id"))
                .containsExactly("ch-1");
        sunwindow.publish("catalogItem", "{\"withdraw\":\"ch-1\"}");
    }

    /** No row says that it is replaced or abolished. */
    @Test
    void rowsOfAnEarlierVersionAreNotInForceOnceALaterOneIs() {
        sunwindow.publish(
                "catalogItem",
                row("ed-1", "E-1", "甲", "2026-01-01", "")
                        + row("ed-2", "E-2", "甲", "2026-01-01", "")
                        + row("ed-3", "E-1", "乙", "2026-05-01", ",\"division\":\"990102000000\"")
                        + row("ed-4", "E-1", "丙", "2026-12-01", ",\"division\":\"990102000000\"")
                        // the catalogue of another county with the same name
                        + row("ed-5", "E-1", "甲", "2026-02-01", ",\"division\":\"990103000000\""));
        String rows = "/catalog-items?catalog=" + Sunwindow.encoded("桃业目录");
        assertThat(get(rows + "&inForce=true").getList("items.id")).containsExactlyInAnyOrder("ed-3", "ed-4", "ed-5");
        assertThat(get("/catalog-items/ed-2").getBoolean("inForce")).isFalse();
        assertThat(get("/catalog-items/ed-4").getMap("")).doesNotContainKey("inForce");
        String coverage = "/catalog-items/coverage?from=2026-01-01&catalog=" + Sunwindow.encoded("桃业目录") + "&to=";
        assertThat(get(coverage + "2026-04-30").getList("items.id")).containsExactly("ed-1", "ed-2", "ed-5");
        assertThat(get(coverage + "2026-11-30").getList("items.id")).containsExactly("ed-3", "ed-5");
        assertThat(get(coverage + "2026-12-01").getList("items.id")).containsExactly("ed-4", "ed-5");
        // withdrawn, the later version no longer replaces anything
        sunwindow.publish("catalogItem", "{\"withdraw\":\"ed-3\"}");
        assertThat(get(coverage + "2026-11-30").getList("items.id")).containsExactly("ed-1", "ed-2", "ed-5");
        for (String id : List.of("ed-1", "ed-2", "ed-4", "ed-5")) {
            sunwindow.publish("catalogItem", "{\"withdraw\":\"%s\"}".formatted(id));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "level1=最低生活保障&version=2026年版, 4",
        "channel=PRINT, 2",
        "audience=特定群众&version=2026年版, 6",
        "method=依申请&version=2026年版, 1",
        "level=TOWNSHIP&version=2026年版&organization=org-dh-mzj, 2",
        "code=YC-SHJZ-05, 2",
        "replaces=cat-yc-shjz-2024-005, 1"
    })
    void rowsAreFoundByTheirColumns(String query, int count) {
        String encoded = List.of(query.split("&")).stream()
                .map(pair -> pair.split("=")[0] + "=" + Sunwindow.encoded(pair.split("=")[1]))
                .reduce((one, other) -> one + "&" + other)
                .orElseThrow();
        assertThat(get("/catalog-items?size=1&" + encoded).getInt("total.value"))
                .isEqualTo(count);
    }

    @Test
    void changesBetweenTwoVersions() {
        Json changes = get("/catalog-items/changes?size=100&" + VERSIONS);
        assertThat(changes.getInt("added")).isEqualTo(4);
        assertThat(changes.getInt("dropped")).isEqualTo(3);
        assertThat(changes.getInt("changed")).isEqualTo(8);
        assertThat(changes.getInt("unchanged")).isEqualTo(35);
        assertThat(changes.getInt("page.total")).isEqualTo(15);
        assertThat(changes.getList("items[*change=ADDED].code"))
                .containsExactlyInAnyOrder("YC-SHJZ-16", "YC-YLFW-12", "YC-MZSW-03", "YC-MZSW-16");
        assertThat(changes.getList("items[*change=DROPPED].fromId"))
                .containsExactlyInAnyOrder("cat-yc-shjz-2024-018", "cat-yc-ylfw-2024-013", "cat-yc-mzsw-2024-019");
        String row = "items[code=YC-SHJZ-03]";
        assertThat(changes.getString(row + ".toId")).isEqualTo("cat-yc-shjz-2026-003");
        assertThat(changes.getList(row + ".columns.name")).containsExactly("elements", "timeLimit", "limitDays");
        assertThat(changes.getList(row + ".columns.label")).containsExactly("公开内容（要素）", "公开时限", "时限天数");
        assertThat(changes.getList(row + ".columns[2].before")).containsExactly("20");
        assertThat(changes.getList(row + ".columns[2].after")).containsExactly("10");

        Json ofOne = get("/catalog-items/changes?size=2&page=2&" + VERSIONS + "&catalog="
                + Sunwindow.encoded("云川市养老服务领域政务公开标准目录"));
        assertThat(ofOne.getInt("page.total")).isEqualTo(4);
        assertThat(ofOne.getList("items")).hasSize(2);
        Json backwards = get(
                "/catalog-items/changes?from=" + Sunwindow.encoded("2026年版") + "&to=" + Sunwindow.encoded("2024年版"));
        assertThat(backwards.getInt("added")).isEqualTo(3);
        assertThat(backwards.getInt("dropped")).isEqualTo(4);
    }

    @Test
    void disclosuresThatFulfilARowHaveTheirDays() {
        Json late = get("/catalog-items/cat-yc-ylfw-2026-012/disclosures");
        assertThat(late.getInt("limitDays")).isEqualTo(10);
        // published on October 29: 15 working days after the 9th, with a Saturday that is worked on
        assertThat(late.getMap("items[id=990104001/202610-00008]"))
                .containsEntry("issuedOn", "2026-10-09")
                .containsEntry("publishedOn", "2026-10-29")
                .containsEntry("workingDays", 15)
                .containsEntry("deadline", "2026-10-22")
                .containsEntry("status", "LATE");
        assertThat(late.getList("items.workingDays")).containsExactlyInAnyOrder(15, 13, 11);
        // named by the row of the earlier version, too
        Json standards = get("/catalog-items/cat-yc-shjz-2026-003/disclosures?size=100");
        assertThat(standards.getList("items.id")).contains("990100001/202606-00002", "990100001/202506-00004");
        assertThat(standards.getList("items.status")).contains("ON_TIME");
        assertThat(get("/catalog-items/cat-yc-shjz-2024-003/disclosures").getInt("page.total"))
                .isEqualTo(standards.getInt("page.total"));
        assertThat(get("/catalog-items/cat-yc-shjz-2026-003/disclosures?from=2026-06-29&to=2026-06-29")
                        .getList("items.id"))
                .containsExactly("990100001/202606-00002");
        assertThat(get("/disclosures?catalogItem=cat-yc-ylfw-2026-012").getInt("total.value"))
                .isEqualTo(3);
        sunwindow
                .get("/catalog-items/keine/disclosures")
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("record.not-found")));
    }

    @Test
    void coverageOfTheSampleData() {
        Json coverage = get("/catalog-items/coverage?from=2026-01-01&to=2026-11-22&organization=org-np-mzj");
        assertThat(coverage.getMap("total"))
                .isEqualTo(Map.of(
                        "rows", 3, "fulfilled", 1, "onTime", 0, "late", 1, "undated", 0, "earlier", 0, "missing", 2));
        assertThat(coverage.getString("organizations[0].id")).isEqualTo("org-np-mzj");
        assertThat(coverage.getString("organizations[0].name")).isEqualTo("南浦区民政局");
        assertThat(coverage.getString("items[0].organization")).isEqualTo("org-np-mzj");
        // the same rows in the version of that day
        Json before = get("/catalog-items/coverage?from=2025-01-01&to=2025-12-31&size=100");
        assertThat(before.getList("items.version")).contains("2024年版").doesNotContain("2026年版");
        Json missing = get("/catalog-items/coverage?from=2026-01-01&to=2026-11-22&status=missing&size=100");
        assertThat(missing.getList("items.status")).containsOnly("MISSING");
        assertThat(missing.getInt("page.total")).isEqualTo(missing.getInt("total.missing"));
        // on request only
        assertThat(get("/catalog-items/coverage?from=2026-01-01&to=2026-11-22&size=100")
                        .getList("items.code"))
                .contains("YC-SHJZ-16")
                .doesNotContain("YC-SHJZ-17");
    }

    /** Information is measured by the limit that was in effect when it was formed. */
    @Test
    void laterVersionDoesNotChangeWhatWasOnTime() {
        String limit = ",\"organization\":\"org-np-mzj\",\"timeLimit\":\"自信息形成之日起%d个工作日内\"";
        sunwindow.publish(
                "catalogItem",
                row("lim-1", "L-1", "甲", "2026-01-01", limit.formatted(10))
                        + row("lim-2", "L-1", "乙", "2026-11-10", limit.formatted(3)));
        sunwindow.publish("disclosure", """
                {"indexNo":"LIM-1","title":"桃园名录","publisher":"桃业局","publishedAt":"2026-03-10 09:00:00",\
                "issuedOn":"2026-03-02","disclosureAttribute":"主动公开","catalogItems":["lim-1"]}
                {"indexNo":"LIM-2","title":"桃园名录","publisher":"桃业局","publishedAt":"2026-11-20 09:00:00",\
                "issuedOn":"2026-11-11","disclosureAttribute":"主动公开","catalogItems":["lim-2"]}""");
        String period = "/catalog-items/coverage?from=2026-01-01&catalog=" + Sunwindow.encoded("桃业目录") + "&to=";
        Json before = get(period + "2026-11-09");
        assertThat(before.getList("items.id")).containsExactly("lim-1");
        assertThat(before.getInt("items[0].late")).isZero();
        Json after = get(period + "2026-11-30");
        assertThat(after.getList("items.id")).containsExactly("lim-2");
        assertThat(after.getInt("items[0].disclosures")).isEqualTo(2);
        assertThat(after.getInt("items[0].late")).isEqualTo(1);
        assertThat(after.getInt("items[0].limitDays")).isEqualTo(3);
        for (String id : List.of("lim-1", "lim-2")) {
            // nothing but the code says that they are versions of one row
            assertThat(get("/catalog-items/" + id).getList("links.versions.id"))
                    .containsExactly(id.equals("lim-1") ? "lim-2" : "lim-1");
            Json disclosures = get("/catalog-items/" + id + "/disclosures");
            assertThat(disclosures.getMap("items[id=LIM-1]"))
                    .containsEntry("limitDays", 10)
                    .containsEntry("deadline", "2026-03-16")
                    .containsEntry("status", "ON_TIME");
            assertThat(disclosures.getMap("items[id=LIM-2]"))
                    .containsEntry("limitDays", 3)
                    .containsEntry("deadline", "2026-11-16")
                    .containsEntry("status", "LATE");
        }
        for (String id : List.of("lim-1", "lim-2")) {
            sunwindow.publish("catalogItem", "{\"withdraw\":\"%s\"}".formatted(id));
        }
        for (String id : List.of("LIM-1", "LIM-2")) {
            sunwindow.publish("disclosure", "{\"withdraw\":\"%s\"}".formatted(id));
        }
    }

    /** Nobody can add a version to the catalogue of another, or fulfil its rows. */
    @Test
    void catalogueIsThatOfItsPublisher() {
        var other = new Sunwindow(
                RestAssured.baseURI + ":" + RestAssured.port, "bureau-publisher-token-not-for-production");
        String organization = ",\"organization\":\"org-peach\"";
        sunwindow.publish(
                "catalogItem",
                row("pc-1", "P-1", "甲", "2026-01-01", organization)
                        + row("pc-2", "P-2", "甲", "2026-01-01", organization));
        assertThat(other.publish("catalogItem", row("pc-3", "P-1", "乙", "2026-02-01", organization))
                        .getInt("rejected"))
                .isZero();
        String period = "/catalog-items/coverage?from=2026-01-01&to=2026-11-22&organization=org-peach";
        assertThat(get(period).getList("items.id")).containsExactly("pc-1", "pc-2", "pc-3");
        assertThat(get("/catalog-items/pc-1").getList("links.versions")).isNullOrEmpty();
        assertThat(other.publish("disclosure", """
                        {"indexNo":"PC-9","title":"桃园名录","publisher":"桃业局","publishedAt":"2026-05-01 09:00:00",\
                        "issuedOn":"2026-04-30","disclosureAttribute":"主动公开","catalogItems":["pc-1"]}""").getInt("rejected")).isZero();
        assertThat(get(period).getInt("total.missing")).isEqualTo(3);
        assertThat(get("/catalog-items/pc-1/disclosures").getMap("items[0]"))
                .containsEntry("id", "PC-9")
                .containsEntry("byOther", true);
        // dropped by the next version of its own publisher, without a word about it
        sunwindow.publish("catalogItem", row("pc-4", "P-2", "丙", "2026-03-01", organization));
        assertThat(get(period).getList("items.id")).containsExactly("pc-3", "pc-4");
        assertThat(get(period.replace("to=2026-11-22", "to=2026-02-28")).getList("items.id"))
                .containsExactly("pc-1", "pc-2", "pc-3");
        for (String id : List.of("pc-1", "pc-2", "pc-4")) {
            sunwindow.publish("catalogItem", "{\"withdraw\":\"%s\"}".formatted(id));
        }
        other.publish("catalogItem", "{\"withdraw\":\"pc-3\"}");
        other.publish("disclosure", "{\"withdraw\":\"PC-9\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"organization=org-gibt-es-nicht", "organization=org-np-mzj&organization=org-x", "catalog=x"})
    void coverageOfTheUnknownIsNotFound(String query) {
        sunwindow
                .get("/catalog-items/coverage?from=2026-01-01&to=2026-11-22&" + query)
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("record.not-found")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"自信息形成之日起7日内", "1个月内", "及时公开"})
    void limitThatIsNotUnderstoodIsReported(String written) {
        String limit = ",\"timeLimit\":\"%s\"".formatted(written);
        Json run = sunwindow.publish("catalogItem", row("unc-1", "U-1", "甲", "2026-01-01", limit));
        assertThat(run.getInt("rejected")).isZero();
        Json warnings = sunwindow.rejects(run);
        assertThat(warnings.getList("items.code")).containsExactly("timeLimit.unclear");
        assertThat(warnings.getList("items.severity")).containsExactly("WARNING");
        assertThat(warnings.getString("items[0].message")).contains("20 个工作日");
        Json disclosures = get("/catalog-items/unc-1/disclosures");
        assertThat(disclosures.getInt("limitDays")).isEqualTo(20);
        assertThat(disclosures.getBoolean("byRegulation")).isTrue();
        run = sunwindow.publish("catalogItem", row("unc-1", "U-1", "甲", "2026-01-01", limit + ",\"limitDays\":5"));
        assertThat(sunwindow.rejects(run).getList("items")).isEmpty();
        assertThat(get("/catalog-items/unc-1/disclosures").getMap("")).doesNotContainKey("byRegulation");
        sunwindow.publish("catalogItem", "{\"withdraw\":\"unc-1\"}");
    }

    /** A row that is inserted renumbers all that follow. */
    @Test
    void numbersOfRowsAreNoChange() {
        sunwindow.publish(
                "catalogItem",
                row("ord-1", "O-1", "序一", "2026-01-01", ",\"order\":1")
                        + row("ord-2", "O-2", "序二", "2026-02-01", ",\"order\":1")
                        + row("ord-3", "O-1", "序二", "2026-02-01", ",\"order\":2"));
        Json changes = get("/catalog-items/changes?from=" + Sunwindow.encoded("序一") + "&to=" + Sunwindow.encoded("序二"));
        assertThat(changes.getList("items.code")).containsExactly("O-2");
        assertThat(changes.getInt("unchanged")).isEqualTo(1);
        for (String id : List.of("ord-1", "ord-2", "ord-3")) {
            sunwindow.publish("catalogItem", "{\"withdraw\":\"%s\"}".formatted(id));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id|id.reserved|coverage|",
                "id|id.reserved|Changes|",
                "replaces|relation.self|x-1|,\"replaces\":\"X-1\"",
                "abolishedOn|period.order|x-1|,\"abolishedOn\":\"2025-12-31\"",
                "limitDays|limitDays.different|x-1|,\"timeLimit\":\"10个工作日内\",\"limitDays\":20"
            })
    void rowThatContradictsItselfIsRefused(String field, String code, String id, String more) {
        Json run = sunwindow.publish("catalogItem", row(id, "X-1", "甲", "2026-01-01", more == null ? "" : more));
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.getList("items.field")).containsExactly(field);
        assertThat(rejects.getList("items.code")).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coverage",
                "coverage?from=2026-01-01",
                "coverage?from=2026-02-01&to=2026-01-01",
                "coverage?from=2026-01-01&to=2026-13-01",
                "coverage?from=2026-01-01&to=2026-12-31&status=GONE",
                "coverage?from=2026-01-01&to=2026-12-31&size=101",
                "coverage?from=2026-01-01&to=2026-12-31&q=x",
                "changes",
                "changes?from=1&to=2",
                "cat-yc-shjz-2026-003/disclosures?page=0"
            })
    void wrongParametersAreRefused(String path) {
        sunwindow
                .get("/catalog-items/" + path)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")));
    }

    /** Rows must not stand above the guides and documents that people look for. */
    @ParameterizedTest
    @ValueSource(strings = {"低保", "临时救助", "高龄津贴", "婚姻登记", "养老机构", "特困人员", "殡葬"})
    void guidesAndDocumentsComeFirst(String text) {
        sunwindow.publishSamples("division", "office", "service");
        List<String> kinds = sunwindow.find("/search", text, "size=5").getList("items.kind");
        assertThat(kinds).isNotEmpty().doesNotContain("catalogItem");
    }
}
