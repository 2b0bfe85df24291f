package org.sunwindow.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.CodeList;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Every field with certain values has its list, found by looking at the records themselves. */
class SiteCodesTest {

    private static final String ALTERNATIVES = "[\\p{IsHan}]+(\\|[\\p{IsHan}]+)+";

    @TempDir
    Path directory;

    @Test
    void everyFieldWithCertainValuesHasItsList() {
        Kinds kinds = InstalledKinds.of(IndexFixture.settings(directory));
        List<CodeList> lists = SiteCodes.of(kinds, List.of());
        int fields = 0;
        for (Kind<?> kind : kinds.all()) {
            Map<String, Set<String>> closed = new TreeMap<>();
            collect(kind.type(), "", new HashSet<>(), closed);
            fields += closed.size();
            closed.forEach((field, values) -> assertThat(lists)
                    .as(kind.name() + " " + field)
                    .anyMatch(list -> list.kind().equals(kind.name())
                            && list.complete()
                            && list.values().stream()
                                    .map(CodeList.Code::value)
                                    .collect(Collectors.toSet())
                                    .equals(values)));
        }
        assertThat(fields).isGreaterThan(15);
    }

    @Test
    void everyCodeHasAChineseLabel() {
        List<CodeList> lists = SiteCodes.of(InstalledKinds.of(IndexFixture.settings(directory)), List.of());
        for (CodeList list : lists) {
            assertThat(list.description()).as(list.toString()).containsPattern("\\p{IsHan}");
            assertThat(list.values())
                    .as(list.toString())
                    .doesNotHaveDuplicates()
                    .allSatisfy(code -> assertThat(code.label()).containsPattern("\\p{IsHan}"));
        }
        assertThat(lists)
                .filteredOn(list -> list.kind().equals("disclosure") && "genre".equals(list.parameter()))
                .singleElement()
                .satisfies(genres -> {
                    assertThat(genres.complete()).isFalse();
                    assertThat(genres.values())
                            .extracting(CodeList.Code::value)
                            .hasSize(16)
                            .contains("通知", "批复", "其他");
                });
    }

    private static void collect(Class<?> record, String path, Set<Class<?>> above, Map<String, Set<String>> closed) {
        if (!above.add(record)) {
            return;
        }
        for (Field field : record.getDeclaredFields()) {
            Type generic = field.getGenericType() instanceof ParameterizedType list
                    ? list.getActualTypeArguments()[0]
                    : field.getType();
            if (Modifier.isStatic(field.getModifiers()) || !(generic instanceof Class<?> type)) {
                continue;
            }
            Set<String> values = values(field, type);
            if (!values.isEmpty()) {
                closed.put(path + field.getName(), values);
            }
            if (type.isRecord() && type.getPackageName().startsWith("org.sunwindow")) {
                collect(type, path + field.getName() + ".", above, closed);
            }
        }
        above.remove(record);
    }

    private static Set<String> values(Field field, Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> written(type, ((Enum<?>) constant).name()))
                    .collect(Collectors.toSet());
        }
        Schema schema = field.getAnnotation(Schema.class);
        Pattern pattern = field.getAnnotation(Pattern.class);
        if (schema != null && schema.enumeration().length > 0) {
            return Set.of(schema.enumeration());
        }
        return pattern != null && pattern.regexp().matches(ALTERNATIVES)
                ? Set.of(pattern.regexp().split("\\|"))
                : Set.of();
    }

    private static String written(Class<?> type, String constant) {
        try {
            JsonProperty written = type.getField(constant).getAnnotation(JsonProperty.class);
            return written == null ? constant : written.value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
