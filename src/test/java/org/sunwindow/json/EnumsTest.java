package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.ProductClasses;
import org.sunwindow.index.lucene.IndexFixture;

/** A number is no constant of an enumeration: its ordinal depends on the order of the source code. */
class EnumsTest {

    private final StrictJson json = IndexFixture.json();

    /** The enumerations among the components of all records that are read or written as JSON. */
    static Stream<RecordComponent> components() {
        return ProductClasses.ALL.stream()
                .filter(type -> type.isRecord() && type.isAnnotatedWith(RegisterForReflection.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .filter(component -> component.getType().isEnum());
    }

    @Test
    void everyEnumerationThatIsImportedIsTested() {
        assertThat(components()
                        .map(component -> component.getDeclaringRecord().getSimpleName() + "." + component.getName()))
                .contains(
                        "CaseLine.status",
                        "CaseLine.caseType",
                        "CaseLine.suspendReason",
                        "Stage.status",
                        "Stage.suspendReason",
                        "Factor.type",
                        "Link.relation");
    }

    @ParameterizedTest
    @MethodSource("components")
    void numberIsRefused(RecordComponent component) {
        String name = component.getName();
        for (String number :
                List.of("0", "1", "11", "1000", "-1", "1.0", "\"0\"", "\"1\"", "\" 1 \"", "\"01\"", "true")) {
            var invalid = catchThrowableOfType(
                    StrictJson.Invalid.class,
                    () -> json.read("{\"%s\":%s}".formatted(name, number), component.getDeclaringRecord()));
            assertThat(invalid).as(number).isNotNull();
            assertThat(invalid.items())
                    .as(number)
                    .filteredOn(item -> item.name().equals(name))
                    .singleElement()
                    .satisfies(item -> assertThat(item.code()).isEqualTo("choice"));
        }
    }
}
