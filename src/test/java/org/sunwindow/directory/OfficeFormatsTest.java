package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
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

/** The directory as GeoJSON, vCard and JSON-LD. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OfficeFormatsTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "office");
    }

    private Response ask(String path, String accept) {
        return sunwindow.request().header("Accept", accept).get(path);
    }

    private static void isUtf8(Response response, String mediaType) {
        response.then().statusCode(200).header("Content-Type", equalTo(mediaType + ";charset=UTF-8"));
        assertThat(response.header("Vary")).contains("Accept").contains("Accept-Encoding");
    }

    /** RFC 7946 requires longitude before latitude, in WGS-84. */
    @Test
    void officesAreReturnedAsGeoJson() {
        Response response = ask("/offices?near=30.3300,118.8000&radius=5000&size=3&crs=gcj02", "application/geo+json");
        isUtf8(response, "application/geo+json");
        Json map = response.as(Json.class);
        assertThat(map.getString("type")).isEqualTo("FeatureCollection");
        assertThat(map.getList("features")).hasSize(3);
        Json plain = sunwindow
                .get("/offices?near=30.3300,118.8000&radius=5000&size=3")
                .as(Json.class);
        assertThat(map.getList("features.id")).isEqualTo(plain.getList("items.id"));
        Json wgs84 = sunwindow
                .get("/offices/" + plain.getString("items[0].id") + "?crs=wgs84")
                .as(Json.class);
        List<Double> coordinates = map.getList("features[0].geometry.coordinates", Double.class);
        assertThat(coordinates.get(0)).isCloseTo(wgs84.getDouble("longitude"), Offset.offset(1e-5));
        assertThat(coordinates.get(1)).isCloseTo(wgs84.getDouble("latitude"), Offset.offset(1e-5));
        assertThat(coordinates.get(0)).isNotCloseTo(plain.getDouble("items[0].longitude"), Offset.offset(1e-3));
    }

    @Test
    void geoJsonContainsDistanceAndOpenState() {
        String asked = "/offices?near=30.3300,118.8000&radius=5000&size=3&hoursAt=2026-11-25T12:30:00%2B08:00";
        Json map = ask(asked, "application/geo+json").as(Json.class);
        Json plain = sunwindow.get(asked).as(Json.class);
        assertThat(map.getList("features.properties.distance")).isEqualTo(plain.getList("items.distance"));
        assertThat(map.getList("features.properties.open"))
                .isEqualTo(plain.getList("items.open"))
                .contains(false);
        assertThat(map.getList("features.properties.opensAt")).isEqualTo(plain.getList("items.opensAt"));
        Json alone = ask("/offices/off-dh-hydj?hoursAt=2026-11-25T12:30:00%2B08:00", "application/geo+json")
                .as(Json.class);
        assertThat(alone.getString("properties.opensAt")).isEqualTo("2026-11-25T14:00:00+08:00");
    }

    /** Address books and maps must not show a closed office as open. */
    @Test
    void closedOfficeIsMarkedInEveryFormat() throws Exception {
        Json office = sunwindow.get("/offices/off-dh-htx").as(Json.class);
        Json feature = ask("/offices/off-dh-htx", "application/geo+json").as(Json.class);
        assertThat(feature.getString("properties.successor")).isEqualTo("off-dh-ltz");
        assertThat(feature.getString("properties.closedOn")).isEqualTo(office.getString("closedOn"));
        assertThat(values(properties(ask("/offices/off-dh-htx", "text/vcard").asString()), "NOTE"))
                .anySatisfy(note -> assertThat(note).contains("不再办理").contains("off-dh-ltz"));
        Json thing = ask("/offices/off-dh-htx", "application/ld+json").as(Json.class);
        assertThat(thing.getString("description")).contains("off-dh-ltz");
        assertThat(thing.getString("dissolutionDate")).isEqualTo(office.getString("closedOn"));
        Json organization = sunwindow.get("/organizations/org-yc-llb").as(Json.class);
        assertThat(ask("/organizations/org-yc-llb", "application/ld+json")
                        .as(Json.class)
                        .getString("description"))
                .contains("不再办理")
                .contains(organization.getString("successor"));
        assertThat(ask("/divisions/990102101", "application/ld+json")
                        .as(Json.class)
                        .getString("additionalProperty[name=successor].value"))
                .isEqualTo(sunwindow.get("/divisions/990102101").as(Json.class).getString("successor"));
    }

    @Test
    void officeWithoutCoordinatesIsAFeatureWithoutGeometry() {
        sunwindow.publish("office", "{\"id\":\"off-nowhere\",\"name\":\"筹建中的窗口\",\"type\":\"窗口\"}");
        Json feature = ask("/offices/off-nowhere", "application/geo+json").as(Json.class);
        assertThat(feature.getMap("")).containsEntry("type", "Feature").containsKey("geometry");
        assertThat(feature.getMap("geometry")).isNull();
        assertThat(feature.getString("properties.name")).isEqualTo("筹建中的窗口");
    }

    private static List<VObjectProperty> properties(String card) throws Exception {
        var properties = new ArrayList<VObjectProperty>();
        try (var reader = new VObjectReader(new StringReader(card), SyntaxRules.vcard())) {
            reader.parse(new VObjectDataAdapter() {
                @Override
                public void onProperty(VObjectProperty property, Context context) {
                    properties.add(property);
                }
            });
        }
        return properties;
    }

    private static List<String> values(List<VObjectProperty> properties, String name) {
        return properties.stream()
                .filter(property -> property.getName().equals(name))
                .map(VObjectProperty::getValue)
                .toList();
    }

    @Test
    void officeIsReturnedAsVCard() throws Exception {
        sunwindow.publish("office", """
                {"id":"off-card","name":"测试窗口; 一,二\\\\三","type":"窗口","address":"东湖区学府路18号","phones":["0500-8310041 转 802"],\
                "hoursNote":"上午\\n下午","latitude":39.915,"longitude":116.404,"crs":"WGS84"}""");
        Response response = ask("/offices/off-card", "text/vcard");
        isUtf8(response, "text/vcard");
        String card = response.asString();
        assertThat(card).startsWith("BEGIN:VCARD\r\nVERSION:4.0\r\n").endsWith("END:VCARD\r\n");
        assertThat(card.split("\r\n")).allMatch(line -> line.length() <= 75);
        List<VObjectProperty> properties = properties(card);
        assertThat(values(properties, "FN")).containsExactly("测试窗口\\; 一\\,二\\\\三");
        assertThat(values(properties, "TEL")).containsExactly("tel:05008310041;ext=802");
        assertThat(values(properties, "GEO"))
                .hasSize(1)
                .allMatch(geo -> geo.startsWith("geo:39.915") && geo.contains(",116.404"));
        assertThat(values(properties, "ADR")).containsExactly(";;东湖区学府路18号;;;;中国");
        assertThat(values(properties, "NOTE")).containsExactly("上午\\n下午");
    }

    @Test
    void listOfOfficesIsReturnedAsVCards() {
        Response response = ask("/offices?size=5", "text/vcard");
        isUtf8(response, "text/vcard");
        assertThat(response.asString().split("BEGIN:VCARD")).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "/offices/off-dh-hydj, GovernmentOffice",
        "/organizations/org-yc-mzj, GovernmentOrganization",
        "/divisions/990102, AdministrativeArea"
    })
    void recordIsReturnedAsJsonLd(String path, String type) {
        Response response = ask(path, "application/ld+json");
        isUtf8(response, "application/ld+json");
        Json linked = response.as(Json.class);
        assertThat(linked.getString("@context")).isEqualTo("https://schema.org");
        assertThat(linked.getString("@type")).isEqualTo(type);
        assertThat(linked.getString("name"))
                .isEqualTo(sunwindow.get(path).as(Json.class).getString("name"));
    }

    @Test
    void jsonLdOfAnOfficeContainsItsHours() {
        Json office = ask("/offices/off-yc-zwzx", "application/ld+json").as(Json.class);
        assertThat(office.getList("openingHoursSpecification.opens")).contains("09:00", "13:30");
        assertThat(office.getString("openingHoursSpecification[0].dayOfWeek[0]"))
                .isEqualTo("https://schema.org/Monday");
        assertThat(office.getString("specialOpeningHoursSpecification[0].validFrom"))
                .isEqualTo("2026-12-31");
        assertThat(office.getList("telephone")).contains("05008310041");
    }

    /** The vocabulary has no seasons, nth weekdays and appointments. What it cannot say is a text, and nothing is false. */
    @Test
    void jsonLdStatesOnlyHoursOfEveryWeek() {
        Json appointments = ask("/offices/off-xl-hydj", "application/ld+json").as(Json.class);
        assertThat(appointments.getList("openingHoursSpecification.opens")).containsExactly("08:30", "14:00");
        assertThat(appointments.getString("description")).contains("周六 8:30-12:00（须预约）");
        Json seasons = ask("/offices/off-xl-csx", "application/ld+json").as(Json.class);
        assertThat(seasons.getMap("")).doesNotContainKey("openingHoursSpecification");
        assertThat(seasons.getString("description")).contains("夏令时间（5月1日至9月30日）周一至周五 8:00-11:30、15:00-18:00；");
        assertThat(ask("/offices/off-dh-hydj", "application/ld+json")
                        .as(Json.class)
                        .getMap(""))
                .doesNotContainKey("description");
    }

    @Test
    void geoJsonShowsHoursByAppointment() {
        Json map = ask("/offices/off-xl-hydj?hoursAt=2026-12-05T10:00:00%2B08:00", "application/geo+json")
                .as(Json.class);
        assertThat(map.getMap("properties")).containsEntry("open", false).containsEntry("byAppointment", true);
        assertThat(map.getList("properties.hoursText")).contains("周六 8:30-12:00（须预约）");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html, application/geo+json;q=0.9, */*;q=0.1 | application/geo+json",
                "application/json, text/vcard;q=0.5 | application/json",
                "text/vcard;q=0.5, application/json;q=0.4 | text/vcard",
                "text/vcard;q=0, */* | application/json",
                "*/* | application/json",
                "text/* | text/vcard",
                "application/* | application/json",
                "TEXT/VCARD | text/vcard"
            })
    void preferredMediaTypeIsReturned(String accept, String mediaType) {
        // both formats, cached and not cached
        for (int i = 0; i < 2; i++) {
            ask("/offices/off-dh-hydj", accept).then().statusCode(200).contentType(containsString(mediaType));
            ask("/offices/off-dh-hydj", "*/*").then().statusCode(200).contentType(containsString("application/json"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "text/vcard;q=0", "image/*"})
    void unavailableMediaTypeIsRefused(String accept) {
        ask("/offices/off-dh-hydj", accept)
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body(jsonAt("code", equalTo("media-type.not-acceptable")));
    }

    @Test
    void listsHaveNoJsonLdAndOtherKindsNoVCards() {
        ask("/offices", "application/ld+json").then().statusCode(406);
        ask("/organizations/org-yc-mzj", "text/vcard").then().statusCode(406);
        ask("/organizations", "application/geo+json").then().statusCode(406);
    }

    @Test
    void errorsAreProblemJsonForEveryAcceptHeader() {
        ask("/offices/no-such", "text/vcard")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body(jsonAt("code", equalTo("record.not-found")));
        ask("/offices?near=x", "application/geo+json")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(jsonAt("errors[0].name", equalTo("near")));
    }

    /** Each format has an ETag of its own, which answers 304 for that format only. */
    @Test
    void formatsHaveSeparateETags() {
        String json = ask("/offices/off-dh-hydj", "application/json").header("ETag");
        String card = ask("/offices/off-dh-hydj", "text/vcard").header("ETag");
        assertThat(card).isNotEqualTo(json);
        sunwindow
                .request()
                .header("Accept", "text/vcard")
                .header("If-None-Match", card)
                .get("/offices/off-dh-hydj")
                .then()
                .statusCode(304);
        sunwindow
                .request()
                .header("Accept", "text/vcard")
                .header("If-None-Match", json)
                .get("/offices/off-dh-hydj")
                .then()
                .statusCode(200);
    }
}
