package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Tags, units in charge, parts of numbers, read counts, the printed text and the metadata of the page of a record. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CompleteDisclosureTest {

    private static final String FULL = line("990100001/201903-00081", "蟠桃种植补助办法", "主动公开", """
                    ,"docNo":"云桃发〔2019〕8号","issuedOn":"2019-02-27","effectiveOn":"2019-04-01","validity":"有效","source":"市桃业站",\
                    "columns":["c-peach"],"tags":["阳光桃业","补助发放"],"summary":"每亩补助二百元。","keywords":["蟠桃","补助"],"dutyUnits":["桃业科","财务科"],\
                    "readCount":120,"readCountOn":"2026-11-20","body":"第一条 本办法适用于蟠桃。\\n第二条 补助按亩计算。",\
                    "attachments":[{"name":"申请表.doc","url":"https://mz.yunchuan.example/files/sqb.doc"},\
                    {"name":"标准.xlsx","url":"https://mz.yunchuan.example/files/bz.xlsx"}]""");

    private static final String LATER = line(
            "P-2",
            "蟠桃收购通知",
            "主动公开",
            ",\"docNo\":\"云桃发[2019]12号\",\"dutyUnit\":\"财务科\",\"tags\":[\"阳光桃业\"],\"readCount\":7,\"body\":\"蟠桃收购\"");

    private static final String NEWEST = line(
            "P-3",
            "蟠桃评比公告",
            "主动公开",
            ",\"docNo\":\"云果函（2020）3号\",\"dutyUnit\":\"果业科\",\"dutyUnits\":[\"桃业科\"],\"body\":\"蟠桃评比\",\"visibleUntil\":\"2026-11-25 00:00:00\"");

    private static final String ON_REQUEST =
            line("P-4", "蟠桃种植户台账", "依申请公开", ",\"howToApply\":\"向局办公室提出\",\"body\":\"台账\",\"columns\":[\"c-peach\"]");

    private static final String PATH = "/disclosures/990100001/201903-00081";

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        Json run = sunwindow.publish("disclosure", FULL + LATER + NEWEST + ON_REQUEST);
        assertThat(run.getInt("rejected")).isZero();
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        for (String id : List.of("990100001/201903-00081", "P-2", "P-3", "P-4")) {
            sunwindow.publish("disclosure", "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(id));
        }
    }

    @Test
    void tagsAndKeywordsAreFiltersAndFacets() {
        assertThat(ids("tags=" + Sunwindow.encoded("阳光桃业"))).containsExactlyInAnyOrder("990100001/201903-00081", "P-2");
        assertThat(ids("tags=" + Sunwindow.encoded("补助发放"))).containsExactly("990100001/201903-00081");
        assertThat(ids("keywords=" + Sunwindow.encoded("蟠桃"))).containsExactly("990100001/201903-00081");
        Json facets = get("/disclosures?size=1&facets=tags,keywords&docOrgan=" + Sunwindow.encoded("云桃发"));
        assertThat(facets.<Integer>get("facets.tags[value=阳光桃业].count")).isEqualTo(2);
        assertThat(facets.<Integer>get("facets.keywords[value=补助].count")).isEqualTo(1);
    }

    @Test
    void eachUnitInChargeFindsTheRecord() {
        Json joint = get(PATH);
        assertThat(joint.getString("dutyUnit")).isEqualTo("桃业科");
        assertThat(joint.getList("dutyUnits")).containsExactly("桃业科", "财务科");
        assertThat(ids("dutyUnit=" + Sunwindow.encoded("财务科")))
                .containsExactlyInAnyOrder("990100001/201903-00081", "P-2");
        assertThat(get("/disclosures/P-3").getList("dutyUnits"))
                .as("the unit that leads comes first")
                .containsExactly("果业科", "桃业科");
        assertThat(ids("dutyUnit=" + Sunwindow.encoded("桃业科")))
                .containsExactlyInAnyOrder("990100001/201903-00081", "P-3");
        assertThat(get("/disclosures/P-2").<Object>get("dutyUnits")).isNull();
    }

    @Test
    void documentsAreFoundAndSortedByThePartsOfTheirNumbers() {
        String organ = "docOrgan=" + Sunwindow.encoded("云桃发");
        assertThat(ids(organ + "&sort=docNo")).containsExactly("990100001/201903-00081", "P-2");
        assertThat(ids(organ + "&sort=-docNo")).containsExactly("P-2", "990100001/201903-00081");
        assertThat(ids(organ + "&docYear=2019&docSerial=12")).containsExactly("P-2");
        assertThat(ids(organ + "&docYear=" + Sunwindow.encoded("2019年") + "&docSerial=" + Sunwindow.encoded("第012号")))
                .as("as people write it")
                .containsExactly("P-2");
        for (String serial : List.of("12号", "第12号", "012")) {
            assertThat(ids(organ + "&docSerial=" + Sunwindow.encoded(serial)))
                    .as(serial)
                    .containsExactly("P-2");
        }
        for (String wrong : List.of("docSerial=abc", "docSerial=-12", "docYear=19", "docNo=%E2%80%94", "topic=/")) {
            Json problem = sunwindow
                    .get("/disclosures?" + wrong)
                    .then()
                    .statusCode(400)
                    .extract()
                    .as(Json.class);
            assertThat(problem.getString("errors[0].message")).as(wrong).startsWith("应");
        }
        assertThat(ids("docYear=2020&docSerial=3&q=" + Sunwindow.encoded("蟠桃"))).containsExactly("P-3");
        assertThat(get("/disclosures?size=1&facets=docOrgan").getList("facets.docOrgan.value"))
                .contains("云桃发", "云果函");
        assertThat(get("/disclosures/P-2").<Object>get("docOrgan"))
                .as("not typed in, so not a component")
                .isNull();
        // the cursor of a sort by number
        String next = get("/disclosures?size=1&sort=docNo&" + organ).getString("page.next");
        assertThat(ids("size=1&sort=docNo&" + organ + "&after=" + next)).containsExactly("P-2");
    }

    @Test
    void suppliedReadCountIsShownAndSorts() {
        assertThat(get(PATH).getInt("readCount")).isEqualTo(120);
        assertThat(get(PATH).getString("readCountOn")).isEqualTo("2026-11-20");
        assertThat(ids("q=" + Sunwindow.encoded("蟠桃") + "&sort=-readCount"))
                .startsWith("990100001/201903-00081", "P-2")
                .contains("P-3");
    }

    @Test
    void printedTextHasAllThatAReaderOfPaperNeeds() {
        Response answer = sunwindow.get(PATH + "/text");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(answer.asString()).isEqualTo("""
                蟠桃种植补助办法

                文号：云桃发〔2019〕8号
                索引号：990100001/201903-00081
                发布机构：云川市民政局
                成文日期：2019年2月27日
                发布时间：2019年3月1日 09:00
                生效日期：2019年4月1日
                有效性：有效
                公开属性：主动公开

                第一条 本办法适用于蟠桃。
                第二条 补助按亩计算。

                附件：
                1. 申请表.doc
                   https://mz.yunchuan.example/files/sqb.doc
                2. 标准.xlsx
                   https://mz.yunchuan.example/files/bz.xlsx

                来源：市桃业站
                地址：https://mz.yunchuan.example/api/v1/disclosures/990100001/201903-00081
                """);
        assertThat(sunwindow.request().accept("text/plain").get(PATH).asString())
                .isEqualTo(answer.asString());
    }

    @Test
    void printedTextIsCachedAndMayBeRefused() {
        String etag = sunwindow.get(PATH + "/text").header("ETag");
        assertThat(sunwindow.get(PATH + "/text").header("Cache-Control")).contains("max-age");
        assertThat(status(Map.of("If-None-Match", etag), PATH + "/text")).isEqualTo(304);
        assertThat(status(Map.of("Accept", "text/*"), PATH + "/text")).isEqualTo(200);
        assertThat(status(Map.of("Accept", "image/png"), PATH + "/text")).isEqualTo(406);
        assertThat(status(Map.of("Accept", "*/*, text/plain;q=0"), PATH + "/text"))
                .isEqualTo(406);
        assertThat(sunwindow
                        .get("/disclosures/P-none/text")
                        .then()
                        .statusCode(404)
                        .extract()
                        .as(Json.class)
                        .<String>get("code"))
                .isEqualTo("record.not-found");
        assertThat(sunwindow.get(PATH + "/text?size=1").statusCode()).isEqualTo(400);
        clock.forward(Duration.ofDays(4));
        assertThat(sunwindow
                        .get("/disclosures/P-3/text")
                        .then()
                        .statusCode(410)
                        .extract()
                        .as(Json.class)
                        .<String>get("code"))
                .isEqualTo("record.expired");
        sunwindow.publish("disclosure", "{\"withdraw\":\"P-2\",\"reason\":\"有误\"}");
        assertThat(sunwindow
                        .get("/disclosures/P-2/text")
                        .then()
                        .statusCode(410)
                        .extract()
                        .as(Json.class)
                        .<String>get("code"))
                .isEqualTo("record.withdrawn");
    }

    @Test
    void printedTextOfWhatIsNotOpenHasNoBody() {
        assertThat(sunwindow.get("/disclosures/P-4/text").asString())
                .contains("蟠桃种植户台账", "公开属性：依申请公开", "申请方式：向局办公室提出")
                .doesNotContain("台账\n\n台账", "来源：");
    }

    @Test
    void printedTextSaysThatADocumentNoLongerHolds() {
        sunwindow.publish(
                "disclosure",
                line(
                        "P-2",
                        "蟠桃收购通知",
                        "主动公开",
                        ",\"body\":\"新\",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"990100001/201903-00081\"}]"));
        assertThat(sunwindow.get(PATH + "/text").asString()).contains("有效性：废止").doesNotContain("有效性：有效");
    }

    @Test
    void singleRecordHasTheMetadataOfItsPage() {
        sunwindow.publish("column", "{\"id\":\"c-peach\",\"name\":\"桃业公开\"}");
        // however the key is typed
        Map<String, String> meta =
                get("/disclosures/990100001/201903%E2%80%9300081").getMap("meta");
        assertThat(meta)
                .containsOnly(
                        Map.entry("SiteName", "云川市民政局"),
                        Map.entry("SiteDomain", "mz.yunchuan.example"),
                        Map.entry("SiteIDCode", "9901000017"),
                        Map.entry("ColumnName", "桃业公开"),
                        Map.entry("ArticleTitle", "蟠桃种植补助办法"),
                        Map.entry("PubDate", "2019-03-01 09:00"),
                        Map.entry("ContentSource", "市桃业站"),
                        Map.entry("Keywords", "蟠桃,补助"),
                        Map.entry("Description", "每亩补助二百元。"),
                        Map.entry("Url", "https://mz.yunchuan.example/api/v1/disclosures/990100001/201903-00081"));
        sunwindow.publish("column", "{\"withdraw\":\"c-peach\",\"reason\":\"有误\"}");
        assertThat(get(PATH).getMap("meta")).doesNotContainKey("ColumnName");
        Json other = get("/disclosures/P-2");
        assertThat(other.getString("meta.ContentSource")).isEqualTo("云川市民政局");
        assertThat(other.getMap("meta")).doesNotContainKeys("Keywords", "Description");
        assertThat(get("/disclosures?docOrgan=" + Sunwindow.encoded("云桃发")).getList("items.meta"))
                .containsOnlyNulls();
        Json onRequest = get("/disclosures/P-4");
        assertThat(onRequest.<Object>get("columns")).isNull();
        assertThat(onRequest.getMap("meta")).doesNotContainKey("ColumnName");
    }

    private List<String> ids(String query) {
        return get("/disclosures?" + query).getList("items.id");
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    private int status(Map<String, String> headers, String path) {
        return sunwindow.request().headers(headers).get(path).statusCode();
    }

    private static String line(String indexNo, String title, String attribute, String more) {
        return "{\"indexNo\":\"%s\",\"title\":\"%s\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2019-03-01 09:00:00\",\"disclosureAttribute\":\"%s\"%s}%n"
                .formatted(indexNo, title, attribute, more);
    }
}
