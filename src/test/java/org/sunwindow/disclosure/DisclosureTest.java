package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
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

/** Search, filters, facets and paging of disclosures. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DisclosureTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publish("division", Sunwindow.sample("division"));
        assertThat(sunwindow
                        .publish("disclosure", Sunwindow.sample("disclosure"))
                        .getInt("rejected"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "云民发〔2026〕27号",
                "云民发[2026]27号",
                "云民发(2026)27号",
                "云民发（2026）27号",
                "云民发【2026】27号",
                "云民发 〔2026〕 27 号",
                "云民发２０２６２７号",
                "雲民發〔2026〕27號"
            })
    void documentNumberIsFoundInEveryNotation(String typed) {
        Json byFilter = sunwindow
                .get("/disclosures?docNo=" + Sunwindow.encoded(typed))
                .then()
                .extract()
                .as(Json.class);
        assertThat(byFilter.getList("items.id")).containsExactly("990100001/202606-00002");
        assertThat(sunwindow.find("/disclosures", typed).getString("items[0].id"))
                .isEqualTo("990100001/202606-00002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"990100001/202606-00002", "９９０１００００１／２０２６０６-００００２", "990100001 202606 00002"})
    void indexNumberIsFoundFirst(String typed) {
        assertThat(sunwindow.find("/disclosures", typed).getString("items[0].id"))
                .isEqualTo("990100001/202606-00002");
    }

    /** The expected records come from a review of the sample data. */
    @ParameterizedTest
    @CsvSource({
        "低保标准 2026, 990100001/202606-00002",
        "离婚冷静期, 990100001/202504-00003",
        "荷塘乡, 990102001/201912-00002",
        "收养评估, 990100001/202106-00001",
        "救灾捐赠, 990100001/202608-00009",
        "彩礼, 990103001/202409-00004"
    })
    void questionFindsTheExpectedRecord(String question, String id) {
        assertThat(sunwindow.find("/disclosures", question, "size=5").getList("items.id", String.class))
                .contains(id);
    }

    @Test
    void twoCharacterWordMatchesExactly() {
        Json found = sunwindow.find("/disclosures", "殡葬", "highlight=true", "size=100");
        assertThat(found.getInt("total.value")).isPositive();
        List<Map<String, List<Map<String, Object>>>> highlights = found.getList("items.highlight");
        for (var highlight : highlights) {
            for (var fragments : highlight.values()) {
                assertThat(fragments)
                        .filteredOn(fragment -> Boolean.TRUE.equals(fragment.get("hit")))
                        .isNotEmpty()
                        .allSatisfy(fragment ->
                                assertThat((String) fragment.get("text")).contains("殡葬"));
            }
        }
    }

    @Test
    void highlightedTitleIsComplete() {
        Json found = sunwindow.find("/disclosures", "临时救助", "highlight=true", "size=1");
        List<Map<String, Object>> title = found.getList("items[0].highlight.title");
        assertThat(title.stream().map(fragment -> (String) fragment.get("text")).reduce("", String::concat))
                .isEqualTo(found.getString("items[0].title"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"宇宙飞船", "量子计算机", "火星", "title:*", "低保 AND 火星", "*", "？！。", "\u0000\u0007", "😀"})
    void absentTextFindsNothing(String text) {
        assertThat(sunwindow.find("/disclosures", text).getInt("total.value")).isZero();
    }

    @Test
    void allWordsMustOccur() {
        int both = sunwindow.find("/disclosures", "低保 公示").getInt("total.value");
        assertThat(both)
                .isPositive()
                .isLessThan(sunwindow.find("/disclosures", "低保").getInt("total.value"));
    }

    @Test
    void longQuestionIsRelaxedToMostOfItsWordsAndMarked() {
        Json found = sunwindow.find("/disclosures", "请问我家里困难怎么样才能申请最低生活保障需要多少时间");
        assertThat(found.getInt("total.value")).isPositive();
        assertThat(found.getString("match")).isEqualTo("MOST");
        assertThat(sunwindow.find("/disclosures", "低保").getString("match")).isEqualTo("ALL");
    }

    @Test
    void traditionalCharactersFindSimplifiedText() {
        assertThat(sunwindow.find("/disclosures", "臨時救助").getList("items.id"))
                .isNotEmpty()
                .isEqualTo(sunwindow.find("/disclosures", "临时救助").getList("items.id"));
    }

    @Test
    void facetCountsIgnoreTheirOwnFilter() {
        Json all = get("/disclosures?facets=publisher,year,topic,division&size=1");
        Json one = get("/disclosures?facets=publisher,year&size=100&publisher=" + Sunwindow.encoded("东湖区民政局"));
        assertThat(one.getList("items.publisher")).containsOnly("东湖区民政局").isNotEmpty();
        assertThat(one.getList("facets.publisher")).isEqualTo(all.getList("facets.publisher"));
        assertThat(one.getList("facets.year")).isNotEqualTo(all.getList("facets.year"));
        int counted = all.getInt("facets.publisher[value=东湖区民政局].count");
        assertThat(one.getInt("total.value")).isEqualTo(counted);
        assertThat(all.getString("facets.division[value=990102000000].label")).isEqualTo("东湖区");
    }

    @Test
    void valuesOfOneFilterAreCombinedWithOr() {
        int east = get("/disclosures?publisher=" + Sunwindow.encoded("东湖区民政局")).getInt("total.value");
        int west = get("/disclosures?publisher=" + Sunwindow.encoded("西岭区民政局")).getInt("total.value");
        int both = get("/disclosures?publisher=" + Sunwindow.encoded("东湖区民政局") + "&publisher="
                        + Sunwindow.encoded("西岭区民政局"))
                .getInt("total.value");
        assertThat(both).isEqualTo(east + west);
    }

    @Test
    void topicAndDivisionFiltersIncludeDescendants() {
        Json topic = get("/disclosures?facets=topic&size=1&topic=" + Sunwindow.encoded("民政、扶贫、慈善"));
        int below =
                get("/disclosures?topic=" + Sunwindow.encoded("民政、扶贫、慈善/社会救助")).getInt("total.value");
        assertThat(topic.getInt("total.value")).isGreaterThan(below).isPositive();
        int city = get("/disclosures?division=990100").getInt("total.value");
        int district = get("/disclosures?division=990102000000").getInt("total.value");
        assertThat(city).isGreaterThan(district);
        assertThat(district).isPositive();
    }

    @Test
    void rangesAreInclusive() {
        Json day = get("/disclosures?publishedFrom=2026-06-01&publishedTo=2026-06-30&size=100&sort=publishedAt");
        List<String> times = day.getList("items.publishedAt");
        assertThat(times).isNotEmpty().isSorted().allMatch(time -> time.startsWith("2026-06"));
        String first = times.getFirst().substring(0, 10);
        assertThat(get("/disclosures?publishedFrom=" + first + "&publishedTo=" + first)
                        .getInt("total.value"))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&q=%E6%B0%91%E6%94%BF",
                "&sort=issuedOn",
                "&sort=-issuedOn",
                "&q=%E6%95%91%E5%8A%A9&sort=publishedAt"
            })
    void cursorReturnsEveryRecordOnce(String parameters) {
        int total = get("/disclosures?size=1" + parameters).getInt("total.value");
        var seen = new ArrayList<String>();
        String next = "";
        do {
            Json page = get("/disclosures?size=17" + parameters + next);
            seen.addAll(page.getList("items.id"));
            next = page.getString("page.next") == null ? null : "&after=" + page.getString("page.next");
        } while (next != null);
        assertThat(seen).hasSize(total);
        assertThat(new HashSet<>(seen)).hasSize(total);
    }

    @Test
    void pagesAndCursorsReturnTheSameRecords() {
        String next = get("/disclosures?size=10").getString("page.next");
        assertThat(get("/disclosures?size=10&after=" + next).getList("items.id"))
                .isEqualTo(get("/disclosures?size=10&page=2").getList("items.id"));
    }

    @Test
    void cursorOfAnotherQueryIsRefused() {
        String next = get("/disclosures?size=10").getString("page.next");
        sunwindow
                .get("/disclosures?size=10&sort=publishedAt&after=" + next)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("cursor.invalid")));
    }

    @Test
    void listOmitsTheBody() {
        assertThat(get("/disclosures?size=5").getList("items.body")).containsOnlyNulls();
        Json record = get("/disclosures/990100001%2F202606-00002");
        assertThat(record.getString("body")).isNotBlank();
        assertThat(record.getString("id")).isEqualTo(record.getString("indexNo"));
        assertThat(record.getString("publishedAt")).endsWith("+08:00");
    }

    @Test
    void indexNumberMayContainAnUnencodedSlash() {
        sunwindow
                .get("/disclosures/990100001/202606-00002")
                .then()
                .statusCode(200)
                .body(jsonAt("docNo", equalTo("云民发〔2026〕27号")));
    }

    @Test
    void recordAvailableOnRequestShowsTitleAndHowToApplyOnly() {
        String line = """
                {"indexNo":"990100001/202611-77001","title":"关于养老机构消防隐患排查情况的内部报告","publisher":"云川市民政局",\
                "publishedAt":"2026-11-02","disclosureAttribute":"依申请公开","howToApply":"向市民政局办公室提出申请",\
                "summary":"隐患台账摘要","body":"青苹果养老院存在的问题清单","keywords":["青苹果"],"docNo":"云民密〔2026〕1号",\
                "attachments":[{"name":"台账.xls","url":"https://mz.yunchuan.example/t.xls"}]}""";
        sunwindow.publish("disclosure", line);
        Map<String, Object> record =
                get("/disclosures/990100001%2F202611-77001").getMap("");
        assertThat(record.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "indexNo",
                        "title",
                        "publisher",
                        "publishedAt",
                        "disclosureAttribute",
                        "howToApply",
                        "links",
                        "meta");
        assertThat(sunwindow.find("/disclosures", "青苹果").getInt("total.value")).isZero();
        assertThat(sunwindow.find("/disclosures", "云民密〔2026〕1号").getInt("total.value"))
                .isZero();
        assertThat(sunwindow.find("/disclosures", "消防隐患排查").getInt("total.value"))
                .isPositive();
    }

    @Test
    void recordWithoutNumberGetsAStableKey() {
        String line = """
                {"title":"全市民政工作会议召开","publisher":"云川市民政局","publishedAt":"2026-01-15 09:00:00",\
                "disclosureAttribute":"主动公开","body":"%s"}""";
        sunwindow.publish("disclosure", line.formatted("会议总结了上年度工作。"));
        String id = sunwindow.find("/disclosures", "全市民政工作会议召开").getString("items[0].id");
        Json again = sunwindow.publish("disclosure", line.formatted("会议总结了上一年度的工作。"));
        assertThat(again.getInt("changed")).isEqualTo(1);
        assertThat(get("/disclosures/" + id).getString("body")).contains("上一年度");
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
