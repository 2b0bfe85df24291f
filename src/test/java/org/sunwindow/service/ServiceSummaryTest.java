package org.sunwindow.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Lists of the size that bureaus publish, imported as items, are counted by what they are, and their counts add up. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ServiceSummaryTest {

    /** A bureau with five lists and a section, and another that has only gone through its powers. */
    private static final String FIRST = "sum-1";

    private static final String SECTION = "sum-1-1";
    private static final String SECOND = "sum-2";

    /** Powers of the first bureau by type: 27. */
    private static final Map<String, Integer> POWERS = Map.of("01", 6, "02", 6, "05", 1, "07", 5, "10", 9);

    /** Powers of the second bureau by type: 77. */
    private static final Map<String, Integer> CLEARED =
            Map.of("01", 3, "FX", 1, "02", 33, "03", 3, "05", 5, "09", 1, "07", 6, "10", 25);

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        publish("organization", List.of("""
                {"id":"sum-1","name":"甲试验局"}""", """
                {"id":"sum-1-1","name":"甲试验局一科","parent":"sum-1"}""", """
                {"id":"sum-2","name":"乙试验局"}"""));
        publish("service", items());
    }

    private void publish(String kind, List<String> lines) {
        Json run = sunwindow.publish(kind, String.join("\n", lines));
        assertThat(run.getInt("rejected")).isZero();
    }

    private static List<String> items() {
        var lines = new ArrayList<String>();
        var powers = new ArrayList<String>();
        POWERS.forEach((type, count) -> {
            for (int i = 0; i < count; i++) {
                powers.add("S1-%s-%02d".formatted(type, i));
                lines.add(item(powers.getLast(), type, FIRST, """
                        "steps":[{"name":"受理"},{"name":"审查"},{"name":"决定"}],"promisedLimit":{"value":10,"unit":"工作日"},\
                        "reducedFrom":{"steps":4,"limit":{"value":20,"unit":"工作日"}}"""));
            }
        });
        for (int i = 0; i < 128; i++) {
            lines.add(item("S1-ZR-%03d".formatted(i), "ZR", FIRST, """
                    "power":"%s\"""".formatted(powers.get(i % powers.size()))));
        }
        for (int i = 0; i < 70; i++) {
            lines.add(item("S1-BJ-%03d".formatted(i), "BJ", FIRST, """
                    "partners":[{"name":"丙试验局","responsibilities":["协助核对"]}]"""));
        }
        for (int i = 0; i < 10; i++) {
            lines.add(item("S1-GG-%03d".formatted(i), "20", FIRST, """
                    "dutyUnits":["一科"]"""));
        }
        for (int i = 0; i < 12; i++) {
            lines.add(item("S1-JG-%03d".formatted(i), "JG", FIRST, """
                    "supervision":{"methods":["抽查"]}"""));
        }
        for (int i = 0; i < 73; i++) {
            lines.add(item("S1-LC-%03d".formatted(i), "LC", SECTION, """
                    "flowchart":{"name":"试验流程图","url":"https://mz.example/f/%d.pdf"}""".formatted(i)));
        }
        CLEARED.forEach((type, count) -> {
            for (int i = 0; i < count; i++) {
                lines.add(item("S2-%s-%02d".formatted(type, i), type, SECOND, """
                        "list":"职权清理目录\""""));
            }
        });
        return lines;
    }

    private static String item(String code, String type, String organization, String more) {
        return "{\"code\":\"%s\",\"name\":\"试验事项%s\",\"type\":\"%s\",\"organization\":\"%s\",%s}"
                .formatted(code, code, type, organization, more);
    }

    @ParameterizedTest
    @CsvSource({
        "sum-1, 权力清单, 27",
        "sum-1, 责任清单, 128",
        "sum-1, 职责边界, 70",
        "sum-1, 公共服务, 10",
        "sum-1, 监管制度, 12",
        "sum-1-1, 业务流程, 73",
        "sum-2, 职权清理目录, 77"
    })
    void listHasItsNumberOfItems(String organization, String list, int count) {
        Json summary = get("/services/summary?organization=" + organization);
        String path = "lists[list=%s].".formatted(list);
        assertThat(summary.getInt(path + "count")).isEqualTo(count);
        assertThat(summary.getInt(path + "inForce")).isEqualTo(count);
        assertThat(sum(summary, path + "types.values.count") + summary.getInt(path + "types.other"))
                .isEqualTo(count);
        assertThat(get("/services?size=1&organization=%s&list=%s".formatted(organization, Sunwindow.encoded(list)))
                        .getInt("total.value"))
                .isEqualTo(count);
    }

    @Test
    void powersAreCountedByTypeWithNames() {
        Json summary = get("/services/summary?organization=" + FIRST);
        assertThat(types(summary, "权力清单")).isEqualTo(POWERS);
        Json cleared = get("/services/summary?organization=" + SECOND);
        assertThat(types(cleared, "职权清理目录")).isEqualTo(CLEARED);
        assertThat(cleared.getList("types.values.label", String.class))
                .contains("非行政许可审批", "行政许可")
                .allMatch(label -> label.matches("\\p{IsHan}+"));
        assertThat(get("/services?facets=type&size=1&organization=" + FIRST).getList("facets.type.label", String.class))
                .contains("责任事项", "职责边界事项", "监管制度")
                .allMatch(label -> label.matches("\\p{IsHan}+"));
    }

    private static Map<String, Integer> types(Json summary, String list) {
        var types = new java.util.HashMap<String, Integer>();
        summary.<Map<String, Object>>getList("lists[list=%s].types.values".formatted(list))
                .forEach(type -> types.put((String) type.get("value"), (Integer) type.get("count")));
        return types;
    }

    /** 6 + 6 + 1 + 5 + 9 + 128 + 70 + 10 + 12 for one bureau, with the 73 of its section on request. */
    @Test
    void everyBreakdownAddsUp() {
        assertAddsUp(get("/services/summary?organization=" + FIRST), 247);
        assertAddsUp(get("/services/summary?organization=%s&includeSubordinate=true".formatted(FIRST)), 320);
        assertAddsUp(get("/services/summary?organization=%s&organization=%s".formatted(FIRST, SECOND)), 324);
        Json all = get("/services/summary");
        assertAddsUp(all, all.getInt("total"));
        Json subordinate = get("/services/summary?organization=%s&includeSubordinate=true".formatted(FIRST));
        assertThat(subordinate.getInt("organizations.values[value=sum-1].count"))
                .as("each item once, not below its parents too")
                .isEqualTo(247);
        assertThat(subordinate.getString("organizations.values[value=sum-1-1].label"))
                .isEqualTo("甲试验局一科");
    }

    private static void assertAddsUp(Json summary, int total) {
        assertThat(summary.getInt("total")).isEqualTo(total);
        assertThat(sum(summary, "lists.count") + summary.getInt("unlisted")).isEqualTo(total);
        for (String breakdown : List.of("status", "types", "organizations")) {
            assertThat(sum(summary, breakdown + ".values.count") + summary.getInt(breakdown + ".other"))
                    .as(breakdown)
                    .isEqualTo(total);
        }
        for (String share : List.of("flowcharts", "greenChannels", "notifications", "guides", "online")) {
            assertThat(summary.getInt(share + ".with") + summary.getInt(share + ".without"))
                    .as(share)
                    .isEqualTo(total);
        }
    }

    private static int sum(Json summary, String path) {
        return summary.getList(path, Integer.class).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    void itemsWithoutAChartAreFound() {
        Json summary = get("/services/summary?organization=%s&includeSubordinate=true".formatted(FIRST));
        assertThat(summary.getInt("flowcharts.with")).isEqualTo(73);
        assertThat(get("/services?hasFlowchart=true&size=1&organization=" + SECTION)
                        .getInt("total.value"))
                .isEqualTo(73);
        assertThat(get("/services?hasFlowchart=false&size=1&organization=" + FIRST)
                        .getInt("total.value"))
                .isEqualTo(247);
    }

    @Test
    void reductionsAreSummedUp() {
        Json summary = get("/services/summary?organization=" + FIRST);
        assertThat(summary.getMap("steps"))
                .containsEntry("items", 27)
                .containsEntry("before", 108)
                .containsEntry("now", 81)
                .containsEntry("percent", 25);
        assertThat(summary.getMap("limits[0]"))
                .containsEntry("unit", "工作日")
                .containsEntry("items", 27)
                .containsEntry("before", 540)
                .containsEntry("now", 270)
                .containsEntry("percent", 50);
        assertThat(get("/services/summary?organization=" + SECOND).getMap("")).doesNotContainKeys("steps", "limits");
        Json item = get("/services/S1-01-00");
        assertThat(item.getMap("reduction.steps")).isEqualTo(Map.of("before", 4, "now", 3, "percent", 25));
        assertThat(item.getMap("reduction.limit")).isEqualTo(Map.of("before", 20, "now", 10, "percent", 50));
        assertThat(get("/services?size=1&earlierStepCount=4&stepCount=3&organization=" + FIRST)
                        .getInt("total.value"))
                .isEqualTo(27);
    }

    /** Each of the 128 duties is found under its power, and leads to it. */
    @Test
    void dutiesBelongToPowers() {
        int duties = 0;
        for (String power : get("/services?size=100&organization=%s&list=%s"
                        .formatted(FIRST, Sunwindow.encoded("权力清单")))
                .getList("items.id", String.class)) {
            int linked = get("/services/" + power).getList("links.duties").size();
            assertThat(get("/services?size=1&power=" + power).getInt("total.value"))
                    .isEqualTo(linked);
            duties += linked;
        }
        assertThat(duties).isEqualTo(128);
    }

    @Test
    void summaryFollowsRevisionsAndIsCached() {
        String path = "/services/summary?organization=" + SECOND;
        Response before = sunwindow.get(path);
        String tag = before.header("ETag");
        assertThat(before.header("Cache-Control")).contains("public");
        sunwindow.request().header("If-None-Match", tag).get(path).then().statusCode(304);
        sunwindow.publish("service", "{\"withdraw\":\"S2-FX-00\",\"reason\":\"重复\"}");
        Json after = get(path);
        assertThat(after.getInt("total")).isEqualTo(76);
        assertAddsUp(after, 76);
        assertThat(after.getLong("asOf.revision"))
                .isGreaterThan(before.as(Json.class).getLong("asOf.revision"));
        sunwindow.request().header("If-None-Match", tag).get(path).then().statusCode(200);
    }

    @Test
    void cancelledItemsAreCountedApart() {
        publish("service", List.of(item("S2-03-00", "03", SECOND, """
                "list":"职权清理目录","cancelledOn":"2019-01-01","changeBasis":"试验决定\"""")));
        Json summary = get("/services/summary?organization=" + SECOND);
        assertThat(summary.getInt("total")).isEqualTo(77);
        assertThat(summary.getInt("inForce")).isEqualTo(76);
        assertThat(summary.getInt("status.values[value=取消].count")).isEqualTo(1);
        assertThat(get("/services/summary?inForce=true&organization=" + SECOND).getInt("total"))
                .isEqualTo(76);
    }

    @ParameterizedTest
    @CsvSource({"q=x", "type=01", "division=x", "inForce=maybe"})
    void wrongParametersAreRefused(String parameter) {
        sunwindow.get("/services/summary?" + parameter).then().statusCode(400);
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
