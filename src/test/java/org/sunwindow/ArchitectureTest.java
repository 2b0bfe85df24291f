package org.sunwindow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependencies that the design allows between packages. */
@Tag("slow")
class ArchitectureTest {

    private static final String ROOT = "org.sunwindow";
    private static final String LUCENE = "org.sunwindow.index.lucene..";

    /** Each can be deleted without the others. */
    private static final String[] FEATURES = {
        "org.sunwindow.catalog..",
        "org.sunwindow.column..",
        "org.sunwindow.disclosure..",
        "org.sunwindow.service..",
        "org.sunwindow.notice..",
        "org.sunwindow.answer..",
        "org.sunwindow.statistic..",
        "org.sunwindow.site..",
        "org.sunwindow.directory.division..",
        "org.sunwindow.directory.organization..",
        "org.sunwindow.directory.office..",
        "org.sunwindow.directory.hotline..",
        "org.sunwindow.cases..",
        "org.sunwindow.attachment..",
        "org.sunwindow.bulk..",
        "org.sunwindow.workdays..",
        "org.sunwindow.usage..",
        "org.sunwindow.harvest..",
        "org.sunwindow.mcp.."
    };

    static Stream<String> features() {
        return Stream.of(FEATURES);
    }

    @ParameterizedTest
    @MethodSource("features")
    void noFeatureDependsOnAnother(String feature) {
        assumeInstalled(feature);
        check(noClasses()
                .that()
                .resideInAPackage(feature)
                .should()
                .dependOnClassesThat(resideInAnyPackage(FEATURES).and(not(resideInAPackage(feature)))));
    }

    /** Imports, the contract and start-up checks find the features by injection or in the index of classes. */
    @Test
    void sharedPackagesDependOnNoFeature() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(FEATURES)
                .should()
                .dependOnClassesThat(resideInAnyPackage(FEATURES)));
    }

    /** What each package may depend on, beside itself, its subpackages, {@code crypto} and the root package. */
    @ParameterizedTest
    @CsvSource({
        "contract, http kind",
        "http, ",
        "json, http http.parameter",
        "language, ",
        "place, http",
        "privacy, http json language",
        "privacy.context, privacy.names privacy.text",
        "privacy.lists, privacy privacy.context privacy.names privacy.text",
        "privacy.names, privacy.text",
        "privacy.numbers, privacy privacy.context privacy.names privacy.text",
        "privacy.persons, privacy privacy.context privacy.names privacy.text",
        "privacy.text, language",
        "publisher, http place",
        "caller, http json",
        "limit, caller http publisher",
        "envelope, caller http http.envelope",
        "imports.target, http json privacy publisher",
        "calendar, http http.parameter json imports.target privacy publisher",
        "publication, publisher",
        "kind, calendar http json language place publication",
        "index, calendar json kind language place publication publication.database publisher",
        "attachment, http http.parameter http.file index json kind privacy publication publisher read",
        "read, calendar http http.parameter index json kind place publication",
        "outbound, http",
        "imports, http http.parameter index json kind language outbound place privacy publication publication.database publisher",
        "webhook, caller http http.parameter json kind outbound privacy",
        "cases, calendar caller http http.parameter imports.target json language privacy publication.database publisher webhook",
        "directory, calendar http json kind place publication read",
        "column, http http.parameter json kind place publication read",
        "catalog, calendar http http.parameter index kind place publication read",
        "disclosure, calendar http http.parameter index json kind place publication read",
        "service, http http.parameter json kind place publication read",
        "notice, http http.parameter json kind language place publication read",
        "answer, http json kind place publication read",
        "statistic, http http.parameter index json kind place publication read",
        "site, http http.parameter index json kind place publication read",
        "usage, http http.parameter kind publisher",
        "workdays, calendar http http.parameter read",
        "bulk, http http.parameter http.file index json kind publication read read.cache",
        "harvest, http http.parameter index kind publication read",
        "mcp, calendar http http.parameter index json kind place read"
    })
    void packageDependsOnlyOnAllowedPackages(String of, String allowed) {
        String own = ROOT + "." + of + "..";
        assumeInstalled(own);
        String[] packages = Stream.concat(
                        Stream.of(ROOT, ROOT + ".crypto", own),
                        Stream.of((allowed == null ? "" : allowed).split(" "))
                                .filter(name -> !name.isEmpty())
                                .map(name -> ROOT + "." + name))
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage("org.sunwindow..").and(not(resideInAnyPackage(packages)))));
    }

    /** The mapper behind {@code JsonNode.toString} keeps the last text of each thread in its buffers. */
    @Test
    void textsThatArriveAreNotWrittenWithBuffersThatLast() {
        for (var node : List.of(JsonNode.class, ObjectNode.class, ArrayNode.class)) {
            check(noClasses()
                    .that()
                    .resideInAnyPackage("org.sunwindow.imports.format..", "org.sunwindow.cases..")
                    .should()
                    .callMethod(node, "toString"));
        }
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(
                        "org.sunwindow.(kind|index|read|imports|publication|publisher|calendar|place|language|privacy|http|json|caller)")
                .should()
                .beFreeOfCycles());
    }

    @Test
    void onlyPrivacyUsesItsSubpackages() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.sunwindow.privacy..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sunwindow.privacy.*..")));
    }

    /** A sheet is read in layers: an archive has a sheet, a sheet has rows. */
    @Test
    void formatsAreReadInLayers() {
        check(slices().matching("org.sunwindow.imports.format.(*)..").should().beFreeOfCycles());
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.sunwindow.imports.format..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sunwindow.imports.format.rows..")));
    }

    @Test
    void casesDoNotDependOnLookups() {
        check(noClasses()
                .that()
                .resideInAPackage("org.sunwindow.cases")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sunwindow.cases.lookup..")));
    }

    @Test
    void onlyIndexLuceneUsesLucene() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(LUCENE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.lucene..", LUCENE)));
    }

    /** The interface of the index is independent of HTTP and of the search engine behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"org.sunwindow.http..", "jakarta.ws.rs..", "io.vertx.."})
    void indexDoesNotDependOnHttp(String http) {
        check(noClasses()
                .that()
                .resideInAPackage("org.sunwindow.index..")
                .should()
                .dependOnClassesThat(resideInAPackage(http)));
    }

    /** Promise 2: public reads never wait for the database. */
    @Test
    void publicReadsDoNotDependOnTheDatabase() {
        check(noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .and()
                .resideOutsideOfPackages(
                        "org.sunwindow.imports..",
                        "org.sunwindow.cases..",
                        "org.sunwindow.attachment.upload..",
                        "org.sunwindow.usage..",
                        "org.sunwindow.webhook..")
                .should()
                .transitivelyDependOnClassesThat(
                        assignableTo(EntityManager.class).or(assignableTo(DataSource.class))));
    }

    @Test
    void resourcesArePackagePrivate() {
        check(classes().that().areAnnotatedWith(Path.class).should().notBePublic());
    }

    /** The rules of a feature that was deleted are skipped. */
    private static void assumeInstalled(String packages) {
        assumeThat(ProductClasses.ALL.that(resideInAPackage(packages))).isNotEmpty();
    }

    private static void check(ArchRule rule) {
        rule.check(ProductClasses.ALL);
    }
}
