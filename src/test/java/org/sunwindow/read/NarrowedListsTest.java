package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.request.FieldParameters;
import org.sunwindow.read.request.ListParameters;

/** The parameters {@code ids}, {@code fields} and {@code modifiedSince}, and filters with a minus sign, of every list. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NarrowedListsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static boolean published;

    @Inject
    Kinds kinds;

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSamples() {
        clock.reset();
        sunwindow = Sunwindow.underTest();
        if (!published) {
            published = true;
            sunwindow.publishSamples(samples().stream().map(Kind::name).toArray(String[]::new));
        }
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private List<Kind<?>> samples() {
        return kinds.all().stream()
                .filter(kind -> Sunwindow.hasSample(kind.name()))
                .<Kind<?>>map(kind -> kind)
                .toList();
    }

    private static String path(Kind<?> kind) {
        return kind.contract().path();
    }

    /** The items of all pages, by key. */
    private Map<String, JsonNode> walk(String list) {
        var items = new HashMap<String, JsonNode>();
        String after = "";
        while (after != null) {
            String first = list + (list.endsWith("?") ? "" : "&") + "size=100";
            JsonNode page = tree(first + after);
            page.path("items").forEach(item -> items.put(item.path("id").asText(), item));
            String next = page.path("page").path("next").asText(null);
            after = next == null ? null : "&after=" + next;
        }
        return items;
    }

    private JsonNode tree(String path) {
        try {
            if (!path.contains("fields=")) {
                return JSON.readTree(sunwindow.read(path).asString());
            }
            // the contract describes whole items, which have required members
            return JSON.readTree(Sunwindow.settled(
                            path,
                            () -> RestAssured.given()
                                    .config(Sunwindow.AS_GIVEN)
                                    .baseUri(sunwindow.base())
                                    .basePath("/api/v1")
                                    .urlEncodingEnabled(false)
                                    .get(path))
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void refused(String path, String name, String code, String message) {
        Json problem = sunwindow.get(path).then().statusCode(400).extract().as(Json.class);
        assertThat(problem.getString("errors[0].name")).isEqualTo(name);
        assertThat(problem.getString("errors[0].code")).isEqualTo(code);
        assertThat(problem.getString("errors[0].message")).contains(message);
    }

    @Test
    void idsReturnTheseRecordsInOneAnswer() {
        for (Kind<?> kind : samples()) {
            List<String> all =
                    new ArrayList<>(new TreeSet<>(walk(path(kind) + "?").keySet()));
            for (List<String> some : List.of(all.subList(0, 1), all.subList(0, Math.min(100, all.size())))) {
                var repeated = new StringBuilder();
                some.forEach(id -> repeated.append("&ids=").append(Sunwindow.encoded(id)));
                JsonNode found = tree(path(kind) + "?" + repeated.substring(1) + "&fields=id");
                // items may contain others, such as the columns above a column
                assertThat(found.path("items")
                                .valueStream()
                                .map(item -> item.path("id").asText()))
                        .as(kind.name())
                        .containsExactlyInAnyOrderElementsOf(some);
                assertThat(tree(path(kind) + "?ids=" + Sunwindow.encoded(String.join(",", some)) + "&fields=id")
                                .path("items"))
                        .isEqualTo(found.path("items"));
            }
        }
    }

    @Test
    void idsCombineWithFiltersTextAndTheirSpellings() {
        var two = "ids=990100001%2F202606-00002,990100001/202112-00008";
        assertThat(tree("/disclosures?" + two).path("total").path("value").asInt())
                .isEqualTo(2);
        assertThat(tree("/disclosures?" + two + "&year=2026").path("items").findValuesAsText("id"))
                .containsExactly("990100001/202606-00002");
        assertThat(tree("/divisions?ids=990102,990100")
                        .path("total")
                        .path("value")
                        .asInt())
                .isEqualTo(2);
        assertThat(tree("/disclosures?ids=nothing,990100001/202606-00002&facets=year")
                        .path("facets")
                        .path("year")
                        .size())
                .isEqualTo(1);
        var page = tree("/disclosures?" + two + "&size=1");
        assertThat(page.path("items").size()).isEqualTo(1);
        String next = page.path("page").path("next").asText();
        assertThat(tree("/disclosures?" + two + "&size=1&after=" + next)
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(sunwindow.get("/disclosures?size=1&after=" + next).statusCode())
                .isEqualTo(400);
    }

    @Test
    void idsAreRefusedIfTheyAreTooManyOrNone() {
        String many = "a,".repeat(50) + "b,".repeat(10);
        assertThat(sunwindow.get("/offices?ids=" + many).statusCode()).isEqualTo(200);
        var different = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            different.append(i).append(',');
        }
        refused("/offices?ids=" + different, "ids", "repeated", "100");
        refused("/offices?ids=,", "ids", "format", "编号");
        refused("/search?q=a&ids=b", "ids", "unknown", "");
    }

    /** Every value of every filter of every list: what is left out, and what is found, are all records. */
    @Test
    void filtersWithAMinusSignLeaveOutWhatTheFilterFinds() {
        for (Kind<?> kind : samples()) {
            Set<String> all = walk(path(kind) + "?fields=id").keySet();
            for (Filter filter : kind.fields().filters()) {
                if (!ListParameters.isExcluding(filter)) {
                    refused(path(kind) + "?-" + filter.name() + "=990102000000", "-" + filter.name(), "unknown", "");
                    continue;
                }
                for (String value : values(kind, filter)) {
                    String sent = filter.name() + "=" + Sunwindow.encoded(value);
                    var found = walk(path(kind) + "?fields=id&" + sent).keySet();
                    var rest = walk(path(kind) + "?fields=id&-" + sent).keySet();
                    var both = new HashSet<>(found);
                    both.addAll(rest);
                    assertThat(both).as("%s %s", kind.name(), sent).isEqualTo(all);
                    assertThat(found.size() + rest.size())
                            .as("%s %s", kind.name(), sent)
                            .isEqualTo(all.size());
                }
            }
        }
    }

    private List<String> values(Kind<?> kind, Filter filter) {
        var values = new ArrayList<String>();
        values.add(filter.example());
        if (filter.hasFacet()) {
            tree(path(kind) + "?size=1&facets=" + filter.name())
                    .path("facets")
                    .path(filter.name())
                    .forEach(value -> values.add(value.path("value").asText()));
        }
        return values.subList(0, Math.min(5, values.size()));
    }

    @Test
    void severalExcludedValuesLeaveOutAllOfThem() {
        var all = walk("/offices?fields=type");
        var rest = walk(
                "/offices?fields=type&-type=" + Sunwindow.encoded("婚姻登记处") + "&-type=" + Sunwindow.encoded("养老机构"));
        var expected = new HashSet<String>();
        all.forEach((id, office) -> {
            if (!Set.of("婚姻登记处", "养老机构").contains(office.path("type").asText())) {
                expected.add(id);
            }
        });
        assertThat(rest.keySet()).isEqualTo(expected).isNotEmpty().hasSizeLessThan(all.size());
        refused("/disclosures?-year=abc", "-year", "format", "");
    }

    /** A facet keeps what is left out, of its own filter as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/disclosures?-year=2025",
                "/disclosures?-year=2025&year=2026&q=%E4%BD%8E%E4%BF%9D",
                "/disclosures?-division=990102&q=%E5%85%BB%E8%80%81%20%E6%9C%8D%E5%8A%A1",
                "/disclosures?modifiedSince=2020-01-01",
                "/offices?-division=990102000000&includeSubordinate=true",
                "/search?-kind=disclosure&q=%E5%85%BB%E8%80%81"
            })
    void facetsCountWhatTheirValuesFind(String list) {
        String facet = list.startsWith("/search") ? "kind" : list.startsWith("/offices") ? "organization" : "year";
        int values = 0;
        for (JsonNode value :
                tree(list + "&size=1&facets=" + facet).path("facets").path(facet)) {
            String others = list.replaceAll("(?<=[?&])" + facet + "=[^&]*&?", "");
            JsonNode found = tree(others + "&size=1&" + facet + "="
                    + Sunwindow.encoded(value.path("value").asText()));
            assertThat(found.path("total").path("value").asInt())
                    .as(value.toString())
                    .isEqualTo(value.path("count").asInt());
            values++;
        }
        assertThat(values).isPositive();
    }

    @Test
    void cursorsBelongToWhatIsLeftOut() {
        String next =
                tree("/disclosures?size=5&-year=2025").path("page").path("next").asText();
        assertThat(sunwindow.get("/disclosures?size=5&-year=2025&after=" + next).statusCode())
                .isEqualTo(200);
        for (String other : List.of("", "&-year=2024", "&-year=2025&modifiedSince=2000-01-01", "&year=2025")) {
            assertThat(sunwindow
                            .get("/disclosures?size=5" + other + "&after=" + next)
                            .statusCode())
                    .as(other)
                    .isEqualTo(400);
        }
    }

    /** Items have the members that are named, with their values, and nothing else but the key and whether they are in force. */
    @Test
    void fieldsTrimItems() {
        for (Kind<?> kind : samples()) {
            var whole = walk(path(kind) + "?");
            for (String member : FieldParameters.members(kind)) {
                Set<String> kept = new HashSet<>(kind.keyFields());
                kept.addAll(List.of(member, "id", "inForce", "basisInForce"));
                if (kind.listed() != null) {
                    kept.addAll(List.of("path", "count"));
                }
                tree(path(kind) + "?size=100&fields=" + member).path("items").forEach(item -> {
                    JsonNode all = whole.get(item.path("id").asText());
                    all.properties()
                            .forEach(property -> assertThat(item.get(property.getKey()))
                                    .as("%s %s", member, property.getKey())
                                    .isEqualTo(kept.contains(property.getKey()) ? property.getValue() : null));
                    assertThat(item.size()).isLessThanOrEqualTo(all.size());
                });
            }
        }
    }

    @Test
    void fieldsReachIntoMembers() {
        JsonNode item = tree("/services?ids=990100-QR-003&fields=name,fee.charged,organization&highlight=true&q="
                        + Sunwindow.encoded("结婚"))
                .path("items")
                .path(0);
        assertThat(item.path("name").isTextual()).isTrue();
        assertThat(item.path("fee").size()).isLessThanOrEqualTo(1);
        assertThat(item.has("highlight")).isTrue();
        refused("/services?fields=nothing", "fields", "choice", "name");
        refused("/services?fields=fee.nothing", "fields", "choice", "fee.charged");
        refused("/services?fields=name.nothing", "fields", "choice", "可用的值：name");
        refused("/services?fields=,name", "fields", "choice", "name");
        refused("/search?q=a&fields=title", "fields", "unknown", "");
        assertThat(sunwindow
                        .request()
                        .header("Accept", "application/geo+json")
                        .get("/offices?fields=name")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sunwindow.get("/offices?view=board&fields=name").statusCode())
                .isEqualTo(400);
    }

    @Test
    void modifiedSinceFindsWhatHasChanged() {
        String list = "/offices?fields=name&modifiedSince=";
        assertThat(walk(list + "1990-01-01").keySet())
                .isEqualTo(walk("/offices?").keySet());
        clock.forward(Duration.ofDays(3));
        String line = "{\"id\":\"off-since-%d\",\"name\":\"改动处%d%s\",\"type\":\"养老机构\"}\n";
        sunwindow.publish("office", line.formatted(1, 1, "") + line.formatted(2, 2, ""));
        assertThat(walk(list + "2026-11-25").keySet()).containsExactlyInAnyOrder("off-since-1", "off-since-2");
        clock.forward(Duration.ofDays(3));
        sunwindow.publish("office", line.formatted(1, 1, "") + line.formatted(2, 2, "（新）"));
        assertThat(walk(list + "2026-11-28").keySet())
                .as("the same content again is no change")
                .containsExactly("off-since-2");
        assertThat(walk(list + "2026-11-25&asOf=2026-11-26").keySet())
                .as("what had changed then")
                .contains("off-since-1");
        assertThat(tree("/search?q=" + Sunwindow.encoded("改动处") + "&modifiedSince=2026-11-28")
                        .path("items")
                        .findValuesAsText("id"))
                .containsExactly("off-since-2");
        refused("/offices?modifiedSince=soon", "modifiedSince", "date", "日期");
        sunwindow.publish("office", "{\"withdraw\":\"off-since-1\"}\n{\"withdraw\":\"off-since-2\"}");
        assertThat(walk(list + "2026-11-25").keySet()).isEmpty();
    }
}
