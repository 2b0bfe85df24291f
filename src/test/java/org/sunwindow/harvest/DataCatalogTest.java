package org.sunwindow.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.http.ContractPaths;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** The catalogue passes the public shapes of DCAT-AP 3.0.1. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DataCatalogTest {

    private static final String CATALOG = "https://mz.yunchuan.example/api/v1/catalog.jsonld";

    private static final List<String> SHAPES = List.of("shapes", "range");

    @Inject
    Kinds kinds;

    @Inject
    ContractPaths paths;

    private Sunwindow sunwindow;

    static Stream<String> shapes() {
        return SHAPES.stream();
    }

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("organization", "disclosure", "service", "site");
    }

    private Model catalog() {
        Response response = sunwindow.read("/catalog.jsonld");
        assertThat(response.header("Content-Type")).isEqualTo("application/ld+json;charset=UTF-8");
        Model model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new ByteArrayInputStream(response.asByteArray()), Lang.JSONLD);
        return model;
    }

    private static ValidationReport report(String shapes, Model catalog) {
        Graph graph = RDFDataMgr.loadGraph("src/test/resources/dcat-ap/" + shapes + ".ttl");
        return ShaclValidator.get().validate(Shapes.parse(graph), catalog.getGraph());
    }

    private static String entries(ValidationReport report) {
        return report.getEntries().stream()
                .map(entry -> entry.focusNode() + " " + entry.resultPath() + " " + entry.message())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void catalogConformsToTheProfile(String shapes) {
        ValidationReport report = report(shapes, catalog());
        assertThat(report.conforms()).as(entries(report)).isTrue();
    }

    /**
     * Recommended properties that are left out: the licence, which is not set here, what is not known of data sets that grow, and
     * the outline of a country.
     */
    @Test
    void recommendedPropertiesAreStated() {
        ValidationReport report = report("shapes_recommended", catalog());
        assertThat(report.getEntries().stream()
                        .map(entry -> entry.resultPath().toString())
                        .collect(Collectors.toSet()))
                .as(entries(report))
                .containsExactlyInAnyOrder(
                        "<http://purl.org/dc/terms/license>",
                        "<http://purl.org/dc/terms/temporal>",
                        "<http://www.w3.org/ns/dcat#bbox>",
                        "<http://www.w3.org/ns/dcat#centroid>");
    }

    /** The shapes are applied at all: without any of the mandatory properties the catalogue does not conform. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://purl.org/dc/terms/title",
                "http://purl.org/dc/terms/description",
                "http://purl.org/dc/terms/publisher",
                "http://www.w3.org/ns/dcat#accessURL",
                "http://www.w3.org/ns/dcat#endpointURL",
                "http://xmlns.com/foaf/0.1/name"
            })
    void shapesNoticeWhatIsMissing(String property) {
        Model catalog = catalog();
        Property missing = catalog.createProperty(property);
        assertThat(catalog.contains(null, missing)).isTrue();
        catalog.removeAll(null, missing, null);
        assertThat(report("shapes", catalog).conforms()).isFalse();
    }

    @Test
    void everyKindIsADataSetWithItsDistributions() {
        Model catalog = catalog();
        Resource root = catalog.getResource(CATALOG);
        assertThat(catalog.contains(root, RDF.type, DCAT.Catalog)).isTrue();
        assertThat(objects(root, DCAT.dataset))
                .containsExactlyInAnyOrderElementsOf(
                        kinds.names().stream().map(name -> CATALOG + "#" + name).toList());
        boolean exports = !paths.below("/exports").isEmpty();
        for (Kind<?> kind : kinds.all()) {
            Resource dataset = catalog.getResource(CATALOG + "#" + kind.name());
            String list = "https://mz.yunchuan.example/api/v1" + kind.contract().path();
            List<String> access = dataset.listProperties(DCAT.distribution)
                    .mapWith(each -> each.getResource()
                            .getProperty(DCAT.accessURL)
                            .getResource()
                            .getURI())
                    .toList();
            assertThat(access).contains(list).hasSize(exports ? 5 : 2);
            for (String ending : List.of("ndjson", "csv", "xlsx")) {
                String file = "https://mz.yunchuan.example/api/v1/exports/%s.%s".formatted(kind.name(), ending);
                assertThat(access.contains(file)).isEqualTo(exports);
            }
            assertThat(dataset.hasProperty(DCTerms.accrualPeriodicity)).isTrue();
            assertThat(dataset.hasProperty(DCTerms.conformsTo)).isTrue();
        }
        Resource disclosures = catalog.getResource(CATALOG + "#disclosure");
        assertThat(disclosures.hasProperty(DCTerms.issued)).isTrue();
        assertThat(disclosures.hasProperty(DCTerms.modified)).isTrue();
    }

    private static List<String> objects(Resource subject, Property property) {
        return subject.listProperties(property)
                .mapWith(statement -> statement.getResource().getURI())
                .toList();
    }

    @Test
    void catalogIsCachedAndStrictLikeEveryRead() {
        Response first = sunwindow.read("/catalog.jsonld");
        sunwindow
                .request()
                .header("If-None-Match", first.header("ETag"))
                .get("/catalog.jsonld")
                .then()
                .statusCode(304);
        assertThat(first.header("Cache-Control")).startsWith("public, max-age=");
        sunwindow.get("/catalog.jsonld?wrong=1").then().statusCode(400);
        sunwindow
                .request()
                .header("Accept", "text/turtle")
                .get("/catalog.jsonld")
                .then()
                .statusCode(406);
    }
}
