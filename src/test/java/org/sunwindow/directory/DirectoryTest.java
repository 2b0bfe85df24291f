package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Which office do I go to. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DirectoryTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        for (String kind : List.of("division", "organization", "office", "service")) {
            assertThat(sunwindow.publish(kind, Sunwindow.sample(kind)).getInt("rejected"))
                    .isZero();
        }
    }

    @Test
    void nearestOfficeComesFirstWithItsDistance() {
        JsonPath near = get("/offices?near=30.3300,118.8000&radius=8000&size=100");
        List<Integer> distances = near.getList("items.distance");
        assertThat(distances).isNotEmpty().isSorted().allMatch(distance -> distance <= 8000);
        double latitude = near.getDouble("items[0].latitude");
        double longitude = near.getDouble("items[0].longitude");
        double metres = Math.hypot(
                (latitude - 30.33) * 111_195, (longitude - 118.80) * 111_195 * Math.cos(Math.toRadians(30.33)));
        assertThat((double) distances.getFirst()).isCloseTo(metres, org.assertj.core.data.Offset.offset(5.0));
    }

    @Test
    void radiusAndServiceNarrowTogether() {
        JsonPath registries = get("/offices?near=30.3300,118.8000&radius=100000&type=" + Sunwindow.encoded("婚姻登记处"));
        assertThat(registries.getList("items.type")).containsOnly("婚姻登记处").isNotEmpty();
        assertThat(get("/offices?near=0,0&radius=100000").getInt("total.value")).isZero();
        String service = get("/offices?size=100").getString("items.find { it.services }.services[0]");
        List<List<String>> served = get("/offices?size=100&service=" + service).getList("items.services");
        assertThat(served).isNotEmpty().allMatch(services -> services.contains(service));
    }

    @Test
    void officesOfADistrictAreThoseOfItsTownshipsToo() {
        JsonPath east = get("/offices?division=990102&size=100");
        assertThat(east.getList("items.division", String.class))
                .isNotEmpty()
                .allMatch(division -> division.startsWith("990102"))
                .anyMatch(division -> !division.endsWith("000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30.33",
                "30.33,118.8,1",
                "a,b",
                "91,118",
                "30.33,181",
                "NaN,NaN",
                "1e999,0",
                ",",
                "118.8000,30.3300"
            })
    void placeThatIsNoneIsRefused(String near) {
        sunwindow
                .get("/offices?near=" + near)
                .then()
                .statusCode(400)
                .body("code", equalTo("parameter.invalid"))
                .body("errors[0].name", equalTo("near"));
    }

    @Test
    void organizationIsFoundByNameShortNameAndPhone() {
        JsonPath bureau = get("/organizations/org-yc-mzj");
        for (String text :
                List.of(bureau.getString("name"), bureau.getString("shortName"), bureau.getString("phone"))) {
            assertThat(sunwindow.find("/organizations", text, "size=5").getList("items.id", String.class))
                    .as(text)
                    .contains("org-yc-mzj");
        }
        assertThat(get("/organizations?parent=org-yc-mzj&size=100").getList("items.parent"))
                .isNotEmpty()
                .containsOnly("org-yc-mzj");
    }

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y43, true",
        "91350100M000100Y44, false",
        "91350100M000100Y4, false",
        "I1350100M000100Y43, false"
    })
    void creditCodeHasACheckDigit(String code, boolean valid) {
        assertThat(OrganizationKind.isCreditCode(code)).isEqualTo(valid);
    }

    @Test
    void organizationWithAWrongCreditCodeGoesBack() {
        JsonPath run = sunwindow.publish(
                "organization", "{\"id\":\"org-x\",\"name\":\"云川市某中心\",\"creditCode\":\"91350100M000100Y44\"}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("creditCode.invalid");
    }

    @Test
    void divisionTreeAnswersByParentAndBySixDigits() {
        assertThat(get("/divisions?parent=990100000000&size=100").getList("items.name"))
                .contains("东湖区", "西岭区", "南浦区");
        JsonPath short6 = sunwindow.publish("division", "{\"code\":\"990109\",\"name\":\"北塔新区\"}");
        assertThat(short6.getInt("created") + short6.getInt("unchanged")).isEqualTo(1);
        JsonPath division = get("/divisions/990109000000");
        assertThat(division.getInt("level")).isEqualTo(3);
        assertThat(division.getString("parent")).isEqualTo("990100000000");
        assertThat(get("/divisions?within=990102&level=4&size=100").getList("items.level"))
                .isNotEmpty()
                .containsOnly(4);
    }

    @Test
    void siteSearchCountsKindsAndNarrowsToOne() {
        sunwindow.publish("disclosure", Sunwindow.sample("disclosure"));
        JsonPath all = sunwindow.find("/search", "婚姻登记", "facets=kind", "highlight=true", "size=50");
        assertThat(all.getList("items.kind", String.class)).contains("service", "office");
        assertThat(all.getString("facets.kind.find { it.value == 'office' }.label"))
                .isEqualTo("办事场所");
        assertThat(sunwindow.find("/search", "婚姻登记", "kind=office").getList("items.kind"))
                .containsOnly("office");
    }

    private JsonPath get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().jsonPath();
    }
}
