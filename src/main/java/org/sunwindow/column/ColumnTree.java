package org.sunwindow.column;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;

/** All public columns as a tree. */
@RegisterForReflection
@Schema(name = "ColumnTree", description = "栏目树")
record ColumnTree(
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "一级栏目，按次序排列。上级栏目没有公开、上下级相互循环或者深于 10 级的，也列在这一级", required = true)
        List<Node> items,

        @Schema(description = "栏目总数", required = true, examples = "26")
        int total) {

    /** The number of levels that the index follows below a column. */
    private static final int MAX_LEVELS = 10;

    /** By the order that a bureau gives to them, then by key. */
    private static final Comparator<Column> ORDER = Comparator.comparing(
                    Column::order, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(column -> Identifier.canonical(column.id()));

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ColumnNode", description = "栏目树中的一个栏目")
    record Node(
            @Schema(description = "编号", required = true, examples = "col-zcwj-gfxwj")
            String id,

            @Schema(description = "名称", required = true, examples = "规范性文件")
            String name,

            @Schema(description = "栏目说明") String description,

            @Schema(
                    description = "它和各级下级栏目中公开信息的条数，一条信息只计一次，与 /disclosures?column= 的总数相同",
                    required = true,
                    examples = "44")
            int count,

            @Schema(description = "从一级栏目起到它的路径（当前位置）", required = true)
            List<Reference> path,

            @Schema(description = "下级栏目，按次序排列") List<Node> children) {}

    static ColumnTree of(List<Column> columns, RelatedRecords related) {
        var byKey = new LinkedHashMap<String, Column>();
        columns.stream().sorted(ORDER).forEach(column -> byKey.put(Identifier.canonical(column.id()), column));
        var below = new HashMap<String, List<Column>>();
        var roots = new ArrayList<Column>();
        for (Column column : byKey.values()) {
            String parent = column.parent() == null ? null : Identifier.canonical(column.parent());
            if (byKey.containsKey(parent)) {
                below.computeIfAbsent(parent, key -> new ArrayList<>()).add(column);
            } else {
                roots.add(column);
            }
        }
        return new Builder(below, related).build(roots, byKey);
    }

    /** Places every column once, including columns in a cycle. */
    private record Builder(Map<String, List<Column>> below, RelatedRecords related, Set<String> placed) {

        Builder(Map<String, List<Column>> below, RelatedRecords related) {
            this(below, related, new HashSet<>());
        }

        ColumnTree build(List<Column> roots, Map<String, Column> all) {
            List<Node> items = new ArrayList<>(nodes(roots, List.of()));
            all.forEach((key, column) -> items.addAll(nodes(List.of(column), List.of())));
            return new ColumnTree(items, all.size());
        }

        private List<Node> nodes(List<Column> siblings, List<Reference> above) {
            var nodes = new ArrayList<Node>();
            for (Column column : siblings) {
                String key = Identifier.canonical(column.id());
                if (above.size() < MAX_LEVELS && placed.add(key)) {
                    List<Reference> path = Stream.concat(
                                    above.stream(), Stream.of(new Reference(column.id(), column.name(), null)))
                            .toList();
                    nodes.add(new Node(
                            column.id(),
                            column.name(),
                            column.description(),
                            related.published(Filter.COLUMN, column.id()),
                            path,
                            nodes(below.getOrDefault(key, List.of()), path)));
                }
            }
            return nodes;
        }
    }
}
