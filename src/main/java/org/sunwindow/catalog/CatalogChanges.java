package org.sunwindow.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What changed between two versions of catalogues (动态调整). */
@RegisterForReflection
@Schema(name = "CatalogChanges", description = "两个目录版本之间的变动：依事项编码对照各行，逐列比较，序号除外")
record CatalogChanges(
        @Schema(description = "先前的版本", required = true, examples = "2024年版")
        String from,

        @Schema(description = "后来的版本", required = true, examples = "2026年版")
        String to,

        @Schema(description = "新增的行数", required = true, examples = "4")
        int added,

        @Schema(description = "取消的行数", required = true, examples = "2")
        int dropped,

        @Schema(description = "调整的行数", required = true, examples = "7")
        int changed,

        @Schema(description = "未变的行数", required = true, examples = "51")
        int unchanged,

        @JsonInclude(Include.ALWAYS) @Schema(description = "本页各处变动，按目录名称、事项编码排列，不含未变的", required = true)
        List<Item> items,

        @Schema(required = true) CatalogCoverage.Page page) {

    @RegisterForReflection
    @Schema(name = "CatalogChange", description = "变动：ADDED 新增、DROPPED 取消、CHANGED 调整")
    enum Change {
        ADDED,
        DROPPED,
        CHANGED
    }

    @RegisterForReflection
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "CatalogChangedItem", description = "一行的变动")
    record Item(
            @Schema(description = "变动", required = true) Change change,

            @Schema(description = "目录名称", required = true, examples = "云川市社会救助领域政务公开标准目录")
            String catalog,

            @Schema(description = "事项编码", required = true, examples = "YC-SHJZ-05")
            String code,

            @Schema(description = "名称：后来的版本中的，取消的为先前的", required = true, examples = "最低生活保障－审核信息")
            String name,

            @Schema(description = "先前的版本中这一行的编号；新增的没有", examples = "cat-yc-shjz-2024-005")
            String fromId,

            @Schema(description = "后来的版本中这一行的编号；取消的没有", examples = "cat-yc-shjz-2026-005")
            String toId,

            @Schema(description = "调整了的各列；新增和取消的没有") List<Column> columns) {}

    @RegisterForReflection
    @Schema(name = "CatalogChangedColumn", description = "一列的变动")
    record Column(
            @Schema(description = "字段名", required = true, examples = "timeLimit")
            String name,

            @Schema(description = "列名", required = true, examples = "公开时限")
            String label,

            @JsonInclude(Include.ALWAYS) @Schema(description = "先前的内容，没有内容的为空", required = true)
            List<String> before,

            @JsonInclude(Include.ALWAYS) @Schema(description = "后来的内容", required = true)
            List<String> after) {}
}
