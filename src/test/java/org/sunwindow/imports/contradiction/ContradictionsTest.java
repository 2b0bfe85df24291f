package org.sunwindow.imports.contradiction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What publishers are told of contradictions. The database is its own, because all of its records are examined. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class ContradictionsTest {

    private static final PlantedSet SET = new PlantedSet();
    private static boolean published;

    private Sunwindow demo;
    private Sunwindow bureau;
    private Sunwindow administrator;

    @BeforeEach
    void publish() {
        demo = Sunwindow.underTest();
        bureau = client("bureau-publisher-token-not-for-production");
        administrator = client("administrator-token-not-for-production");
        if (!published) {
            SET.lines.forEach((kind, lines) -> {
                JsonPath run = demo.publish(kind, String.join("\n", lines));
                assertThat(run.getInt("rejected")).as(kind).isZero();
            });
            SET.withdrawn.forEach((kind, keys) ->
                    keys.forEach(key -> demo.publish(kind, "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(key))));
            published = true;
        }
    }

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    private static List<Map<String, Object>> all(Sunwindow publisher, String query) {
        var items = new ArrayList<Map<String, Object>>();
        String after = "";
        while (after != null) {
            JsonPath page = publisher
                    .getAsPublisher("/contradictions" + (query + after).replaceFirst("^&?(?=.)", "?"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getInt("examined")).isLessThanOrEqualTo(Contradictions.MAX_EXAMINED);
            items.addAll(page.getList("items"));
            String next = page.getString("next");
            after = next == null ? null : "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        return items;
    }

    @Test
    void plantedContradictionsAreToldAndFewOthers() {
        var told = new HashMap<String, Set<String>>();
        for (var item : all(demo, "")) {
            told.computeIfAbsent(item.get("kind") + "/" + item.get("key"), key -> new HashSet<>())
                    .add((String) item.get("code"));
            assertThat((String) item.get("detail")).endsWith("。").doesNotContain("null", "%s");
        }
        var missed = new TreeMap<String, String>();
        SET.planted.forEach((record, code) -> {
            if (!told.getOrDefault(record, Set.of()).contains(code)) {
                missed.put(record, code);
            }
        });
        List<String> falsely = SET.consistent.stream().filter(told::containsKey).toList();
        System.out.printf(
                "contradictions: told %d of %d planted, falsely %d of %d consistent; missed %s; falsely %s%n",
                SET.planted.size() - missed.size(),
                SET.planted.size(),
                falsely.size(),
                SET.consistent.size(),
                missed,
                falsely.stream().map(record -> record + told.get(record)).toList());
        assertThat(SET.planted).hasSize(300);
        assertThat(SET.consistent).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(missed).hasSizeLessThanOrEqualTo(300 * 5 / 100);
        assertThat(falsely).hasSizeLessThanOrEqualTo(SET.consistent.size() * 2 / 100);
    }

    @Test
    void detailsNameBothSidesAndWhatToDo() {
        Map<String, Object> item = told(demo, "service", "P-SUM-0");
        assertThat(item.get("detail"))
                .isEqualTo("所述城市最低生活保障标准为 798 元，但“关于调整第0区城乡居民最低生活保障标准的通知”（2026-07-01起）定为 836 元；请按现行标准改写。");
        assertThat(item.get("other"))
                .isEqualTo(Map.of("kind", "disclosure", "key", "S-NEW-0", "title", "关于调整第0区城乡居民最低生活保障标准的通知"));
        Map<String, Object> closed = told(demo, "service", "P-END-0");
        assertThat(closed.get("field")).isEqualTo("offices[0]");
        assertThat((String) closed.get("detail")).contains("第0区原婚姻登记处", "承接它的是 f-0-0");
    }

    private static Map<String, Object> told(Sunwindow publisher, String kind, String key) {
        return all(publisher, "kind=" + kind).stream()
                .filter(item -> item.get("key").equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachPublisherIsToldOfItsOwnRecords() {
        assertThat(all(bureau, "kind=service")).isEmpty();
        assertThat(all(administrator, "kind=service")).hasSameSizeAs(all(demo, "kind=service"));
        demo.get("/contradictions").then().statusCode(401);
    }

    @Test
    void listIsFilteredByCode() {
        List<Map<String, Object>> phones = all(demo, "code=phone.different");
        assertThat(phones).hasSizeGreaterThanOrEqualTo(40);
        assertThat(phones).allMatch(item -> item.get("code").equals("phone.different"));
    }

    @Test
    void wrongParametersAreRefused() {
        for (String wrong : List.of("kind=x", "code=x", "after=x", "after=service/", "x=1")) {
            demo.getAsPublisher("/contradictions?" + wrong).then().statusCode(400);
        }
    }
}
