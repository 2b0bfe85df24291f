package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Chinese names of fields, which messages use. */
class RecordFieldsTest {

    static Stream<Class<?>> records() {
        return ImportedRecords.all();
    }

    @Test
    void recordsOfAllTargetsAreFound() {
        assertThat(ImportedRecords.lines().stream().map(Class::getSimpleName)).contains("CalendarDay", "Withdrawal");
    }

    /** The name is the first clause of the description, so a description begins with one. */
    @ParameterizedTest
    @MethodSource("records")
    void everyFieldHasAShortNameOfItsOwn(Class<?> type) {
        var fields = RecordFields.of(type).all();
        assertThat(fields)
                .allSatisfy(field -> assertThat(field.label())
                        .as(field.name())
                        .isNotNull()
                        .hasSizeBetween(1, 12)
                        .matches("[\\p{IsHan}]+"));
        assertThat(fields.stream().map(RecordFields.Component::label)).doesNotHaveDuplicates();
    }

    record Person(@Schema(description = "职务，全称") String post) {}

    record Unit(
            @Schema(description = "领导") List<Person> leaders,
            @Schema(description = "负责人") Person head,
            String other) {}

    @Test
    void pathsAreNamedFromTheTop() {
        assertThat(RecordFields.label(Unit.class, "leaders[1].post")).isEqualTo("领导第 2 项的职务");
        assertThat(RecordFields.label(Unit.class, "leaders[0]")).isEqualTo("领导第 1 项");
        assertThat(RecordFields.label(Unit.class, "head.post")).isEqualTo("负责人的职务");
        assertThat(RecordFields.label(Unit.class, "leaders[0].phone")).isEqualTo("领导第 1 项");
        assertThat(RecordFields.label(Unit.class, "phone")).isNull();
        assertThat(RecordFields.label(Unit.class, "other")).isNull();
        assertThat(RecordFields.label(Unit.class, "")).isNull();
    }
}
