package org.sunwindow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Who may know whom. The lines of the design, held. */
class ArchitectureTest {

    private static final JavaClasses SUNWINDOW = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.sunwindow");

    private static final String[] FEATURES = {
        "org.sunwindow.disclosure..", "org.sunwindow.service..", "org.sunwindow.directory..", "org.sunwindow.cases.."
    };

    @Test
    void featuresKnowWhatIsSharedAndNeverEachOther() {
        for (String feature : FEATURES) {
            check(noClasses()
                    .that()
                    .resideInAPackage(feature)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(FEATURES).and(not(resideInAPackage(feature)))));
            check(noClasses()
                    .that()
                    .resideInAPackage(feature)
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.sunwindow.imports..")));
        }
    }

    @Test
    void publicationKnowsOnlyTheWeb() {
        check(sunwindowClassesOf("org.sunwindow.publication..", "org.sunwindow", "org.sunwindow.http.."));
    }

    @Test
    void webKnowsNothingOfWhatItServes() {
        check(sunwindowClassesOf("org.sunwindow.http..", "org.sunwindow"));
    }

    @Test
    void searchKnowsThePublicationsTheCalendarAndTheWeb() {
        check(sunwindowClassesOf(
                "org.sunwindow.search..",
                "org.sunwindow",
                "org.sunwindow.publication..",
                "org.sunwindow.calendar..",
                "org.sunwindow.http.."));
    }

    @Test
    void progressSharesNothingWithThePublicPathButTheWebAndTheCalendar() {
        check(sunwindowClassesOf(
                "org.sunwindow.cases..", "org.sunwindow", "org.sunwindow.calendar..", "org.sunwindow.http.."));
    }

    @Test
    void calendarKnowsNothingOfWhoAsksIt() {
        check(sunwindowClassesOf("org.sunwindow.calendar..", "org.sunwindow"));
    }

    /** Promise 2: a public read has no way to the database. Resources reach it through ingest and progress only. */
    @Test
    void publicReadsHaveNoWayToTheDatabase() {
        check(noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .and()
                .resideOutsideOfPackages("org.sunwindow.imports..", "org.sunwindow.cases..")
                .should()
                .transitivelyDependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                                EntityManager.class)
                        .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(DataSource.class))));
    }

    @Test
    void classesAreOfTheirPackageUnlessAnotherNeedsThem() {
        check(classes().that().areAnnotatedWith(Path.class).should().notBePublic());
    }

    private static ArchRule sunwindowClassesOf(String of, String... known) {
        return noClasses()
                .that()
                .resideInAPackage(of)
                .should()
                .dependOnClassesThat(resideInAPackage("org.sunwindow..")
                        .and(not(resideInAPackage(of)))
                        .and(not(resideInAnyPackage(known))));
    }

    private static void check(ArchRule rule) {
        rule.check(SUNWINDOW);
    }
}
