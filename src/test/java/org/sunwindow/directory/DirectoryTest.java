package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Search for offices, organizations and divisions. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DirectoryTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "service", "office");
    }

    @Test
    void nearestOfficeComesFirstWithItsDistance() {
        Json near = get("/offices?near=30.3300,118.8000&radius=8000&size=100");
        List<Integer> distances = near.getList("items.distance");
        assertThat(distances).isNotEmpty().isSorted().allMatch(distance -> distance <= 8000);
        double latitude = near.getDouble("items[0].latitude");
        double longitude = near.getDouble("items[0].longitude");
        double metres = Math.hypot(
                (latitude - 30.33) * 111_195, (longitude - 118.80) * 111_195 * Math.cos(Math.toRadians(30.33)));
        assertThat((double) distances.getFirst()).isCloseTo(metres, Offset.offset(5.0));
    }

    private static String special(String id, String days) {
        return "{\"id\":\"%s\",\"name\":\"便民点\",\"type\":\"测试\",\"specialDays\":[%s]}".formatted(id, days);
    }

    /** Two entries of one date: both hold, or the line is rejected. */
    @Test
    void specialDaysOfOneDateHoldOrAreRejected() {
        String morning = "{\"date\":\"2026-12-31\",\"times\":[{\"from\":\"09:00\",\"to\":\"10:00\"}]}";
        String afternoon = "{\"date\":\"2026-12-31\",\"times\":[{\"from\":\"14:00\",\"to\":\"15:00\"}]}";
        String closed = "{\"date\":\"2026-12-31\"}";
        sunwindow.publish("office", special("off-special", morning + "," + afternoon));
        for (String time : List.of("09:30", "14:30")) {
            assertThat(get("/offices/off-special?hoursAt=2026-12-31T" + time + ":00%2B08:00")
                            .getBoolean("open"))
                    .as(time)
                    .isTrue();
            assertThat(get("/offices?size=100&openAt=2026-12-31T" + time + ":00%2B08:00")
                            .getList("items.id"))
                    .as(time)
                    .contains("off-special");
        }
        for (String days : List.of(morning + "," + morning, morning + "," + closed)) {
            Json run = sunwindow.publish("office", special("off-special-2", days));
            assertThat(run.getInt("rejected")).isEqualTo(1);
            assertThat(sunwindow.rejects(run).getString("items[0].code")).startsWith("day.");
        }
        sunwindow.publish("office", "{\"withdraw\":\"off-special\"}");
    }

    @Test
    void radiusAndServiceFiltersCombine() {
        Json registries = get("/offices?near=30.3300,118.8000&radius=100000&type=" + Sunwindow.encoded("婚姻登记处"));
        assertThat(registries.getList("items.type")).containsOnly("婚姻登记处").isNotEmpty();
        assertThat(get("/offices?near=0,0&radius=100000").getInt("total.value")).isZero();
        String service = get("/offices?size=100").getList("items.services", String[].class).stream()
                .flatMap(Stream::ofNullable)
                .flatMap(Stream::of)
                .findFirst()
                .orElseThrow();
        List<List<String>> served = get("/offices?size=100&service=" + service).getList("items.services");
        assertThat(served).isNotEmpty().allMatch(services -> services.contains(service));
    }

    /** The office is imported in WGS-84, and requested and returned in the system of each map. */
    @ParameterizedTest
    @CsvSource({
        "gcj02, 39.9164043, 116.4102445",
        "Wgs84, 39.915, 116.404",
        "wgs84, 39.915, 116.404",
        "cgcs2000, 39.915, 116.404",
        "bd09, 39.9226996, 116.4166272"
    })
    void coordinatesAreConvertedToTheRequestedSystem(String crs, double latitude, double longitude) {
        sunwindow.publish(
                "office",
                "{\"id\":\"off-gps\",\"name\":\"测绘点\",\"type\":\"测试\",\"latitude\":39.915,\"longitude\":116.404,\"crs\":\"wgs84\"}");
        String near = "/offices?crs=%s&radius=5&near=%s,%s".formatted(crs, latitude, longitude);
        assertThat(get(near).getList("items.id")).containsExactly("off-gps");
        for (String path : List.of(near, "/offices/off-gps?crs=" + crs)) {
            Json answer = get(path);
            String office = path.equals(near) ? "items[0]." : "";
            assertThat(answer.getDouble(office + "latitude")).isCloseTo(latitude, Offset.offset(2e-6));
            assertThat(answer.getDouble(office + "longitude")).isCloseTo(longitude, Offset.offset(2e-6));
            assertThat(answer.getString(office + "crs")).isEqualToIgnoringCase(crs);
        }
    }

    @Test
    void unknownCoordinateSystemIsRefused() {
        sunwindow.get("/offices?crs=mercator").then().statusCode(400).body(jsonAt("errors[0].name", equalTo("crs")));
        sunwindow.get("/offices/off-dh-hydj?crs=mercator").then().statusCode(400);
        sunwindow.get("/organizations/org-yc-mzj?crs=wgs84").then().statusCode(400);
        assertThat(sunwindow
                        .publish(
                                "office",
                                "{\"id\":\"off-x\",\"name\":\"某处\",\"type\":\"测试\",\"latitude\":39.9,\"longitude\":116.4}")
                        .getInt("rejected"))
                .isEqualTo(1);
    }

    private List<String> serving(String division, String more) {
        return get("/offices?size=100&serves=" + division + more).getList("items.id");
    }

    /** Districts have registries, streets and towns have windows, and the city has the hall for societies. */
    @Test
    void divisionIsServedByItsOwnOfficeOrThatOfTheNextLevelAbove() {
        String registry = "&type=" + Sunwindow.encoded("婚姻登记处");
        // neither the street nor its community has one, so that of the district serves them
        assertThat(serving("990102001000", registry)).contains("off-dh-hydj").doesNotContain("off-xl-hydj");
        assertThat(serving("990102001001", registry)).contains("off-dh-hydj");
        String window = "&type=" + Sunwindow.encoded("社区事务受理中心");
        assertThat(serving("990102001001", window)).containsExactly("off-dh-hbjd");
        assertThat(serving("990102001000", window)).containsExactly("off-dh-hbjd");
        String society = "&service=990100-XK-002";
        assertThat(serving("990103001000", society)).contains("off-yc-zwzx");
        assertThat(serving("990103", society)).contains("off-yc-zwzx");
        // both the district and the city have one; the district is the nearer level
        assertThat(serving("990102001000", "&service=990100-XK-001")).containsExactly("off-dh-zwzx");
        // no level above has one
        assertThat(serving("990102001000", "&service=no-such-item")).isEmpty();
        assertThat(serving("110101", registry)).isEmpty();
        sunwindow.get("/offices?serves=99010").then().statusCode(400).body(jsonAt("errors[0].name", equalTo("serves")));
    }

    @Test
    void officeMayServeOtherDivisions() {
        sunwindow.publish(
                "office",
                "{\"id\":\"off-joint\",\"name\":\"联合窗口\",\"type\":\"联合窗口\",\"division\":\"990102001000\","
                        + "\"serves\":[\"990102002000\",\"990102003000\"]}");
        String joint = "&type=" + Sunwindow.encoded("联合窗口");
        assertThat(serving("990102002001", joint)).containsExactly("off-joint");
        assertThat(serving("990102001000", joint)).isEmpty();
    }

    @Test
    void closedOfficeIsFoundByItsFormerNameAndNamesItsSuccessor() {
        sunwindow.publish("office", """
                {"id":"off-old","name":"荷塘乡民政窗口","type":"乡镇街道民政窗口","division":"990102101000","closedOn":"2019-12-31","successor":"off-dh-ltz"}
                {"id":"off-new","name":"柳荫街道便民大厅","type":"便民大厅","division":"990102003000","formerNames":["柳荫镇民政所"]}""");
        get("/offices/off-old");
        assertThat(get("/offices/off-old").getString("successor")).isEqualTo("off-dh-ltz");
        Json old = sunwindow.find("/offices", "荷塘乡民政窗口");
        assertThat(old.getBoolean("items[id=off-old].inForce")).isFalse();
        assertThat(sunwindow.find("/offices", "柳荫镇民政所").getList("items.id")).contains("off-new");
    }

    /** A common cause is swapping latitude and longitude. */
    @Test
    void coordinatesOutsideTheCountryAreRefused() {
        var run = sunwindow.publish(
                "office",
                "{\"id\":\"off-far\",\"name\":\"写反的窗口\",\"type\":\"窗口\",\"latitude\":118.8,\"longitude\":30.33,\"crs\":\"GCJ02\"}\n"
                        + "{\"id\":\"off-far\",\"name\":\"写错的窗口\",\"type\":\"窗口\",\"latitude\":30.33,\"longitude\":18.8,\"crs\":\"GCJ02\"}");
        assertThat(run.getInt("rejected")).isEqualTo(2);
        assertThat(sunwindow.rejects(run).getString("items[1].code")).isEqualTo("place.outside");
        sunwindow.get("/offices/off-far").then().statusCode(404);
    }

    private List<String> openAt(String moment) {
        return get("/offices?size=100&openAt=" + Sunwindow.encoded(moment)).getList("items.id");
    }

    @Test
    void openAtFiltersByOpeningHours() {
        assertThat(openAt("2026-11-25T10:00:00+08:00"))
                .contains("off-dh-hydj", "off-yc-jzz")
                .doesNotContain("off-dh-hylt");
        assertThat(openAt("2026-11-26T10:00:00+08:00")).contains("off-dh-hylt");
        assertThat(openAt("2026-11-25T12:30:00+08:00")).contains("off-yc-jzz").doesNotContain("off-dh-hydj");
        // a holiday, a make-up workday on a Saturday, a special opening in the evening
        assertThat(openAt("2026-10-01T10:00:00+08:00")).contains("off-yc-jzz").doesNotContain("off-dh-hydj");
        assertThat(openAt("2026-10-10T10:00:00+08:00")).contains("off-dh-hydj");
        assertThat(openAt("2026-12-31T15:30:00+08:00")).contains("off-dh-zwzx").doesNotContain("off-yc-zwzx");
        assertThat(openAt("2026-12-01T10:00:00+08:00")).doesNotContain("off-yc-fcdj");
    }

    /** Of the sample data. */
    @Test
    void openAtKnowsSeasonsAndNthWeekdays() {
        // summer and winter afternoons
        assertThat(openAt("2026-07-01T17:30:00+08:00")).contains("off-xl-csx").doesNotContain("off-xl-qfz");
        assertThat(openAt("2026-07-01T14:30:00+08:00")).contains("off-xl-qfz").doesNotContain("off-xl-csx");
        assertThat(openAt("2026-12-01T14:30:00+08:00")).contains("off-xl-csx");
        assertThat(openAt("2026-10-10T14:30:00+08:00")).contains("off-xl-csx");
        assertThat(openAt("2026-05-09T17:30:00+08:00")).contains("off-xl-csx");
        // winter crosses the end of a year
        assertThat(openAt("2026-12-31T21:00:00+08:00")).contains("off-np-zdzx");
        assertThat(openAt("2027-01-01T21:00:00+08:00")).contains("off-np-zdzx");
        assertThat(openAt("2026-11-30T21:00:00+08:00")).doesNotContain("off-np-zdzx");
        // the first Saturday, the second and the last
        assertThat(openAt("2026-12-05T10:00:00+08:00")).contains("off-np-hydj").doesNotContain("off-yc-cyda");
        assertThat(openAt("2026-12-12T10:00:00+08:00")).doesNotContain("off-np-hydj", "off-yc-cyda");
        assertThat(openAt("2026-12-26T10:00:00+08:00")).contains("off-yc-cyda").doesNotContain("off-np-hydj");
    }

    @Test
    void hoursByAppointmentAreToldAndAreNotOpen() {
        String saturday = "2026-12-05T10:00:00+08:00";
        assertThat(openAt(saturday)).doesNotContain("off-xl-hydj");
        Json office = get("/offices/off-xl-hydj?hoursAt=" + Sunwindow.encoded(saturday));
        assertThat(office.getMap(""))
                .containsEntry("open", false)
                .containsEntry("byAppointment", true)
                .containsEntry("closesAt", "2026-12-05T12:00:00+08:00")
                .containsEntry("opensAt", "2026-12-07T08:30:00+08:00")
                .doesNotContainKey("appointmentsAt");
        Json evening = get("/offices?size=100&hoursAt=" + Sunwindow.encoded("2026-12-04T18:00:00+08:00"));
        assertThat(evening.getMap("items[id=off-xl-hydj]"))
                .containsEntry("open", false)
                .containsEntry("appointmentsAt", "2026-12-05T08:30:00+08:00")
                .doesNotContainKeys("byAppointment", "closesAt");
        // a Saturday that is worked on
        assertThat(openAt("2026-10-10T10:00:00+08:00")).contains("off-xl-hydj");
        assertThat(get("/offices?hasAppointments=true&facets=hasAppointments").getList("items.id"))
                .contains("off-xl-hydj", "off-yc-zwzx")
                .doesNotContain("off-np-hydj");
    }

    @Test
    void hoursAreReadyToShow() {
        assertThat(get("/offices/off-xl-hydj").getList("hoursText"))
                .containsExactly("周一至周五 8:30-12:00、14:00-17:30", "周六 8:30-12:00（须预约）", "法定节假日休息");
        Json listed = get("/offices?size=100");
        assertThat(listed.getList("items[id=off-xl-csx].hoursText"))
                .containsExactly(
                        "夏令时间（5月1日至9月30日）周一至周五 8:00-11:30、15:00-18:00",
                        "冬令时间（10月1日至次年4月30日）周一至周五 8:30-12:00、14:00-17:00",
                        "法定节假日休息");
        assertThat(get("/offices/off-dh-htx").getMap("")).doesNotContainKey("hoursText");
    }

    /** Holidays, make-up workdays and special days included. */
    @Test
    void weekOfARecordIsReadyToShow() {
        Json national = get("/offices/off-xl-hydj?hoursAt=2026-10-05");
        assertThat(national.getList("hoursOfWeek.date", String.class))
                .hasSize(7)
                .startsWith("2026-10-05")
                .endsWith("2026-10-11");
        assertThat(national.getList("hoursOfWeek.weekday", String.class))
                .containsExactly("周一", "周二", "周三", "周四", "周五", "周六", "周日");
        assertThat(national.getList("hoursOfWeek.text", String.class))
                .containsExactly(
                        "不开放",
                        "不开放",
                        "不开放",
                        "8:30-12:00、14:00-17:30",
                        "8:30-12:00、14:00-17:30",
                        "8:30-12:00、14:00-17:30",
                        "不开放");
        assertThat(national.getList("hoursOfWeek.reason", String.class))
                .containsExactly("国庆节", "国庆节", "国庆节", null, null, "国庆节调休上班", null);
        Json yearEnd = get("/offices/off-yc-zwzx?hoursAt=2026-12-31");
        assertThat(yearEnd.getMap("hoursOfWeek[0]"))
                .containsEntry("text", "9:00-12:00、13:30-15:00")
                .containsEntry("reason", "年终结算，提前结束")
                .doesNotContainKey("provisional");
        assertThat(yearEnd.getMap("hoursOfWeek[2]"))
                .containsEntry("text", "9:00-12:00（须预约）")
                .containsEntry("provisional", true);
        assertThat(get("/offices?size=1&hoursAt=now").getMap("items[0]")).doesNotContainKey("hoursOfWeek");
        assertThat(get("/offices/off-dh-htx?hoursAt=now").getMap("")).doesNotContainKey("hoursOfWeek");
    }

    /** The index and the evaluation of the opening hours agree at all kinds of times. */
    @Test
    void openAtAgreesWithTheOpenField() {
        var random = new Random(6);
        for (int i = 0; i < 40; i++) {
            String moment = OffsetDateTime.parse("2026-09-15T00:00:00+08:00")
                    .plusMinutes(random.nextInt(120 * 24 * 60))
                    .toString();
            Json listed = get("/offices?size=100&hoursAt=" + Sunwindow.encoded(moment));
            assertThat(openAt(moment))
                    .as(moment)
                    .containsExactlyInAnyOrderElementsOf(listed.getList("items[*open=true].id"));
            List<Map<String, Object>> closed = listed.getList("items[*open=false]");
            assertThat(closed)
                    .allMatch(office -> office.get("opensAt") != null || Boolean.FALSE.equals(office.get("inForce")));
        }
    }

    @Test
    void closedOfficeShowsWhenItOpensNext() {
        Json sunday = get("/offices?size=100&hoursAt=now");
        assertThat(sunday.getBoolean("items[id=off-dh-hydj].open")).isFalse();
        assertThat(sunday.getString("items[id=off-dh-hydj].opensAt")).isEqualTo("2026-11-23T08:30:00+08:00");
        assertThat(sunday.getBoolean("items[id=off-yc-jzz].open")).isTrue();
        assertThat(sunday.getString("items[id=off-yc-jzz].closesAt")).isNull();
        Json nearest = get(
                "/offices?near=30.3300,118.8000&radius=50000&service=990100-XK-001&hoursAt=2026-11-25T13:00:00%2B08:00");
        assertThat(nearest.getList("items.distance")).isNotEmpty().isSorted();
        assertThat(nearest.getString("items[0].opensAt")).isEqualTo("2026-11-25T13:30:00+08:00");
    }

    /** New Year's Day of a year whose holidays have not been announced. */
    @Test
    void hoursOfAnUnannouncedYearAreProvisional() {
        Json evening = get("/offices?size=100&hoursAt=2026-12-31T18:00:00%2B08:00");
        assertThat(evening.getString("items[id=off-dh-hydj].opensAt")).startsWith("2027-01-0");
        assertThat(evening.getBoolean("items[id=off-dh-hydj].provisional")).isTrue();
        assertThat(evening.getMap("items[id=off-yc-jzz]")).doesNotContainKey("provisional");
        Json noon = get("/offices?size=100&hoursAt=2026-12-30T12:30:00%2B08:00");
        assertThat(noon.getMap("items[id=off-dh-hydj]")).containsKey("opensAt").doesNotContainKey("provisional");
    }

    /** Pages of a single office need no list request. */
    @Test
    void officeRecordShowsWhetherItIsOpen() {
        Json lunch = get("/offices/off-dh-hydj?hoursAt=2026-11-25T12:30:00%2B08:00");
        Json listed = get("/offices?size=100&hoursAt=2026-11-25T12:30:00%2B08:00");
        assertThat(lunch.getBoolean("open")).isFalse();
        assertThat(lunch.getString("opensAt"))
                .isEqualTo("2026-11-25T14:00:00+08:00")
                .isEqualTo(listed.getString("items[id=off-dh-hydj].opensAt"));
        assertThat(lunch.getString("links.organization.name")).isNotEmpty();
        assertThat(get("/offices/off-dh-hydj").getMap("")).doesNotContainKeys("open", "opensAt");
        assertThat(sunwindow.get("/offices/off-dh-hydj?hoursAt=now").header("Cache-Control"))
                .isEqualTo(sunwindow.get("/offices?hoursAt=now").header("Cache-Control"));
        sunwindow
                .get("/organizations/org-yc-mzj?hoursAt=now")
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")));
    }

    @Test
    void timeWithoutOffsetIsLocal() {
        assertThat(openAt("2026-11-25T10:00:00")).isEqualTo(openAt("2026-11-25T10:00:00+08:00"));
        sunwindow
                .get("/offices?openAt=2026-11-25T10")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].code", equalTo("date")));
    }

    @Test
    void openNowIsCachedForAMinuteAtMost() {
        String caching = sunwindow.get("/offices?openAt=now").header("Cache-Control");
        assertThat(Integer.parseInt(caching.replaceAll(".*max-age=(\\d+).*", "$1")))
                .isBetween(1, 60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openAt=yesterday",
                "openAt=2026-13-01",
                "hoursAt=25:00",
                "openAt=now&hoursAt=now",
                "openAt=now&openAt=now"
            })
    void invalidTimeIsRefused(String parameters) {
        sunwindow
                .get("/offices?" + parameters)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")));
        sunwindow.get("/organizations?openAt=now").then().statusCode(400);
    }

    @Test
    void divisionFilterIncludesTownships() {
        Json east = get("/offices?division=990102&size=100");
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
    void invalidPlaceIsRefused(String near) {
        sunwindow
                .get("/offices?near=" + near)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")))
                .body(jsonAt("errors[0].name", equalTo("near")));
    }

    @Test
    void organizationIsFoundByNameShortNameAndPhone() {
        Json bureau = get("/organizations/org-yc-mzj");
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

    @Test
    void organizationWithAnInvalidCreditCodeIsRejected() {
        Json run = sunwindow.publish(
                "organization", "{\"id\":\"org-x\",\"name\":\"云川市某中心\",\"creditCode\":\"91350100M000100Y44\"}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("creditCode.invalid");
    }

    @Test
    void divisionsAreFoundByParentAndBySixDigitCode() {
        assertThat(get("/divisions?parent=990100000000&size=100").getList("items.name"))
                .contains("东湖区", "西岭区", "南浦区");
        Json short6 = sunwindow.publish("division", "{\"code\":\"990109\",\"name\":\"北塔新区\"}");
        assertThat(short6.getInt("created") + short6.getInt("unchanged")).isEqualTo(1);
        Json division = get("/divisions/990109000000");
        assertThat(division.getInt("level")).isEqualTo(3);
        assertThat(division.getString("parent")).isEqualTo("990100000000");
        assertThat(get("/divisions?division=990102&level=4&size=100").getList("items.level"))
                .isNotEmpty()
                .containsOnly(4);
    }

    @Test
    void siteSearchCountsKindsAndFiltersByOne() {
        Json all = sunwindow.find("/search", "婚姻登记", "facets=kind", "highlight=true", "size=50");
        assertThat(all.getList("items.kind", String.class)).contains("office");
        assertThat(all.getString("facets.kind[value=office].label")).isEqualTo("办事场所");
        assertThat(sunwindow.find("/search", "婚姻登记", "kind=office").getList("items.kind"))
                .containsOnly("office");
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
