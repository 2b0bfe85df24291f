package org.sunwindow.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
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

/** The tree of columns, what is published in it, and the way from a record to its place in the tree. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ColumnTest {

    private static final List<String> COLUMNS = List.of("t-top", "t-a", "t-b", "t-a1", "t-lost", "t-x", "t-y");
    private static final List<String> RECORDS = List.of("T-1", "T-2", "T-3", "T-4");

    private static final String TREE = column("t-top", "桃业", null, 900)
            + column("t-b", "桃园", "t-top", 20)
            + column("t-a", "桃种", "T-TOP", 10)
            + column("t-a1", "油桃种", "t-a", null);

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void publish() {
        assumeTrue(Sunwindow.hasSample("disclosure"));
        sunwindow = Sunwindow.underTest();
        sunwindow.publish("column", TREE);
        sunwindow.publish(
                "disclosure",
                record("T-1", "[\"t-a1\",\"t-b\"]", "")
                        + record("T-2", "[\"t-a\"]", "")
                        + record("T-3", "[\"t-b\"]", ",\"visibleUntil\":\"2026-11-25 00:00:00\"")
                        + record("T-4", "[\"t-b\"]", ",\"validity\":\"废止\""));
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        RECORDS.forEach(id -> withdraw("disclosure", id));
        COLUMNS.forEach(id -> withdraw("column", id));
    }

    @Test
    void treeHasOrderPathsAndCountsInWhichNoRecordIsCountedTwice() {
        Map<String, Object> top = node("t-top");
        assertThat(top).containsEntry("count", 4).containsEntry("name", "桃业");
        assertThat(children(top)).extracting(child -> child.get("id")).containsExactly("t-a", "t-b");
        assertThat(node("t-a")).containsEntry("count", 2);
        assertThat(node("t-b")).containsEntry("count", 3);
        assertThat(node("t-a1")).containsEntry("count", 1).doesNotContainKey("children");
        assertThat(path(node("t-a1"))).containsExactly("桃业", "桃种", "油桃种");
    }

    /** Of every column, those of the sample data included. */
    @Test
    void countOfAColumnIsWhatItsFilterFinds() {
        sunwindow.publish("column", Sunwindow.sample("column"));
        sunwindow.publish("disclosure", Sunwindow.sample("disclosure"));
        List<Map<String, Object>> nodes = nodes();
        assertThat(nodes).hasSizeGreaterThan(30).hasSize(get("/columns/tree").getInt("total"));
        Json facets = get("/disclosures?size=1&facets=column");
        for (Map<String, Object> node : nodes) {
            Object total = get("/disclosures?size=1&column=" + node.get("id")).get("total.value");
            assertThat(total).as(node.get("id").toString()).isEqualTo(node.get("count"));
            Object counted = facets.get("facets.column[value=%s].count".formatted(node.get("id")));
            assertThat(counted == null ? 0 : counted)
                    .as(node.get("id").toString())
                    .isEqualTo(total);
        }
        assertThat(nodes).filteredOn(node -> node.get("count").equals(0)).hasSizeLessThan(8);
    }

    @Test
    void recordHasTheWayToEachOfItsColumns() {
        Json record = get("/disclosures/T-1");
        assertThat(record.getList("columns")).containsExactly("t-a1", "t-b");
        assertThat(record.getList("links.columns[0].path.name")).containsExactly("桃业", "桃种", "油桃种");
        assertThat(record.getList("links.columns[0].path.id")).containsExactly("t-top", "t-a", "t-a1");
        assertThat(record.getList("links.columns[1].path.name")).containsExactly("桃业", "桃园");
        withdraw("column", "t-b");
        assertThat(get("/disclosures/T-1").getList("links.columns.path.name"))
                .containsExactly(List.of("桃业", "桃种", "油桃种"));
    }

    @Test
    void columnShowsItsPathItsChildrenAndItsCount() {
        Json column = get("/columns/T-Top");
        assertThat(column.getInt("links.count")).isEqualTo(4);
        assertThat(column.getList("links.children.id")).containsExactly("t-a", "t-b");
        assertThat(column.getList("links.children.count")).containsExactly(2, 3);
        Json listed = get("/columns?parent=t-top&sort=order");
        assertThat(listed.getList("items.id")).containsExactly("t-a", "t-b");
        assertThat(listed.getList("items.count")).containsExactly(2, 3);
        assertThat(listed.getList("items[0].path.name")).containsExactly("桃业", "桃种");
        assertThat(get("/columns?parent=t-top&sort=-order").getList("items.id")).containsExactly("t-b", "t-a");
    }

    @Test
    void movedColumnTakesItsRecordsWithIt() {
        assertThat(found("t-b")).containsExactlyInAnyOrder("T-1", "T-3", "T-4");
        sunwindow.publish("column", column("t-a", "桃种", "t-b", 10));
        assertThat(found("t-b")).containsExactlyInAnyOrder("T-1", "T-2", "T-3", "T-4");
        assertThat(node("t-b")).containsEntry("count", 4);
        assertThat(node("t-top")).containsEntry("count", 4);
        assertThat(path(node("t-a1"))).containsExactly("桃业", "桃园", "桃种", "油桃种");
    }

    @Test
    void expiredRecordIsNoLongerCounted() {
        assertThat(node("t-b")).containsEntry("count", 3);
        clock.forward(Duration.ofDays(4));
        assertThat(node("t-b")).containsEntry("count", 2);
        assertThat(node("t-top")).containsEntry("count", 3);
    }

    @Test
    void columnWithAnUnknownParentIsToldAndShownAtTheTop() {
        Json run = sunwindow.publish("column", column("t-lost", "散桃", "t-nowhere", null));
        assertThat(run.getInt("rejected")).isZero();
        assertThat(warnings(run)).containsExactly("reference.unknown");
        assertThat(topLevel()).contains("t-lost");
        assertThat(path(node("t-lost"))).containsExactly("散桃");
        sunwindow.publish("column", column("t-nowhere", "补报的", "t-top", null));
        assertThat(path(node("t-lost"))).containsExactly("桃业", "补报的", "散桃");
        withdraw("column", "t-nowhere");
    }

    @Test
    void circleIsToldAndItsColumnsAreShownOnce() {
        Json run = sunwindow.publish("column", column("t-x", "甲", "t-y", null) + column("t-y", "乙", "t-x", null));
        assertThat(run.getInt("rejected")).isZero();
        assertThat(warnings(run)).contains("relation.circle");
        assertThat(sunwindow.rejects(run).getList("items.message", String.class))
                .anySatisfy(message -> assertThat(message).contains("t-x → t-y → t-x"));
        assertThat(nodes()).filteredOn(node -> node.get("id").equals("t-x")).hasSize(1);
        assertThat(nodes()).filteredOn(node -> node.get("id").equals("t-y")).hasSize(1);
        Json later = sunwindow.publish("column", column("t-top", "桃业", "t-a1", null));
        assertThat(warnings(later)).as("with what was stored before").contains("relation.circle");
        assertThat(node("t-a1")).containsEntry("count", 4);
        sunwindow.publish("column", TREE);
    }

    @Test
    void columnAboveItselfIsRefused() {
        Json run = sunwindow.publish("column", column("t-x", "甲", "T-X", null) + column("tree", "乙", null, null));
        assertThat(run.getInt("rejected")).isEqualTo(2);
        assertThat(sunwindow.rejects(run).getList("items.code")).contains("relation.self", "id.reserved");
    }

    @Test
    void unknownColumnOfARecordIsTold() {
        Json run = sunwindow.publish("disclosure", record("T-1", "[\"t-a1\",\"t-none\"]", ""));
        assertThat(warnings(run)).containsExactly("reference.unknown");
        assertThat(get("/disclosures/T-1").getList("links.columns.path.name"))
                .containsExactly(List.of("桃业", "桃种", "油桃种"));
    }

    @Test
    void treeIsCachedLikeOtherReads() {
        var answer = sunwindow.get("/columns/tree").then().statusCode(200).extract();
        assertThat(answer.header("Cache-Control")).contains("max-age");
        sunwindow
                .request()
                .header("If-None-Match", answer.header("ETag"))
                .get("/columns/tree")
                .then()
                .statusCode(304);
        sunwindow.get("/columns/tree?depth=2").then().statusCode(400);
    }

    private List<String> topLevel() {
        return get("/columns/tree").getList("items.id");
    }

    private List<Map<String, Object>> nodes() {
        var all = new ArrayList<Map<String, Object>>();
        add(get("/columns/tree").getList("items"), all);
        return all;
    }

    private static void add(List<Map<String, Object>> nodes, List<Map<String, Object>> all) {
        for (Map<String, Object> node : nodes) {
            all.add(node);
            add(children(node), all);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> children(Map<String, Object> node) {
        return (List<Map<String, Object>>) node.getOrDefault("children", List.of());
    }

    @SuppressWarnings("unchecked")
    private static List<String> path(Map<String, Object> node) {
        return ((List<Map<String, String>>) node.get("path"))
                .stream().map(step -> step.get("name")).toList();
    }

    private Map<String, Object> node(String id) {
        return nodes().stream()
                .filter(node -> node.get("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> found(String column) {
        return get("/disclosures?column=" + column).getList("items.id");
    }

    private List<String> warnings(Json run) {
        return sunwindow.rejects(run).getList("items.code");
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    private void withdraw(String kind, String id) {
        sunwindow.publish(kind, "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(id));
    }

    private static String column(String id, String name, String parent, Integer order) {
        return "{\"id\":\"%s\",\"name\":\"%s\"%s%s}%n"
                .formatted(
                        id,
                        name,
                        parent == null ? "" : ",\"parent\":\"" + parent + "\"",
                        order == null ? "" : ",\"order\":" + order);
    }

    private static String record(String id, String columns, String more) {
        return "{\"indexNo\":\"%s\",\"title\":\"油桃通告%s\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2025-03-01 09:00:00\",\"disclosureAttribute\":\"主动公开\",\"body\":\"油桃\",\"columns\":%s%s}%n"
                .formatted(id, id, columns, more);
    }
}
