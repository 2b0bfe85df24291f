package org.sunwindow.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.cases.CaseStatus;

/** What a portal shows of the website itself. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SiteTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        assumeTrue(Sunwindow.hasSample("disclosure") && Sunwindow.hasSample("organization"));
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "column", "disclosure", "site");
    }

    @Test
    void siteHasItsIdentityContactsGuideAndOffice() {
        Json site = get("/site");
        assertThat(site.getString("identity.idCode")).isEqualTo("9901000017");
        assertThat(site.getString("identity.domain")).isEqualTo("mz.yunchuan.example");
        assertThat(site.getString("identity.organization.name")).isEqualTo("云川市民政局");
        assertThat(site.getString("identity.operator")).isEqualTo("云川市民政局办公室");
        assertThat(site.getString("guide.name")).contains("政府信息公开指南");
        assertThat(site.getString("disclosureOffice.phone")).isEqualTo("0500-8310011");
        assertThat(site.getString("disclosureOffice.postcode")).isEqualTo("990100");
        assertThat(site.getList("application.ways.by")).containsExactly("当面", "信函", "网上");
        assertThat(site.getInt("application.replyDays")).isEqualTo(20);
        assertThat(site.getInt("application.extensionDays")).isEqualTo(20);
        assertThat(site.getList("contacts.purpose")).contains("网站内容纠错");
    }

    /** Clerks change the record; the office is that of the organization's record, so there is one place to change it. */
    @Test
    void changesOfTheRecordsAreSeenAtOnce() {
        String line = Sunwindow.sample("site").replace("0500-8310060", "0500-8310061");
        sunwindow.publish("site", line);
        assertThat(get("/site").getList("contacts.phone")).contains("0500-8310061");
        sunwindow.publish("site", Sunwindow.sample("site"));
        assertThat(get("/site").getList("contacts.phone")).contains("0500-8310060");
    }

    /** What a publisher sends does not change what the operator has set. */
    @Test
    void siteOfThisInstallationIsTheOneWithItsCode() {
        sunwindow.publish(
                "site",
                "{\"id\":\"a-site\",\"name\":\"另一网站\",\"idCode\":\"9901020018\",\"organization\":\"org-dh-mzj\"}");
        assertThat(get("/site").getString("record.id")).isEqualTo("site-yc-mzj");
        Json other = get("/site?id=A-SITE");
        assertThat(other.getString("record.name")).isEqualTo("另一网站");
        assertThat(other.getString("identity.organization.name")).isEqualTo("东湖区民政局");
        assertThat(get("/sites").getList("items.id")).contains("a-site", "site-yc-mzj");
        sunwindow.publish("site", "{\"withdraw\":\"a-site\",\"reason\":\"测试\"}");
        assertThat(sunwindow.get("/site?id=a-site").statusCode()).isEqualTo(404);
    }

    @Test
    void columnsAreAsFreshAsTheirNewestRecordAndThoseBelow() {
        List<Map<String, Object>> columns = get("/site").getList("columns");
        assertThat(columns).hasSizeGreaterThan(30);
        for (Map<String, Object> column : columns) {
            Json list = get("/disclosures?size=1&sort=-publishedAt&column=" + column.get("id"));
            assertThat(column.get("count")).as(column.toString()).isEqualTo(list.get("total.value"));
            String newest = list.getString("items[0].publishedAt");
            assertThat(column.get("latest"))
                    .as(column.toString())
                    .isEqualTo(newest == null ? null : newest.substring(0, "2026-11-24".length()));
        }
    }

    @Test
    void kindsAreCounted() {
        Json site = get("/site");
        for (String kind : List.of("disclosure", "organization", "column")) {
            Map<String, Object> of = site.getMap("kinds[kind=%s]".formatted(kind));
            assertThat(of.get("count")).isEqualTo(get("/" + kind + "s?size=1").get("total.value"));
            assertThat(of.get("updated")).isNotNull();
        }
        assertThat(site.getString("kinds[kind=disclosure].latest"))
                .isEqualTo(get("/disclosures?size=1&sort=-publishedAt")
                        .getString("items[0].publishedAt")
                        .substring(0, "2026-11-24".length()));
    }

    @Test
    void codesAreThoseOfTheFilters() {
        Json site = get("/site");
        assertThat(site.getList("codes[*kind=disclosure][parameter=fiveOpen].values.value"))
                .containsExactly("决策", "执行", "管理", "服务", "结果");
        assertThat(site.getList("codes[parameter=validity].values.value"))
                .containsExactly("尚未生效", "有效", "已修改", "失效", "废止");
        List<Map<String, Object>> codes = site.getList("codes");
        for (Map<String, Object> list : codes) {
            if (Boolean.TRUE.equals(list.get("complete"))
                    && list.get("kind").equals("disclosure")
                    && list.containsKey("parameter")) {
                Map<String, String> first = (Map<String, String>) ((List<?>) list.get("values")).getFirst();
                get("/disclosures?size=1&" + list.get("parameter") + "=" + Sunwindow.encoded(first.get("value")));
            }
        }
    }

    /** Cases are no publications, and portals show their progress. */
    @Test
    void codesOfCasesAreThere() {
        Json site = get("/site");
        assertThat(site.getList("codes[*kind=application][field=status].values.value", String.class))
                .containsExactly(Stream.of(CaseStatus.values()).map(Enum::name).toArray(String[]::new));
        assertThat(site.getList("codes[*kind=application].field", String.class))
                .contains("caseType", "suspendReason", "factors.type", "steps.state", "clock.light");
        List<Map<String, Object>> codes = site.getList("codes");
        codes.stream()
                .filter(list -> list.get("kind").equals("application"))
                .flatMap(list -> ((List<?>) list.get("values")).stream())
                .forEach(code ->
                        assertThat(((Map<?, ?>) code).get("label").toString()).containsPattern("\\p{IsHan}"));
    }

    @ParameterizedTest
    @CsvSource({"/site?x=1, x", "/site?size=1, size", "/sites?idcode=1, idcode", "/sites?division=x, division"})
    void wrongParametersAreNamed(String path, String parameter) {
        Json problem = sunwindow.get(path).then().statusCode(400).extract().as(Json.class);
        assertThat(problem.getString("code")).isEqualTo("parameter.invalid");
        assertThat(problem.getList("errors.name", String.class)).contains(parameter);
    }

    private Json get(String path) {
        return sunwindow.read(path).as(Json.class);
    }
}
