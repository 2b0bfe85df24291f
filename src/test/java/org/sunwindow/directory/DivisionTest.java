package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** 行政区划: lookups by code, name and place, and successors. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DivisionTest {

    /** A second province, which makes names ambiguous. As in the list of the statistics bureau, names are not full names. */
    private static final String OTHER_PROVINCE = """
            {"code":"88","name":"吉原省"}
            {"code":"8801","name":"吉原市"}
            {"code":"880102","name":"前塘区"}
            {"code":"880102001","name":"坝头街道"}
            {"code":"880102001001","name":"听涛社区居委会"}
            {"code":"880102001002","name":"前进村民委员会"}
            {"code":"8802","name":"恩水土家族苗族自治州"}
            {"code":"880202","name":"前塘区"}
            {"code":"880202001","name":"坝头街道"}
            {"code":"880201","name":"红旗县"}
            {"code":"880201100","name":"南塘回族乡"}
            {"code":"880201101","name":"老南塘镇","validTo":"2018-06-30","successor":"880201102"}
            {"code":"880201102","name":"中南塘镇","validTo":"2020-12-31","successor":"880201100"}
            """;

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        for (String lines : List.of(Sunwindow.sample("division"), OTHER_PROVINCE)) {
            assertThat(sunwindow.publish("division", lines).getInt("rejected")).isZero();
        }
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    @ParameterizedTest
    @CsvSource({
        "99, 临江省",
        "9901, 云川市",
        "990102, 东湖区",
        "990102001, 湖滨街道",
        "990102001001, 望湖社区",
        "990102000000, 东湖区",
        "990000000000, 临江省"
    })
    void divisionIsFoundByCodeOfAnyWidth(String code, String name) {
        assertThat(get("/divisions/" + code).getString("name")).isEqualTo(name);
        assertThat(get("/divisions?division=" + code + "&size=1").getString("items[0].name"))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "990", "99010", "9901020", "99010200100", "9901020010011", "99x102", "东湖区"})
    void invalidCodeIsRefusedAsAFilterAndNotFoundAsAKey(String code) {
        sunwindow
                .get("/divisions?division=" + Sunwindow.encoded(code))
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].name", equalTo("division")));
        sunwindow
                .get("/divisions/" + Sunwindow.encoded(code))
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("record.not-found")));
    }

    @Test
    void divisionListsItsAncestors() {
        Json community = get("/divisions/990102001001");
        assertThat(community.getList("links.path.name")).containsExactly("临江省", "云川市", "东湖区", "湖滨街道");
        assertThat(community.getList("links.path.id"))
                .containsExactly("990000000000", "990100000000", "990102000000", "990102001000");
        assertThat(get("/divisions/99").getList("links.path")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "云川市东湖区, 990102000000",
        "临江省云川市东湖区湖滨街道, 990102001000",
        "云川东湖, 990102000000",
        "临江省东湖区, 990102000000",
        "临江东湖湖滨, 990102001000",
        "云川市东湖区湖滨街道望湖社区, 990102001001",
        "云川市湖滨街道, 990102001000",
        "云川市，东湖区， 湖滨街道, 990102001000",
        "雲川市東湖區, 990102000000",
        "吉原市, 880100000000",
        "吉原吉原市, 880100000000",
        "吉原省吉原市前塘区, 880102000000",
        "吉原市前塘坝头听涛, 880102001001",
        "吉原市前塘区坝头前进, 880102001002",
        "吉原市前塘区坝头街道前进村, 880102001002",
        "吉原市前塘区坝头街道听涛社区, 880102001001",
        "恩水, 880200000000",
        "恩水州红旗, 880201000000",
        "恩水土家族苗族自治州红旗县南塘, 880201100000"
    })
    void divisionIsFoundByNamePath(String path, String code) {
        Json found = get("/divisions?path=" + Sunwindow.encoded(path));
        assertThat(found.getList("items.code")).containsExactly(code);
    }

    @Test
    void ambiguousNameFindsAllDivisions() {
        Json found = get("/divisions?path=" + Sunwindow.encoded("前塘区坝头街道"));
        assertThat(found.getList("items.code")).containsExactlyInAnyOrder("880202001000", "880102001000");
        assertThat(found.getString("didYouMean")).isNull();
        assertThat(get("/divisions?level=1&path=" + Sunwindow.encoded("吉原")).getList("items.code"))
                .containsExactly("880000000000");
    }

    @Test
    void addressFindsTheDivisionItBeginsWith() {
        Json found = get("/divisions?path=" + Sunwindow.encoded("云川市东湖区湖滨北路22号"));
        assertThat(found.getList("items.code")).containsExactly("990102000000");
        assertThat(found.getString("didYouMean")).isEqualTo("云川市东湖区");
    }

    @ParameterizedTest
    @ValueSource(strings = {"火星市", "市", "云", "x' OR 1=1", "%", "*", "火星市朝阳区"})
    void unknownNameFindsNothing(String path) {
        var response = sunwindow.get("/divisions?path=" + Sunwindow.encoded(path));
        if (response.statusCode() == 400) {
            response.then().body(jsonAt("errors[0].name", equalTo("path")));
        } else {
            assertThat(response.as(Json.class).getInt("total.value")).isZero();
        }
    }

    @Test
    void abolishedDivisionNamesItsFinalSuccessor() {
        Json old = get("/divisions/880201101");
        assertThat(old.getBoolean("inForce")).isFalse();
        assertThat(old.getString("successor")).isEqualTo("880201102000");
        assertThat(old.getString("links.movedTo.id")).isEqualTo("880201100000");
        assertThat(old.getString("links.movedTo.name")).isEqualTo("南塘回族乡");
        assertThat(get("/divisions/880201102").getList("links.mergedFrom.id")).containsExactly("880201101000");
        Json children = get("/divisions?parent=880201&size=10");
        assertThat(children.getList("items.code", String.class).getFirst())
                .as("the only one in force is the first")
                .isEqualTo("880201100000");
        assertThat(children.getMap("items[code=880201101000]")).containsEntry("inForce", false);
        assertThat(get("/divisions?parent=880201&inForce=true").getList("items.code"))
                .containsExactly("880201100000");
        assertThat(get("/divisions?successor=880201102000").getList("items.name"))
                .containsExactly("老南塘镇");
        sunwindow
                .get("/divisions?inForce=yes")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].name", equalTo("inForce")));
    }

    /** Counties of 直辖市 have no city above them. */
    @Test
    void levelsWithoutARecordAreSkipped() {
        sunwindow.publish("division", "{\"code\":\"880901\",\"name\":\"直管县\"}");
        assertThat(get("/divisions/880901").getList("links.path.name")).containsExactly("吉原省");
    }

    @Test
    void cursorOfAnotherNameIsRefused() {
        String path = "/divisions?size=1&path=";
        String next = get(path + Sunwindow.encoded("前塘区坝头街道")).getString("page.next");
        assertThat(get(path + Sunwindow.encoded("前塘区坝头街道") + "&after=" + next).getList("items"))
                .hasSize(1);
        sunwindow
                .get(path + Sunwindow.encoded("前塘区") + "&after=" + next)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("cursor.invalid")));
    }

    /** Two divisions that name each other as successor are an error in the data. */
    @Test
    void cycleOfSuccessorsTerminates() {
        sunwindow.publish("division", """
                {"code":"880301","name":"甲县","validTo":"2020-01-01","successor":"880302"}
                {"code":"880302","name":"乙县","validTo":"2020-01-01","successor":"880301"}""");
        assertThat(get("/divisions/880301").getString("links.movedTo.id")).isEqualTo("880302000000");
        assertThat(get("/offices?serves=880301").getInt("total.value")).isZero();
        var run = sunwindow.publish(
                "division",
                "{\"code\":\"880303\",\"name\":\"丙县\",\"validTo\":\"2020-01-01\",\"successor\":\"880303\"}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("successor.self");
    }

    @Test
    void suggestionsFindCodesOfAnyWidth() {
        for (String typed : List.of("9901", "990102", "990102001", "990102001000")) {
            Json found = get("/divisions?q=" + typed);
            assertThat(found.getString("items[0].code")).as(typed).isEqualTo(typed + "0".repeat(12 - typed.length()));
            assertThat(found.getList("items")).hasSize(1);
        }
    }

    @Test
    void levelFollowsFromTheCode() {
        var run = sunwindow.publish("division", "{\"code\":\"880305001\",\"name\":\"己镇\",\"level\":5}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("level.mismatch");
    }

    /** The city has the offices. The link from the town back to the county must not end the search. */
    @Test
    void countyMergedIntoItsTownIsServedByTheCity() {
        sunwindow.publish("division", """
                {"code":"880401","name":"戊县","validTo":"2020-01-01","successor":"880401100"}
                {"code":"880401100","name":"戊城镇"}""");
        sunwindow.publish(
                "office", "{\"id\":\"off-8804\",\"name\":\"市民政服务大厅\",\"type\":\"服务大厅\",\"division\":\"8804\"}");
        for (String division : List.of("880401", "880401100", "880401101", "880401101001")) {
            assertThat(get("/offices?serves=" + division).getList("items.id"))
                    .as(division)
                    .containsExactly("off-8804");
        }
    }

    @Test
    void divisionsAreFoundByDistanceToTheirCentres() {
        Json near = get("/divisions?near=30.3330,118.8250&radius=3000&level=4");
        assertThat(near.getString("items[0].name")).isEqualTo("湖滨街道");
        assertThat(near.getList("items.distance", Integer.class)).isSorted();
        assertThat(get("/divisions?near=0,0&radius=1000").getInt("total.value")).isZero();
        var run = sunwindow.publish("division", "{\"code\":\"880304\",\"name\":\"丁县\",\"latitude\":30.1}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("place.incomplete");
    }
}
