package org.sunwindow.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The service guides. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class ServiceItemTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("organization", "office", "service");
    }

    /** Spreadsheets turn 07 into 7. */
    @Test
    void typeWithoutItsLeadingZeroIsRejected() {
        var run = sunwindow.publish("service", "{\"code\":\"T-1\",\"name\":\"内地居民结婚登记\",\"type\":\"7\"}");
        assertThat(sunwindow.rejects(run).getString("items[0].field")).isEqualTo("type");
        assertThat(sunwindow
                        .publish("service", "{\"code\":\"T-1\",\"name\":\"内地居民结婚登记\",\"type\":\"07\"}")
                        .getInt("rejected"))
                .isZero();
    }

    @Test
    void guideIsFoundByColloquialWords() {
        assertThat(sunwindow.find("/services", "结婚登记", "size=3").getString("items[0].name"))
                .contains("结婚登记");
        String code = sunwindow.find("/services", "结婚登记").getString("items[0].code");
        Json guide = get("/services/" + code);
        assertThat(guide.getList("materials")).isNotEmpty();
        assertThat(guide.getString("typeName")).isNotBlank();
        assertThat(sunwindow.find("/services", code).getString("items[0].code")).isEqualTo(code);
    }

    @Test
    void servicesAreCountedByTypeWithTheNamesOfTheStandard() {
        Json counted = get("/services?facets=type,status,organization&size=1");
        assertThat(counted.getString("facets.type[value=07].label")).isEqualTo("行政确认");
        List<Integer> counts = counted.getList("facets.type.count");
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(counted.getInt("total.value"));
        assertThat(counted.getString("facets.organization[0].label")).doesNotStartWith("org-");
    }

    /** A code that the standard does not have is labelled by the name most records give it, and by itself without one. */
    @Test
    void localTypesAreCountedWithTheNamesThatWereSent() {
        sunwindow.publish("service", """
                {"code":"T-91-1","name":"路灯报修","type":"91","typeName":"便民服务"}
                {"code":"T-91-2","name":"路牌报修","type":"91","typeName":"便民服务 "}
                {"code":"T-91-3","name":"井盖报修","type":"91","typeName":"便民 服务类"}
                {"code":"T-92-1","name":"护栏报修","type":"92"}
                {"code":"T-07-1","name":"门牌报修","type":"07","typeName":"确认类"}""");
        for (String more : List.of("", "&type=91", "&q=" + Sunwindow.encoded("报修"))) {
            Json counted = get("/services?facets=type&size=1" + more);
            assertThat(counted.getMap("facets.type[value=91]"))
                    .as(more)
                    .containsEntry("label", "便民服务")
                    .containsEntry("count", 3);
            assertThat(counted.getString("facets.type[value=92].label")).isEqualTo("92");
            assertThat(counted.getString("facets.type[value=07].label")).isEqualTo("行政确认");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"结婚证去哪里办", "扯证要带什么"})
    void questionsFindTheGuide(String question) {
        assertThat(sunwindow.find("/search", question, "size=5").<String>getList("items.title"))
                .anyMatch(title -> title.contains("结婚登记"));
    }

    @Test
    void levelIsANumber() {
        sunwindow.get("/services?level=x").then().statusCode(400);
    }

    /** Halls and service items link to each other, even if only one of them declares the link. */
    @Test
    void whichWindowAcceptsMyApplication() {
        Json hall = get("/offices/off-yc-zwzx");
        assertThat(hall.<List<String>>get("windows[name=15号窗口].services")).contains("990100-QT-004");
        assertThat(hall.getList("services")).contains("990100-QT-004");
        assertThat(hall.getString("links.organization.name")).isEqualTo("云川市民政局行政审批科");
        // only the guide says so
        assertThat(hall.getList("services")).doesNotContain("990100-QT-005");
        assertThat(hall.getList("links.services.id")).contains("990100-QT-004", "990100-QT-005");
        assertThat(get("/offices?service=990100-QT-005").getList("items.id")).containsExactly("off-yc-zwzx");
        assertThat(get("/services?office=off-yc-zwzx&size=100").getList("items.id"))
                .contains("990100-QT-004", "990100-QT-005");
        assertThat(get("/services/990100-QT-005").getList("links.offices.name")).containsExactly("云川市政务服务中心民政窗口");
    }

    /** The guides of a bureau are those of its departments, too, if that is asked for: in every list with the filter. */
    @Test
    void subordinateOrganizationsAreIncludedOnRequest() {
        sunwindow.publish("organization", """
                {"id":"sub-1","name":"试验局"}
                {"id":"sub-2","name":"试验局一科","parent":"SUB-1"}
                {"id":"sub-3","name":"试验局一科二股","parent":"sub-2"}
                """);
        sunwindow.publish("service", """
                {"code":"SUB-A","type":"07","name":"试验事项甲","organization":"sub-1"}
                {"code":"SUB-B","type":"07","name":"试验事项乙","organization":"sub-2"}
                {"code":"SUB-C","type":"07","name":"试验事项丙","organization":"Sub-3"}
                """);
        sunwindow.publish(
                "office", "{\"id\":\"sub-o\",\"name\":\"试验所\",\"type\":\"婚姻登记处\",\"organization\":\"sub-3\"}");
        assertThat(get("/services?organization=sub-1").getList("items.id")).containsExactly("SUB-A");
        assertThat(get("/services?organization=sub-1&includeSubordinate=true").getList("items.id"))
                .containsExactly("SUB-A", "SUB-B", "SUB-C");
        assertThat(get("/services?organization=sub-2&includeSubordinate=true").getList("items.id"))
                .containsExactly("SUB-B", "SUB-C");
        assertThat(get("/offices?organization=sub-1&includeSubordinate=true").getList("items.id"))
                .containsExactly("sub-o");
        assertThat(get("/services?facets=organization&includeSubordinate=true&size=1")
                        .getInt("facets.organization[value=sub-1].count"))
                .isEqualTo(3);
        assertThat(get("/services?facets=organization&size=1").getInt("facets.organization[value=sub-1].count"))
                .isEqualTo(1);
        sunwindow.get("/divisions?includeSubordinate=true").then().statusCode(400);
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
