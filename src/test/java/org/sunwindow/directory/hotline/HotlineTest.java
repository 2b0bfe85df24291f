package org.sunwindow.directory.hotline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The hotlines of the sample data. The expected answers were taken from it by hand. Wednesday is 2026-11-25. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HotlineTest {

    private static final String ASSISTANCE = "&topic=" + Sunwindow.encoded("社会救助");

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "hotline");
    }

    @Test
    void hoursAreReadyToShow() {
        Json hotline = sunwindow.get("/hotlines/hot-yc-jz?hoursAt=now").as(Json.class);
        assertThat(hotline.getList("hoursText")).containsExactly("每天 全天", "法定节假日照常");
        assertThat(hotline.getList("hoursOfWeek.text")).hasSize(7).containsOnly("全天");
    }

    /** 港前街道, 南浦区: whom does a homeless person call at night? */
    @Test
    void shelterAnswersAtNight() {
        Json hotline = ask("/hotlines?serves=990104001&topic=" + Sunwindow.encoded("社会救助/流浪乞讨")
                + "&openAt=2026-11-25T23:00:00%2B08:00");
        assertThat(hotline.getList("items.dial[0].number")).containsExactly("05008350110");
        assertThat(ask("/hotlines/hot-yc-jz?hoursAt=now").getBoolean("open")).isTrue();
    }

    /** 东湖区, Saturday morning: the hotline of the district is open, so that of the city is not returned. */
    @Test
    void nearestOpenHotlineAnswers() {
        Json saturday = ask("/hotlines?serves=990102001&openAt=2026-11-28T10:00:00%2B08:00" + ASSISTANCE);
        assertThat(saturday.getList("items.id")).containsExactly("hot-dh-shjz");
        Json others = ask("/hotlines?serves=990103001&hoursAt=2026-11-28T10:00:00%2B08:00" + ASSISTANCE);
        assertThat(others.getList("items.id")).containsExactly("hot-yc-jz", "hot-yc-shjz");
        assertThat(others.getString("items[1].opensAt")).isEqualTo("2026-11-30T08:30:00+08:00");
    }

    /** On Saturday afternoon, the hotline of the district is closed and that of the city is open. */
    @Test
    void nextLevelAnswersWhenTheNearestIsClosed() {
        String saturday = "&openAt=2026-11-28T14:00:00%2B08:00";
        assertThat(ask("/hotlines?serves=990102" + ASSISTANCE + saturday).getList("items.id"))
                .containsExactly("hot-yc-jz");
        assertThat(ask("/hotlines?serves=990102" + saturday).getList("items.id"))
                .contains("hot-yc-12345");
    }

    @Test
    void hotlinesOfSubordinateOrganizationsAreIncludedOnRequest() {
        sunwindow.publish("organization", """
                {"id":"sub-1","name":"试验局"}
                {"id":"sub-2","name":"试验局一科","parent":"SUB-1"}
                """);
        sunwindow.publish(
                "hotline",
                "{\"id\":\"sub-h\",\"name\":\"试验热线\",\"number\":\"0500-8310098\",\"organization\":\"sub-2\"}");
        assertThat(ask("/hotlines?organization=sub-1").getList("items.id")).isEmpty();
        assertThat(ask("/hotlines?organization=sub-1&includeSubordinate=true").getList("items.id"))
                .containsExactly("sub-h");
    }

    @Test
    void replacedHotlineNamesItsSuccessor() {
        assertThat(ask("/hotlines?successor=hot-yc-shjz").getList("items.id")).containsExactly("hot-yc-old");
        assertThat(ask("/hotlines/hot-yc-shjz").getList("links.mergedFrom.id")).containsExactly("hot-yc-old");
        assertThat(ask("/hotlines/hot-yc-old").getString("links.movedTo.name")).isEqualTo("云川市社会救助服务热线");
        assertThat(jsonLd("/hotlines/hot-yc-old").getString("description"))
                .contains("2024-12-31")
                .contains("hot-yc-shjz");
    }

    @Test
    void hotlineIsFoundByItsNumber() {
        assertThat(sunwindow.find("/search", "12345").getList("items.id")).contains("hot-yc-12345");
    }

    @Test
    void hotlineIsAContactPointInJsonLd() {
        Json linked = jsonLd("/hotlines/hot-yc-jz");
        assertThat(linked.getString("@type")).isEqualTo("ContactPoint");
        assertThat(linked.getString("name"))
                .isEqualTo(ask("/hotlines/hot-yc-jz").getString("name"));
    }

    private Json ask(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    private Json jsonLd(String path) {
        return sunwindow
                .request()
                .header("Accept", "application/ld+json")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }
}
