package org.sunwindow.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.notice.Notice.Column;
import org.sunwindow.notice.Notice.Row;

/** The answer with rows of a notice. */
@RegisterForReflection
@Schema(description = "公示公告表格的一页")
record NoticeRows(
        @Schema(description = "公示公告编号", required = true, examples = "gs-dh-db-2026q3")
        String id,

        @Schema(description = "公示公告标题", required = true) String title,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "各列，从左到右", required = true)
        List<Column> columns,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "本页各行", required = true)
        List<Row> rows,

        @Schema(description = "符合条件的行数，确数", required = true, examples = "42")
        int total,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "数量列和金额列的合计，含不在本页的行；空单元格不计", required = true)
        List<Sum> totals,

        @Schema(required = true) Page page) {

    @RegisterForReflection
    @Schema(name = "NoticeRowsSum", description = "一列的合计")
    record Sum(
            @Schema(description = "列代号", required = true, examples = "amount")
            String column,

            @Schema(description = "列名", required = true, examples = "救助金额")
            String label,

            @Schema(description = "单位", examples = "元") String unit,

            @Schema(description = "合计：十进制数，和单元格一样写成文字", required = true, examples = "12600.00")
            String sum) {}

    @RegisterForReflection
    @Schema(name = "NoticeRowsPage", description = "分页")
    record Page(
            @Schema(description = "页号，从 1 起", required = true, examples = "1")
            int number,

            @Schema(description = "每页行数", required = true, examples = "20")
            int size) {}
}
