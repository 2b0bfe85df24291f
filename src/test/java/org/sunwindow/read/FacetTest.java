package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** The count of a facet value is the total that the value finds as a filter: every value of every facet of every list. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FacetTest {

    private static boolean published;

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        if (!published) {
            published = true;
            sunwindow.publishSamples("division", "organization", "office", "hotline", "service", "disclosure");
        }
    }

    @Test
    void everyValueOfEveryListFindsWhatIsCounted() {
        sunwindow.publishSamples(kinds.all().stream()
                .map(Kind::name)
                .filter(Sunwindow::hasSample)
                .toArray(String[]::new));
        for (Kind<?> kind : kinds.all()) {
            assertThat(check(path(kind), kind.fields().filters(), ""))
                    .as(kind.name())
                    .isPositive();
        }
    }

    /** Few records have all words of some of these texts, many have most of them. */
    @ParameterizedTest
    @ValueSource(strings = {"养老 服务", "低保标准怎么申请", "婚因登记", "结婚证去哪里办", "火星低保"})
    void everyValueOfEverySearchFindsWhatIsCounted(String text) {
        String query = "&q=" + Sunwindow.encoded(text);
        for (Kind<?> kind : kinds.all()) {
            check(path(kind), kind.fields().filters(), query);
        }
        check("/search", kinds.siteFilters(), query);
    }

    /** A facet ignores its own filter, but not the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&year=2025&q=养老 服务",
                "&year=2019&q=养老 服务",
                "&year=2025&division=990102000000&q=养老服务补贴",
                "&interprets=990100001/202203-00003",
                "&inForce=true"
            })
    void valuesBesideOtherFiltersFindWhatIsCounted(String criteria) {
        Kind<?> kind = kinds.get("disclosure");
        check(path(kind), kind.fields().filters(), query(criteria));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&serves=990102001000",
                "&serves=990102001000&type=婚姻登记处",
                "&serves=990102001000&q=婚姻登记",
                "&serves=990102001000&type=政务服务大厅&q=民政",
                "&serves=990102001000&serves=990103000000",
                "&serves=990102001000&serves=990103000000&type=婚姻登记处",
                "&service=990100-QT-005",
                "&includeSubordinate=true",
                "&includeSubordinate=true&organization=org-yc-mzj",
                "&near=30.33,118.8&radius=20000"
            })
    void valuesOfOfficesFindWhatIsCounted(String criteria) {
        Kind<?> kind = kinds.get("office");
        check(path(kind), kind.fields().filters(), query(criteria));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&includeSubordinate=true", "&office=off-yc-zwzx", "&includeSubordinate=true&q=登记"})
    void valuesOfServicesFindWhatIsCounted(String criteria) {
        Kind<?> kind = kinds.get("service");
        check(path(kind), kind.fields().filters(), query(criteria));
    }

    /** The offices of an item are those that it names and those that name it. */
    @Test
    void facetOfOneSideOfARelationCountsBoth() {
        Json offices = get("/offices?facets=service&size=1");
        assertThat(offices.getList("facets.service.value"))
                .as("only the guide names its office")
                .contains("990100-QT-005");
        Json services = get("/services?facets=office&size=1");
        int counted = services.getInt("facets.office[value=off-yc-zwzx].count");
        assertThat(counted).isEqualTo(get("/services?office=off-yc-zwzx&size=1").getInt("total.value"));
    }

    /** An item may name a record that was never published, or is not public any more. */
    @Test
    void facetsNameOnlyPublicRecords() {
        sunwindow.publish("service", """
                {"code":"FACET-1","name":"榆树事项","type":"05","organization":"org-facet-nowhere","offices":["off-facet-nowhere"]}""");
        Json found = get("/services?facets=organization,office&size=1&q=" + Sunwindow.encoded("榆树事项"));
        assertThat(found.getInt("total.value")).isEqualTo(1);
        assertThat(found.getList("facets.organization")).isEmpty();
        assertThat(found.getList("facets.office")).isEmpty();
        assertThat(get("/services?organization=org-facet-nowhere").getInt("total.value"))
                .as("the filter finds it")
                .isEqualTo(1);
        sunwindow.publish("service", "{\"withdraw\":\"FACET-1\"}");
    }

    private static String query(String criteria) {
        var query = new StringBuilder();
        for (String parameter : criteria.substring(1).split("&")) {
            String[] parts = parameter.split("=", 2);
            query.append('&').append(parts[0]).append('=').append(Sunwindow.encoded(parts[1]));
        }
        return query.toString();
    }

    private static String path(Kind<?> kind) {
        return kind.contract().path();
    }

    /** Compares the counts of all facets with what each value finds, and returns the number of values. */
    private int check(String path, List<Filter> filters, String criteria) {
        List<String> facets =
                filters.stream().filter(Filter::hasFacet).map(Filter::name).toList();
        Json counted = get(path + "?size=1&facets=" + String.join(",", facets) + criteria);
        int values = 0;
        for (String facet : facets) {
            String others = criteria.replaceAll("&" + facet + "=[^&]*", "");
            List<Map<String, Object>> ofFacet = counted.getList("facets." + facet);
            for (Map<String, Object> value : ofFacet) {
                String filter = "&" + facet + "=" + Sunwindow.encoded((String) value.get("value"));
                Json found = get(path + "?size=1" + others + filter);
                assertThat(found.getString("total.relation")).isEqualTo("EXACT");
                assertThat(found.getInt("total.value"))
                        .as("%s?%s with %s", path, others, filter)
                        .isEqualTo(value.get("count"));
                values++;
            }
        }
        return values;
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
