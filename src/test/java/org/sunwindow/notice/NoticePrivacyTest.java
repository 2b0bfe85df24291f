package org.sunwindow.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.notice.PlantedRows.Planted;

/** No personal data is published as a row of a notice. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NoticePrivacyTest {

    /** About 12,000 lines with personal data of twelve kinds, in lists. A list is refused if one of its lines is. */
    private static final int LINES = 11_500;

    /** Lines that are sent alone, so that each is judged by itself. */
    private static final int SINGLE_LINES = 2_300;

    /** A name that is that of a county, too, is nobody's without other names. */
    private static final double SINGLE_REFUSED = 0.9995;

    private static final int BATCH = 200;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    /** Lines that were refused, of how many. */
    private static final class Share {

        int refused;
        int of;

        void add(int lines, boolean isRefused) {
            of += lines;
            refused += isRefused ? lines : 0;
        }

        double value() {
            return (double) refused / of;
        }

        @Override
        public String toString() {
            return "%d/%d".formatted(refused, of);
        }
    }

    @Test
    @Tag("slow")
    void plantedRowsAreNotPublished() throws Exception {
        List<Planted> planted = PlantedRows.all().toList();
        for (int i = 0; i < planted.size(); i += BATCH) {
            sunwindow.publish(
                    "notice",
                    planted.subList(i, Math.min(planted.size(), i + BATCH)).stream()
                            .map(Planted::json)
                            .collect(Collectors.joining("\n")));
        }
        var all = new Share();
        var shares = new TreeMap<String, Share>();
        var published = new ArrayList<String>();
        Set<String> visible = visible(planted);
        for (Planted notice : planted) {
            boolean refused = !visible.contains(notice.id());
            if (notice.shape() != PlantedRows.Shape.SINGLE) {
                all.add(notice.planted(), refused);
            }
            shares.computeIfAbsent(notice.kind(), kind -> new Share()).add(notice.planted(), refused);
            shares.computeIfAbsent(notice.shape().name(), shape -> new Share()).add(notice.planted(), refused);
            if (!refused) {
                published.add("%s %s %s".formatted(notice.kind(), notice.id(), notice.values()));
            }
        }
        System.out.println("planted rows refused: " + all + " " + shares);
        published.forEach(System.out::println);
        Share single = shares.get(PlantedRows.Shape.SINGLE.name());
        assertThat(single.of).isGreaterThanOrEqualTo(SINGLE_LINES);
        assertThat(single.value()).as("single lines").isGreaterThanOrEqualTo(SINGLE_REFUSED);
        assertThat(all.of).isGreaterThanOrEqualTo(LINES);
        assertThat(all.refused).as("lines of lists").isEqualTo(all.of);
    }

    /** Over one connection: a new one for each of thousands of requests would exceed the connections that the service allows. */
    private Set<String> visible(List<Planted> planted) throws Exception {
        var visible = new HashSet<String>();
        try (var client = HttpClient.newHttpClient()) {
            for (Planted notice : planted) {
                var rows = HttpRequest.newBuilder(
                                URI.create(sunwindow.base() + "/api/v1/notices/" + notice.id() + "/rows"))
                        .build();
                int status = client.send(rows, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).as(notice.id()).isIn(200, 404);
                if (status == 200) {
                    visible.add(notice.id());
                }
            }
        }
        return visible;
    }

    /** The heading of a column tells what its cells are; alone, none of these cells is personal data. */
    @ParameterizedTest
    @CsvSource({
        "姓名, 单位, 王小明, 云川市木器厂, privacy.name, 0",
        "户主, 人口, 王小明, 3, privacy.name, 0",
        "村, 申请人, 望湖社区, 王小明, privacy.name, 1",
        "户主, 身份证号, 王*, 990102195306, privacy.identity, 1",
        "户主, 家庭住址, 王*, 3栋2单元501室, privacy.address, 1",
        "户主, 联系电话, 王*, 13812345678, privacy.mobile, 1"
    })
    void cellIsReadUnderItsHeading(String first, String second, String one, String other, String code, int cell) {
        Json run =
                sunwindow.publish("notice", NoticeTest.notice("heading-1", """
                "columns":[{"name":"a","label":"%s","type":"TEXT"},{"name":"b","label":"%s","type":"TEXT"}],\
                "rows":[{"cells":["周*","2"]},{"cells":["%s","%s"]}]""".formatted(first, second, one, other)));
        List<Map<String, Object>> rejects = sunwindow.rejects(run).getList("items");
        assertThat(rejects).anySatisfy(reject -> {
            assertThat(reject).containsEntry("code", code).containsEntry("field", "rows[1].cells[%d]".formatted(cell));
            assertThat(reject.toString()).doesNotContain(cell == 0 ? one : other);
        });
        sunwindow.get("/notices/heading-1").then().statusCode(404);
    }

    /** Figures of places and institutions are what tables are for. */
    @Test
    void tablesOfFiguresAreNoPersonalData() {
        Json run = sunwindow.publish("notice", NoticeTest.notice("figures-1", """
                "columns":[{"name":"a","label":"地区","type":"PLACE"},{"name":"b","label":"总户数","type":"COUNT"},\
                {"name":"c","label":"总人数","type":"COUNT"},{"name":"d","label":"男","type":"COUNT"},{"name":"e","label":"女","type":"COUNT"},\
                {"name":"f","label":"事项编码","type":"TEXT"},{"name":"g","label":"合计","type":"AMOUNT","unit":"分"}],\
                "rows":[{"cells":["石桥镇","1309","2519","3410","2586","15946638249","19833657647"]},\
                {"cells":["南浦区","4503","2419","7101","2764","17812983130","13309890890"]}]"""));
        assertThat(run.getInt("created")).isEqualTo(1);
    }
}
