package org.sunwindow.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.RecordFields.Component;

/** A code list (代码表) in use, for portals that show codes by their labels. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SiteCodeList", description = "一个代码表：一个字段或筛选参数的值")
public record CodeList(
        @Schema(description = "种类，与报送的相同；application 为办件", required = true, examples = "notice")
        String kind,

        @Schema(description = "字段，下级的以 . 相连；由其他字段得出的没有", examples = "genre")
        String field,

        @Schema(description = "列表的筛选参数；不能按它筛选的没有", examples = "type")
        String parameter,

        @Schema(description = "字段的名称或参数的说明", required = true, examples = "类别")
        String description,

        @Schema(description = "true 表示只用这些值，false 表示还可能有其他的", required = true, examples = "true")
        boolean complete,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "各值，按规定的次序", required = true)
        List<Code> values) {

    @RegisterForReflection
    @Schema(name = "SiteCode", description = "一个代码")
    public record Code(
            @Schema(description = "代码", required = true, examples = "MINIMUM_LIVING")
            String value,

            @Schema(description = "中文名", required = true, examples = "低保")
            String label) {}

    /** Has code lists that are not those of a kind of publication. */
    public interface Source {

        List<CodeList> codeLists();
    }

    /** Returns codes in the order of a map with their labels. */
    public static List<Code> codes(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(code -> new Code(code.getKey(), code.getValue()))
                .toList();
    }

    /** Whether another list has the same codes. */
    public boolean isSameAs(CodeList other) {
        return values.stream()
                .map(Code::value)
                .toList()
                .equals(other.values.stream().map(Code::value).toList());
    }

    /** Returns the list of each component that has only certain values, those of nested records included. */
    public static List<CodeList> of(String kind, Class<?> record) {
        var lists = new ArrayList<CodeList>();
        collect(kind, record, "", new HashSet<>(), lists);
        return lists;
    }

    private static void collect(String kind, Class<?> record, String path, Set<Class<?>> above, List<CodeList> lists) {
        // a record that contains itself has the same lists again
        if (!above.add(record)) {
            return;
        }
        for (Component component : RecordFields.of(record).all()) {
            Class<?> type = component.valueType();
            String field = path + component.name();
            if (type.isRecord()) {
                collect(kind, type, field + ".", above, lists);
            }
            Map<String, String> labels = labels(component);
            if (!labels.isEmpty()) {
                lists.add(new CodeList(kind, field, null, component.label(), true, codes(labels)));
            }
        }
        above.remove(record);
    }

    private static Map<String, String> labels(Component component) {
        Class<?> type = component.valueType();
        if (!component.choices().isEmpty() || !type.isEnum()) {
            return component.isClosed() ? component.choices() : Map.of();
        }
        var labels = new LinkedHashMap<String, String>();
        Stream.of(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .forEach(code -> labels.put(code, code));
        return labels;
    }
}
