package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/**
 * Questions of citizens in different places, each answered by one request. The expected answers were taken from the sample
 * data by hand. Wednesday is 2026-11-25.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CitizenTest {

    private static final String WEDNESDAY_NOON = "2026-11-25T12:30:00%2B08:00";

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "office");
    }

    private Json ask(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    /** 望湖社区, 湖滨街道, 东湖区: where do I apply for 低保? At the centre of the street, which is closed at noon and opens at two. */
    @Test
    void whereDoIApplyForMinimumLivingAllowanceInMyCommunity() {
        Json answer = ask("/offices?serves=990102001001&service=990102-JF-001&hoursAt=" + WEDNESDAY_NOON);
        assertThat(answer.getList("items.id")).containsExactly("off-dh-hbjd");
        assertThat(answer.getString("items[0].address")).isEqualTo("云川市东湖区长堤路31号");
        assertThat(answer.getString("items[0].dial[0].number")).isEqualTo("05008321001");
        assertThat(answer.getBoolean("items[0].open")).isFalse();
        assertThat(answer.getString("items[0].opensAt")).isEqualTo("2026-11-25T14:00:00+08:00");
    }

    /** 荷塘乡 was merged into 莲塘镇 in 2019: its code finds the window of 莲塘镇. */
    @Test
    void whichOfficeServesAMergedTownship() {
        Json answer = ask("/offices?serves=990102101&type=" + Sunwindow.encoded("乡镇街道民政窗口"));
        assertThat(answer.getList("items.id")).containsExactly("off-dh-ltz");
    }

    /** 茶山乡, 西岭区: where do we get married? At the registry of the district, because the township has none. */
    @Test
    void whichRegistryServesATownshipWithoutOne() {
        Json answer = ask("/offices?serves=990103200&service=990103-QR-001");
        assertThat(answer.getList("items.id")).containsExactly("off-xl-hydj");
        assertThat(answer.getString("items[0].bookingUrl")).isEqualTo("https://mz.yunchuan.example/booking/hydj-xl");
    }

    /** 港前街道, 南浦区: who helps a homeless person at night? The shelter is open; the aid point at the port is closed. */
    @Test
    void whichShelterIsOpenAtNight() {
        Json answer = ask("/offices?near=30.2496,118.8128&radius=10000&service=990100-JF-008"
                + "&openAt=2026-11-25T23:00:00%2B08:00");
        assertThat(answer.getList("items.id")).containsExactly("off-yc-jzz");
        // about 1,500 m north and 1,670 m west
        assertThat(answer.getInt("items[0].distance")).isBetween(2200, 2300);
    }

    /** 沙洲镇, 南浦区: one request returns the offices of a town, the town and its village. */
    @Test
    void whichOfficesAndDivisionsAreInMyTown() {
        Json answer = ask("/search?division=990104100&best=true");
        assertThat(answer.getList("kinds.value")).containsExactlyInAnyOrder("office", "division");
        assertThat(answer.getList("kinds[value=office].items.id")).containsExactly("off-np-szz");
        assertThat(answer.getList("kinds[value=division].items.title")).containsExactlyInAnyOrder("沙洲镇", "沙洲村");
        assertThat(answer.getList("items.id")).hasSize(3);
        sunwindow.get("/search?best=true").then().statusCode(400);
        Json next = ask("/search?division=990104&size=10");
        Json after = ask("/search?division=990104&size=10&after=" + next.getString("page.next"));
        assertThat(after.getList("items.id")).doesNotContainAnyElementsOf(next.getList("items.id"));
    }

    /** At night the offices of the village, its street and its district are closed; the shelter of the city is open. */
    @Test
    void nearestLevelThatMatchesAllFiltersServes() {
        String night = "/offices?serves=990104001001&openAt=2026-11-25T23:00:00%2B08:00";
        assertThat(ask(night).getList("items.id")).contains("off-yc-jzz");
        // the search text counts as a filter: the offices of the village and its street do not match it
        String marriage = "/offices?serves=990104001001&q=" + Sunwindow.encoded("结婚登记");
        assertThat(ask(marriage).getList("items.id")).contains("off-np-hydj");
        assertThat(ask("/offices?serves=990103200201&q=" + Sunwindow.encoded("婚姻登记处"))
                        .getString("items[0].id"))
                .isEqualTo("off-xl-hydj");
        Json misspelt = ask("/offices?serves=990104001001&q=" + Sunwindow.encoded("结昏登记"));
        assertThat(misspelt.getString("didYouMean")).isEqualTo("结婚登记");
        assertThat(misspelt.getList("items.id")).contains("off-np-hydj");
        assertThat(ask("/offices?serves=990104001001&near=30.2631,118.7954&radius=1000")
                        .getList("items"))
                .isNotEmpty();
    }

    /** Phone numbers are found in every notation. */
    @Test
    void officeIsFoundByPhoneNumberAndFormerName() {
        for (String number : List.of("0500-8320032", "05008320032", "(0500) 8320032", "8320032", "０５００－８３２００３２")) {
            assertThat(sunwindow.find("/offices", number).getList("items.id"))
                    .as(number)
                    .containsExactly("off-dh-hydj");
        }
        assertThat(sunwindow.find("/offices", "柳桥镇社区事务受理中心").getString("items[0].id"))
                .isEqualTo("off-dh-lqjd");
        assertThat(sunwindow.find("/search", "0500-8310043").getList("items.id"))
                .contains("off-yc-zwzx");
    }

    /** The link works in both directions. A closed office is neither near nor open. */
    @Test
    void mergedOfficeNamesItsSuccessor() {
        Json old = ask("/offices/off-dh-htx");
        assertThat(old.getString("links.movedTo.id")).isEqualTo("off-dh-ltz");
        assertThat(old.getString("links.movedTo.name")).isEqualTo("莲塘镇民政窗口");
        assertThat(ask("/offices/off-dh-ltz").getList("links.mergedFrom.id")).containsExactly("off-dh-htx");
        assertThat(ask("/offices/off-dh-ltz").getList("links.mergedFrom.inForce"))
                .containsExactly(false);
        assertThat(ask("/offices?successor=off-dh-ltz").getList("items.id")).containsExactly("off-dh-htx");
        assertThat(ask("/offices?division=990102101&inForce=true").getInt("total.value"))
                .isZero();
        assertThat(ask("/organizations/org-yc-llb").getString("links.movedTo.name"))
                .isEqualTo("云川市民政局养老服务科");
        sunwindow.publish(
                "office",
                "{\"id\":\"off-gone\",\"name\":\"已撤的点\",\"type\":\"撤点\",\"closedOn\":\"2020-01-01\",\"latitude\":30.33,\"longitude\":118.8,"
                        + "\"crs\":\"GCJ02\",\"hours\":[{\"days\":[\"WED\"],\"from\":\"00:00\",\"to\":\"24:00\"}]}");
        String gone = "&type=" + Sunwindow.encoded("撤点");
        assertThat(ask("/offices?near=30.33,118.8" + gone).getInt("total.value"))
                .isZero();
        assertThat(ask("/offices?openAt=2026-11-25T10:00:00%2B08:00" + gone).getInt("total.value"))
                .isZero();
        assertThat(ask("/offices?size=100" + gone).getBoolean("items[0].inForce"))
                .isFalse();
    }

    /** From the closing date on, requests for that day return the successor. */
    @Test
    void officeServesUntilItsClosingDate() {
        sunwindow.publish("office", """
                {"id":"off-soon","name":"茶山乡代办点","type":"代办点","division":"990103200000","closedOn":"2026-12-31","successor":"off-later"}
                {"id":"off-later","name":"西岭区代办点","type":"代办点","division":"990103000000"}""");
        String agents = "/offices?serves=990103200&type=" + Sunwindow.encoded("代办点");
        assertThat(ask(agents).getList("items.id")).containsExactly("off-soon");
        assertThat(ask(agents + "&hoursAt=2027-01-05").getList("items.id")).containsExactly("off-later");
        assertThat(ask("/offices/off-soon").getString("links.movedTo")).isNull();
    }

    /** Links lead up and down the tree of organizations. */
    @Test
    void bureauListsItsSectionsHallsAndDisclosureContact() {
        Json bureau = ask("/organizations/org-yc-mzj");
        assertThat(bureau.getString("links.children[id=org-yc-jzk].relation")).isEqualTo("内设处室");
        assertThat(bureau.getList("links.children.id")).contains("org-dh-mzj").doesNotContain("org-yc-llb");
        assertThat(bureau.getString("disclosureOffice.phone")).isEqualTo("0500-8310011");
        assertThat(bureau.getList("dial.number")).contains("05008310001");
        Json home = ask("/organizations/org-dh-flzx");
        assertThat(home.getList("links.path.id")).containsExactly("org-yc-mzj", "org-dh-mzj");
        assertThat(home.getList("links.offices.id")).containsExactly("off-dh-flzx");
    }

    /** {@code wx.openLocation} takes numbers in degrees, in GCJ-02, a name and an address. */
    @Test
    void officeHasTheFieldsOfWxOpenLocation() {
        Json office = ask("/offices/off-dh-hydj");
        assertThat(office.getDouble("latitude")).isEqualTo(30.3312);
        assertThat(office.getDouble("longitude")).isEqualTo(118.8123);
        assertThat(office.getString("crs")).isEqualTo("GCJ02");
        assertThat(office.getString("name")).isEqualTo("东湖区婚姻登记处");
        assertThat(office.getString("address")).isEqualTo("云川市东湖区湖滨北路22号云湖公园东门");
    }
}
