package org.sunwindow.bulletin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** A kind is complete with the classes of one folder; everything else follows from its declaration. */
@Tag("slow")
@QuarkusTest
@TestProfile(BulletinTest.WithBulletins.class)
class BulletinTest {

    static final String ENABLED = "test.bulletin";

    /** Runs the application with the additional kind. */
    public static final class WithBulletins implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(ENABLED, "true");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    private static final String OAK = """
            {"id":"bul-1","name":"湖滨街道公告栏","material":"木","division":"990102001000","builtOn":"2024-03-01",\
            "posters":["防汛提示"]}""";
    private static final String STEEL = """
            {"id":"bul-2","name":"学府社区宣传栏","material":"钢","division":"990102002000","builtOn":"2025-03-01"}""";

    @BeforeEach
    void published() {
        publish(OAK + "\n" + STEEL);
    }

    /** A kind that declares nothing about schema.org is a work. */
    @Test
    void recordsAreDescribedAsWorks() {
        Json work = request()
                .header("Accept", "application/ld+json")
                .get("/bulletins/bul-1")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        assertThat(work.getString("@type")).isEqualTo("CreativeWork");
        assertThat(work.getString("identifier")).isEqualTo("bul-1");
        assertThat(work.getString("name")).isEqualTo("湖滨街道公告栏");
        assertThat(work.getString("url")).isEqualTo("https://mz.yunchuan.example/api/v1/bulletins/bul-1");
    }

    @Test
    void recordsAreImportedUnderTheRulesOfEveryKind() {
        Json run = publish("""
                {"id":"bul-3","name":"登记处公告栏","colour":"红"}
                {"id":"bul-4","name":"电话13800138000"}
                {"id":"bul-5"}""");
        assertThat(run.getInt("rejected")).isEqualTo(3);
    }

    @Test
    void listSupportsSearchFiltersSortAndFacets() {
        assertThat(ids("/bulletins?q=" + Sunwindow.encoded("公告栏"))).contains("bul-1");
        assertThat(ids("/bulletins?q=" + Sunwindow.encoded("防汛"))).containsExactly("bul-1");
        assertThat(ids("/bulletins?material=" + Sunwindow.encoded("钢"))).containsExactly("bul-2");
        assertThat(ids("/bulletins?division=990102001&builtTo=2024-12-31")).containsExactly("bul-1");
        assertThat(ids("/bulletins?sort=builtOn")).containsExactly("bul-1", "bul-2");
        assertThat(get("/bulletins?facets=material", 200).getList("facets.material.value", String.class))
                .containsExactlyInAnyOrder("木", "钢");
    }

    @Test
    void recordContainsFieldsThatTheListOmits() {
        assertThat(get("/bulletins?size=1", 200).getString("items[0].posters")).isNull();
        assertThat(get("/bulletins/bul-1", 200).getList("posters", String.class))
                .containsExactly("防汛提示");
    }

    @Test
    void siteSearchAndSuggestionsIncludeTheKind() {
        String text = Sunwindow.encoded("学府社区宣传栏");
        assertThat(get("/search?kind=bulletin&q=" + text, 200).getString("items[0].id"))
                .isEqualTo("bul-2");
        assertThat(get("/search?q=" + text, 200).getString("kinds[value=bulletin].label"))
                .isEqualTo("公告栏");
        assertThat(get("/suggestions?q=xuefushequ", 200).getList("items.key", String.class))
                .contains("bul-2");
    }

    @Test
    void withdrawnRecordIsGone() {
        publish("{\"withdraw\":\"bul-1\",\"reason\":\"测试\"}");
        get("/bulletins/bul-1", 410);
        assertThat(ids("/bulletins")).containsExactly("bul-2");
    }

    @Test
    void contractDescribesTheKind() {
        String text = given().get("/q/openapi").then().statusCode(200).extract().asString();
        OpenAPI contract = new OpenAPIV3Parser().readContents(text).getOpenAPI();
        var list = contract.getPaths().get("/api/v1/bulletins").getGet();
        assertThat(list.getOperationId()).isEqualTo("listBulletins");
        assertThat(list.getParameters())
                .extracting(Parameter::getName)
                .contains("material", "builtFrom", "builtTo", "sort");
        assertThat(contract.getComponents().getSchemas()).containsKeys("Bulletin", "BulletinItem", "BulletinList");
        var kinds = contract.getPaths().get("/api/v1/imports").getPost().getParameters().stream()
                .filter(parameter -> parameter.getName().equals("kind"))
                .findFirst()
                .orElseThrow();
        assertThat(kinds.getSchema().getEnum().toString()).contains("bulletin", "application");
    }

    private static List<String> ids(String path) {
        return get(path, 200).getList("items.id", String.class);
    }

    private static Json get(String path, int status) {
        return request().get(path).then().statusCode(status).extract().as(Json.class);
    }

    private static RequestSpecification request() {
        return given().config(Sunwindow.AS_GIVEN).basePath("/api/v1").urlEncodingEnabled(false);
    }

    private static Json publish(String lines) {
        Json run = request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=bulletin")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        long revision = run.getLong("revision");
        Sunwindow.await(
                "revision " + revision, () -> get("/bulletins?size=1", 200).getLong("asOf.revision") >= revision);
        return run;
    }
}
