package org.sunwindow.column;

import static org.sunwindow.kind.Role.SUMMARY;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Column}. */
@Singleton
class ColumnKind extends Kind<Column> {

    private static final String NAME = Filter.COLUMN;

    private static final Fields<Column> FIELDS = Fields.of(
            Field.text("id", Column::id).identifier().recordNumber().headed("栏目编号", "栏目代码"),
            Field.text("name", Column::name).searchedAs(TITLE).headed("名称", "栏目名称"),
            Field.text(RelatedRecords.PARENT, Column::parent)
                    .recordNumber()
                    .filter(Filter.reference(NAME), "上级栏目编号，只含直接下级", "col-zcwj"),
            Field.<Column>shown("order").headed("排序", "排序号", "显示顺序").sortedBy(Column::order),
            Field.text("description", Column::description)
                    .headed("说明", "简介", "栏目简介")
                    .searchedAs(SUMMARY));

    private static final Contract CONTRACT = new Contract(
            "Columns",
            "Column",
            "网站栏目",
            "一个栏目",
            "栏目",
            new Contract.Operation("检索栏目", "按名称或上级查找栏目，每个带从一级栏目起的路径和其中公开信息的条数；整棵栏目树见 /columns/tree。", "命中的栏目"),
            new Contract.Operation("取一个栏目", "依编号取一个栏目，和从一级栏目起的路径（当前位置）、下级栏目及其公开信息的条数。", "栏目详情"),
            null,
            "栏目编号",
            "col-zcwj-gfxwj");

    ColumnKind() {
        super(NAME, "栏目", Column.class, FIELDS, CONTRACT);
    }

    @Override
    public List<Problem.Item> faults(Column column) {
        var faults = new ArrayList<Problem.Item>();
        if (Identifier.same(column.id(), column.parent())) {
            faults.add(new Problem.Item(RelatedRecords.PARENT, "relation.self", "上级栏目不能是自身"));
        }
        return faults;
    }

    @Override
    public Admission<Column> admit(Column column) {
        return new Admission.Admitted<>(column, Envelope.lasting(column.id(), column.name(), null));
    }

    /** What is shown with a column in lists. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ColumnListed", description = "栏目在栏目树中的位置和其中的信息")
    record Listed(
            @Schema(description = "从一级栏目起到它的路径（当前位置）") List<Reference> path,

            @Schema(description = "它和各级下级栏目中公开信息的条数，一条信息只计一次", required = true, examples = "44")
            int count) {}

    @Override
    public Kind.Listed<Column> listed() {
        return (column, related) -> new Listed(related.path(NAME, column.id()), related.published(NAME, column.id()));
    }

    /** The place of a column in the tree. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ColumnLinks", description = "在栏目树中的位置")
    record Links(
            @Schema(description = "从一级栏目起到它的路径（当前位置）") List<Reference> path,

            @Schema(description = "它和各级下级栏目中公开信息的条数，一条信息只计一次", required = true, examples = "44")
            int count,

            @Schema(description = "直接下级，按编号排列，最多 200 个") List<Child> children) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ColumnChild", description = "一个下级栏目")
    record Child(
            @Schema(description = "编号", required = true, examples = "col-zcwj-gfxwj")
            String id,

            @Schema(description = "名称", required = true, examples = "规范性文件")
            String name,

            @Schema(description = "它和各级下级栏目中公开信息的条数", required = true, examples = "12")
            int count,

            @Schema(description = "true 表示由其他发布方单方面注明；否则不带此字段")
            Boolean byOther) {}

    @Override
    public Links links(Column column, RelatedRecords related) {
        return new Links(
                related.path(NAME, column.id()),
                related.published(NAME, column.id()),
                related.referencing(NAME, RelatedRecords.PARENT, column.id()).stream()
                        .map(child -> new Child(
                                child.id(), child.name(), related.published(NAME, child.id()), child.byOther()))
                        .toList());
    }
}
