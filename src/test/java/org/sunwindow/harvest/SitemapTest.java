package org.sunwindow.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Sitemaps list exactly what is public now, by its canonical address. The texts for programs say where they are. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SitemapTest {

    private static final String API = "https://mz.yunchuan.example/api/v1";
    private static final String LOCATIONS = "**.findAll { it.name() == 'loc' }*.text()";

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "disclosure", "office");
    }

    private List<String> locations(String path) {
        Response response = sunwindow.read(path);
        assertThat(response.header("Content-Type")).isEqualTo("application/xml;charset=UTF-8");
        return response.xmlPath().getList(LOCATIONS);
    }

    private static String path(String address) {
        assertThat(address).startsWith(API);
        return address.substring(API.length());
    }

    @Test
    void partsHaveEveryPublicRecordOnce() {
        var listed = new ArrayList<String>();
        for (String part : locations("/sitemap.xml")) {
            listed.addAll(locations(path(part)));
        }
        var expected = new TreeSet<String>();
        for (Kind<?> kind : kinds.all()) {
            keys(kind).forEach(key -> expected.add(API + kind.address(key)));
        }
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed)).isEqualTo(expected).hasSizeGreaterThan(200);
        assertThat(listed).contains(API + "/disclosures/990100001/202406-00004");
        listed.stream()
                .filter(address -> address.hashCode() % 20 == 0)
                .forEach(address -> sunwindow.read(path(address)));
    }

    private List<String> keys(Kind<?> kind) {
        var keys = new ArrayList<String>();
        String next = null;
        do {
            Json list = sunwindow
                    .read(kind.contract().path() + "?size=100" + (next == null ? "" : "&after=" + next))
                    .as(Json.class);
            keys.addAll(list.getList("items.id"));
            next = list.getString("page.next");
        } while (next != null);
        return keys;
    }

    /** The canonical address is the one that the page of the record states. */
    @Test
    void disclosuresHaveTheAddressOfTheirPage() {
        Json disclosure = sunwindow.read("/disclosures/990100001/202406-00004").as(Json.class);
        assertThat(locations("/sitemap-disclosure-1-1.xml")).contains(disclosure.getString("meta.Url"));
    }

    @Test
    void finerPartsHaveTheSameRecords() {
        var parts = new ArrayList<String>();
        for (int number = 1; number <= 4; number++) {
            List<String> part = locations("/sitemap-disclosure-%d-4.xml".formatted(number));
            assertThat(part).isNotEmpty().isSorted();
            parts.addAll(part);
        }
        assertThat(parts).containsExactlyInAnyOrderElementsOf(locations("/sitemap-disclosure-1-1.xml"));
    }

    @Test
    void withdrawnRecordsLeaveAndChangesHaveTheirTime() {
        sunwindow.publish(
                "division", "{\"code\":\"990199000000\",\"name\":\"地图区\",\"fullName\":\"云川市地图区\",\"level\":3}");
        String address = API + "/divisions/990199000000";
        Response part = sunwindow.read("/sitemap-division-1-1.xml");
        assertThat(part.xmlPath().<String>getList(LOCATIONS)).contains(address);
        assertThat(part.xmlPath().getString("urlset.url.find { it.loc == '%s' }.lastmod".formatted(address)))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        sunwindow.publish("division", "{\"withdraw\":\"990199000000\",\"reason\":\"有误\"}");
        assertThat(locations("/sitemap-division-1-1.xml")).doesNotContain(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disclosure-0-1",
                "disclosure-2-1",
                "disclosure-1-3",
                "disclosure-1-2048",
                "nothing-1-1",
                "disclosure",
                "disclosure-1-1-1"
            })
    void partsThatDoNotExistAreNotFound(String part) {
        sunwindow.get("/sitemap-" + part + ".xml").then().statusCode(404);
    }

    /** The bound of the protocol is 50,000. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "25000, 1", "25001, 2", "50001, 4", "1000000, 64"})
    void partsHaveAtMostHalfOfWhatIsAllowedOnAverage(long records, int parts) {
        assertThat(Sitemap.parts(records)).isEqualTo(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sitemap.xml", "/robots.txt", "/llms.txt"})
    void addressesAtTheRootAreThoseOfTheApi(String path) {
        Response below = sunwindow.read(path);
        Response root = RestAssured.given().baseUri(sunwindow.base()).get(path);
        assertThat(root.statusCode()).isEqualTo(200);
        assertThat(root.asString()).isEqualTo(below.asString());
        assertThat(root.header("Content-Type")).isEqualTo(below.header("Content-Type"));
        assertThat(root.header("ETag")).isEqualTo(below.header("ETag"));
        Response wrong = RestAssured.given().baseUri(sunwindow.base()).get(path + "?wrong=1");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.contentType()).startsWith("application/problem+json");
        Response method = RestAssured.given().baseUri(sunwindow.base()).delete(path);
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.header("Allow")).contains("GET");
    }

    @Test
    void robotsMayReadWhatIsPublic() {
        assertThat(sunwindow.read("/robots.txt").asString())
                .startsWith("User-agent: *\nAllow: /\n")
                .contains("\nDisallow: /api/v1/status-queries\n")
                .endsWith("\nSitemap: https://mz.yunchuan.example/sitemap.xml\n");
    }

    @Test
    void assistantsLearnWhereEverythingIs() {
        String text = sunwindow.read("/llms.txt").asString();
        assertThat(text)
                .startsWith("# 云川市民政局\n")
                .contains("办件进度须凭申请编号和验证信息查询")
                .contains("(https://mz.yunchuan.example/mcp)");
        kinds.all()
                .forEach(kind ->
                        assertThat(text).contains("(" + API + kind.contract().path() + ")"));
    }
}
