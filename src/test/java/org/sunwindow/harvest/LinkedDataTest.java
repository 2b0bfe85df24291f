package org.sunwindow.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;

/** Every record of every kind is also described in the vocabulary of schema.org. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LinkedDataTest {

    private static final String SCHEMA = "https://schema.org/";
    private static final String API = "https://mz.yunchuan.example/api/v1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The types of the kinds; kinds that are not listed are works. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "answer", Set.of("FAQPage", "QAPage"),
            "disclosure", Set.of("Legislation", "DigitalDocument"),
            "division", Set.of("AdministrativeArea"),
            "hotline", Set.of("ContactPoint"),
            "notice", Set.of("SpecialAnnouncement"),
            "office", Set.of("GovernmentOffice"),
            "organization", Set.of("GovernmentOrganization"),
            "service", Set.of("GovernmentService"),
            "site", Set.of("WebSite"),
            "statistic", Set.of("Observation", "Dataset"));

    private static boolean published;

    private Sunwindow sunwindow;

    static Stream<Kind<?>> installed() {
        return InstalledKinds.of(TestSettings.general(Map.of())).all().stream();
    }

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        if (!published) {
            sunwindow.publishSamples(installed().map(Kind::name).toArray(String[]::new));
            published = true;
        }
    }

    private Response linked(String path) {
        return Sunwindow.settled(
                path,
                () -> sunwindow
                        .request()
                        .header("Accept", "application/ld+json")
                        .get(path));
    }

    /** The context is that of schema.org, without the rules that only its server knows. */
    private static Model read(Response response) throws IOException {
        ObjectNode document = (ObjectNode) MAPPER.readTree(response.asByteArray());
        assertThat(document.get("@context").asText()).isEqualTo("https://schema.org");
        document.putObject("@context").put("@vocab", SCHEMA);
        Model model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new ByteArrayInputStream(MAPPER.writeValueAsBytes(document)), Lang.JSONLD);
        return model;
    }

    @ParameterizedTest
    @MethodSource("installed")
    void everyKindIsDescribed(Kind<?> kind) throws IOException {
        Json list = sunwindow.read(kind.contract().path() + "?size=100").as(Json.class);
        assertThat(list.getList("items")).isNotEmpty();
        for (String key : list.<String>getList("items.id")) {
            Response response = linked(kind.address(key));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.header("Content-Type")).isEqualTo("application/ld+json;charset=UTF-8");
            Model model = read(response);
            Resource thing = model.getResource(API + kind.address(key));
            String type = thing.getProperty(RDF.type).getResource().getURI();
            assertThat(TYPES.getOrDefault(kind.name(), Set.of("CreativeWork")))
                    .contains(type.substring(SCHEMA.length()));
            assertThat(thing.hasProperty(model.getProperty(SCHEMA + "name"))).isTrue();
            assertThat(thing.hasProperty(model.getProperty(SCHEMA + "identifier")))
                    .isTrue();
            assertThat(thing.hasProperty(model.getProperty(SCHEMA + "url"))).isTrue();
            model.listStatements()
                    .forEach(statement -> assertThat(statement.getPredicate().getURI())
                            .satisfiesAnyOf(
                                    uri -> assertThat(uri).startsWith(SCHEMA),
                                    uri -> assertThat(uri).isEqualTo(RDF.type.getURI())));
        }
    }

    @Test
    void aNormativeDocumentIsLegislation() {
        Json rule = linked("/disclosures/990100001/202406-00004").as(Json.class);
        assertThat(rule.getString("@id")).isEqualTo(API + "/disclosures/990100001/202406-00004");
        assertThat(rule.getString("publisher.name")).isEqualTo("云川市民政局");
        assertThat(rule.getString("inLanguage")).isEqualTo("zh-CN");
        assertThat(rule.getString("datePublished")).startsWith("2024-");
        sunwindow.publish("disclosure", """
                {"indexNo":"LD-1","title":"已废止的办法","publisher":"链接试验局","publishedAt":"2024-03-12T09:30:00+08:00",\
                "disclosureAttribute":"主动公开","category":"规范性文件","docNo":"云民发〔2024〕99号","abolishedOn":"2025-01-01"}""");
        Json abolished = linked("/disclosures/LD-1").as(Json.class);
        assertThat(abolished.getString("@type")).isEqualTo("Legislation");
        assertThat(abolished.getString("legislationIdentifier")).isEqualTo("云民发〔2024〕99号");
        assertThat(abolished.getString("legislationLegalForce")).isEqualTo(SCHEMA + "NotInForce");
        assertThat(abolished.getString("creativeWorkStatus")).isEqualTo("已失效");
    }

    @Test
    void aServiceSaysWhereAndHow() {
        Json service = linked("/services/990102-QR-001").as(Json.class);
        assertThat(service.getString("@type")).isEqualTo("GovernmentService");
        assertThat(service.getString("provider.name")).isEqualTo("东湖区民政局");
        assertThat(service.getString("offers.price")).isEqualTo("0");
        assertThat(service.getList("availableChannel.serviceLocation.identifier"))
                .contains("off-dh-hydj");
        assertThat(service.getList("subjectOf.mainEntity.name")).contains("领结婚证还要户口本吗？");
    }

    @Test
    void listsHaveNoLinkedData() {
        linked("/disclosures").then().statusCode(406);
    }
}
