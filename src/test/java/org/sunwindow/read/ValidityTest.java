package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Records that no longer hold are marked alike in lists and alone, and come last in lists of all kinds. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ValidityTest {

    /** A record of each kind that ended, with a number that sorts before all others. */
    private static final Map<String, String> LAPSED = Map.of(
            "division", "{\"code\":\"110000000000\",\"name\":\"已撤销市\",\"level\":1,\"validTo\":\"2001-01-01\"}",
            "organization", "{\"id\":\"a-1\",\"name\":\"已撤销的局\",\"closedOn\":\"2001-01-01\"}",
            "office", "{\"id\":\"a-1\",\"name\":\"已关闭的所\",\"type\":\"福利院\",\"closedOn\":\"2001-01-01\"}",
            "hotline", "{\"id\":\"a-1\",\"name\":\"已停用的热线\",\"number\":\"0500-8310099\",\"closedOn\":\"2001-01-01\"}",
            "catalogItem",
                    "{\"id\":\"a-1\",\"code\":\"A-1\",\"catalog\":\"旧目录\",\"version\":\"2000年版\",\"effectiveOn\":\"2000-01-01\",\"abolishedOn\":\"2001-01-01\",\"level1\":\"旧事项\",\"level2\":\"旧内容\",\"elements\":[\"内容\"],\"responsibleBody\":\"云川市民政局\"}",
            "service", "{\"code\":\"000000-A-1\",\"name\":\"已取消的事项\",\"type\":\"20\",\"status\":\"取消\"}",
            "disclosure",
                    "{\"indexNo\":\"a-1\",\"title\":\"刚刚公布就废止的办法\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2026-11-21 09:00:00\",\"disclosureAttribute\":\"主动公开\",\"validity\":\"废止\"}");

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples(
                "division",
                "organization",
                "office",
                "hotline",
                "service",
                "column",
                "catalogItem",
                "disclosure",
                "notice",
                "answer",
                "statistic",
                "site");
        LAPSED.forEach((kind, line) -> {
            if (Sunwindow.hasSample(kind)) {
                assertThat(sunwindow.publish(kind, line).getInt("rejected")).isZero();
            }
        });
    }

    @Test
    void lapsedRecordsComeLastAndEachOnce() {
        for (Kind<?> kind : kinds.all()) {
            String path = path(kind);
            List<Map<String, Object>> items = all(path + "?size=7");
            boolean lapsing = LAPSED.containsKey(kind.name());
            assertThat(items)
                    .extracting(item -> Boolean.FALSE.equals(item.get("inForce")))
                    .as(path)
                    .contains(lapsing ? new Boolean[] {true, false} : new Boolean[] {false})
                    .isSortedAccordingTo(Comparator.naturalOrder());
            assertThat(items).extracting(item -> item.get("id")).doesNotHaveDuplicates();
            Json counted = get(path + "?size=1");
            int total = items.size();
            // tests on the same server may have published more than are counted
            assertThat(counted.getInt("total.value"))
                    .isEqualTo(counted.getString("total.relation").equals("EXACT") ? total : 1_000);
            // pages by number are the same pages
            var paged = new ArrayList<Object>();
            for (int page = 1; page <= (total + 6) / 7; page++) {
                paged.addAll(get(path + "?size=7&page=" + page).getList("items.id"));
            }
            assertThat(paged)
                    .isEqualTo(items.stream().map(item -> item.get("id")).toList());
        }
        List<Map<String, Object>> found = all("/search?division=990000&size=50");
        assertThat(found)
                .extracting(item -> Boolean.FALSE.equals(item.get("inForce")))
                .contains(true, false)
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void explicitOrderIsKept() {
        List<String> times = get("/disclosures?size=100&sort=-publishedAt").getList("items.publishedAt");
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void recordIsMarkedAsInItsList() {
        for (Kind<?> kind : kinds.all()) {
            String path = path(kind);
            for (Map<String, Object> item : all(path + "?size=100")) {
                Json alone = get(path + "/" + item.get("id"));
                for (String mark : List.of("inForce", "basisInForce")) {
                    assertThat(alone.<Boolean>get(mark))
                            .as("%s of %s/%s", mark, path, item.get("id"))
                            .isEqualTo(item.get(mark));
                }
            }
        }
    }

    private List<Map<String, Object>> all(String list) {
        var items = new ArrayList<Map<String, Object>>();
        String after = "";
        while (after != null) {
            Json page = get(list + after);
            items.addAll(page.getList("items"));
            after = page.get("page.next") == null ? null : "&after=" + page.getString("page.next");
        }
        return items;
    }

    private static String path(Kind<?> kind) {
        return kind.contract().path();
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
