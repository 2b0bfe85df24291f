package org.sunwindow.kind;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.TestSettings;
import org.sunwindow.json.StrictJson;
import org.sunwindow.place.Coordinates;

/** Every filter of every kind takes the values that records have, and refuses those that no record can have. */
class FilterValuesTest {

    /** Of no filter whose values have a form. */
    private static final String IMPOSSIBLE = "不会有的值";

    static Stream<Kind<?>> kinds() {
        return InstalledKinds.all().stream();
    }

    private static <R> Map<String, Set<String>> sampleValues(Kind<R> kind) throws IOException {
        var reader = new RecordReader(new StrictJson(TestSettings.general(Map.of()), null));
        var documents = new DocumentReader<>(kind, kind.fields(), ZoneId.of("Asia/Shanghai"));
        var values = new HashMap<String, Set<String>>();
        try (var in = FilterValuesTest.class.getResourceAsStream("/sample/" + kind.name() + ".ndjson")) {
            String sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            sample.lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> documents
                            .read(reader.read(kind, line, Coordinates.System.WGS84))
                            .values()
                            .forEach((name, read) -> values.computeIfAbsent(name, any -> new TreeSet<>())
                                    .addAll(read)));
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void valuesOfRecordsAreAllowed(Kind<?> kind) throws IOException {
        Map<String, Set<String>> samples = sampleValues(kind);
        for (Filter filter : kind.fields().filters()) {
            assertThat(accepts(filter, filter.example())).as(filter.example()).isTrue();
            for (String value : samples.getOrDefault(filter.name(), Set.of())) {
                assertThat(accepts(filter, value))
                        .as("%s of %s: %s", filter.name(), kind.name(), value)
                        .isTrue();
            }
        }
    }

    /** As a request is checked. */
    private static boolean accepts(Filter filter, String value) {
        return filter.isValid(value)
                && (filter.closed().isEmpty() || filter.closed().contains(filter.canonical(value)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void numbersAreNotComparedWithWords(Kind<?> kind) throws IOException {
        Map<String, Set<String>> samples = sampleValues(kind);
        for (Filter filter : kind.fields().filters()) {
            Set<String> values = samples.getOrDefault(filter.name(), Set.of());
            if (!values.isEmpty() && values.stream().allMatch(value -> value.matches("[0-9]+"))) {
                assertRefused(filter, kind, IMPOSSIBLE);
                assertRefused(filter, kind, "二十七");
                assertRefused(filter, kind, "-1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void limitsOfRecordsAreLimitsOfFilters(Kind<?> kind) {
        for (Field<?> field : kind.fields().all()) {
            Pattern limit = field.filter == null ? null : limit(kind, field.name());
            if (limit != null && !java.util.regex.Pattern.matches(limit.regexp(), IMPOSSIBLE)) {
                assertRefused(field.filter, kind, IMPOSSIBLE);
            }
        }
    }

    /** Returns the limit of a component, or of its elements; {@code null} for none. */
    private static Pattern limit(Kind<?> kind, String name) {
        for (RecordComponent component : kind.type().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component.getAccessor().isAnnotationPresent(Pattern.class)
                        ? component.getAccessor().getAnnotation(Pattern.class)
                        : component.getAnnotatedType() instanceof AnnotatedParameterizedType list
                                ? list.getAnnotatedActualTypeArguments()[0].getAnnotation(Pattern.class)
                                : null;
            }
        }
        return null;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void valueWithoutAnyCharacterThatCountsIsRefused(Kind<?> kind) {
        for (Filter filter : kind.fields().filters()) {
            String value = switch (filter.mode()) {
                case PATH -> "//";
                case IDENTIFIER, NAMES -> "——！";
                default -> filter.labelKind() == null ? null : "\u200b";
            };
            if (value != null) {
                assertRefused(filter, kind, value);
            }
        }
    }

    private static void assertRefused(Filter filter, Kind<?> kind, String value) {
        assertThat(accepts(filter, value))
                .as("%s of %s: %s", filter.name(), kind.name(), value)
                .isFalse();
        assertThat(filter.wanted().isPresent() || !filter.closed().isEmpty())
                .as("a message for %s of %s", filter.name(), kind.name())
                .isTrue();
    }
}
