package org.sunwindow.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for the declaration of every kind. */
class KindsTest {

    static Stream<Kind<?>> kinds() {
        return InstalledKinds.all().stream();
    }

    /** An undeclared component would be stored and returned, but neither searched nor checked. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyRecordComponentIsDeclaredExactlyOnce(Kind<?> kind) {
        Set<String> components = Stream.of(kind.type().getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        assertThat(kind.fields().components()).as(kind.name()).isEqualTo(components);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFilterHasADescriptionAndAnExample(Kind<?> kind) {
        assertThat(kind.fields().filters()).as(kind.name()).isNotEmpty().allSatisfy(filter -> {
            assertThat(filter.name()).isNotBlank();
            assertThat(filter.description()).containsPattern("\\p{IsHan}");
            assertThat(filter.example()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasSampleRecords(Kind<?> kind) {
        assertThat(KindsTest.class.getResource("/sample/" + kind.name() + ".ndjson"))
                .as(kind.name())
                .isNotNull();
    }

    /** Without a resource, records would be stored and indexed, but could not be read. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasItsOperations(Kind<?> kind) throws IOException {
        assertThat(Files.readString(Path.of("openapi/openapi.yaml")))
                .contains(
                        "operationId: list" + kind.contract().plural(),
                        "operationId: get" + kind.contract().singular());
    }

    /** Feeds name the publisher of a record. */
    @ParameterizedTest
    @MethodSource("kinds")
    void componentWithThePublisherIsDeclaredAsSuch(Kind<?> kind) {
        assertThat(kind.fields().publisher())
                .as(kind.name())
                .isEqualTo(kind.fields().components().contains("publisher") ? "publisher" : null);
    }
}
