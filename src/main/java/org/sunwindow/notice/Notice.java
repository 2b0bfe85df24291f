package org.sunwindow.notice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.EndOfDay;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;
import org.sunwindow.kind.Attachment;
import org.sunwindow.place.DivisionCode;

/** 公示公告: an announcement that a bureau publishes for a period, with its list as a table. */
@RegisterForReflection
@Schema(description = "一份公示公告。只在公示期内公开：到起始时间才有，到截止时间即撤下，内容随后删除")
record Notice(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "gs-dh-db-2026q4-1")
        String id,

        @Size(max = 100) @Schema(description = "索引号", examples = "990102001/202611-00007")
        String indexNo,

        @NotBlank
        @OneLine
        @Size(max = 500)
        @Schema(description = "标题", required = true, examples = "东湖区民政局2026年第四季度第一批新增低保拟确认对象公示")
        String title,

        @NotNull
        @Schema(
                description =
                        "类别：MINIMUM_LIVING 低保、EXTREME_POVERTY 特困、TEMPORARY_AID 临时救助、PLACEMENT_PLAN 安置计划、PLACEMENT_SCORE 安置分数、"
                                + "PLACEMENT_RESULT 安置去向、LOTTERY_FUND 福彩资助、DISASTER_RELIEF 救灾款物、CHARGE 收费标准、PENALTY 行政处罚、"
                                + "ASSESSMENT 评估、TYPICAL_CASE 典型案例、OTHER 其他",
                required = true,
                examples = "MINIMUM_LIVING")
        NoticeType type,

        @NotNull
        @Schema(
                description = "阶段：PROPOSED 拟公示、OPEN 公示中、RESULT 结果。由发布方按办理步骤注明，不随时间变化",
                required = true,
                examples = "OPEN")
        NoticeStage stage,

        @NotBlank @Size(max = 200) @Schema(description = "发布机构", required = true, examples = "东湖区民政局")
        String publisher,

        @Size(max = 100) @Schema(description = "责任机构：其编号", examples = "org-dh-mzj")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990102000000")
        String division,

        @Size(max = 100) @Schema(description = "文号", examples = "东民发〔2026〕31号")
        String docNo,

        @NotNull @Schema(description = "起始时间：公示从此时起", required = true, examples = "2026-11-24T09:00:00+08:00")
        OffsetDateTime periodBegin,

        @EndOfDay
        @Schema(
                description = "截止时间：公示到此时为止，此时起即不公开；只写日期的，到当天结束。拟公示和公示中的必填；结果不填的长期公开",
                examples = "2026-12-01T00:00:00+08:00")
        OffsetDateTime periodEnd,

        @Size(max = 50) @Schema(description = "异议电话：对公示有异议的拨打", examples = "0500-8320003")
        String objectionPhone,

        @Size(max = 1000) @Schema(description = "异议方式：向谁、怎样、在什么时间以前提出", examples = "公示期内书面或当面向东湖区民政局社会救助股提出")
        String objectionMethod,

        @Exceptional @Size(max = 100) @Schema(description = "原公示：本结果所对应的公示的编号", examples = "gs-dh-db-2026q4-1")
        String announcement,

        @Size(max = 50) @Schema(description = "标签：阳光工程、公开事项或自拟的词", examples = "[\"阳光救助\",\"城乡低保\"]")
        List<@NotBlank @Size(max = 50) String> tags,

        @Size(max = 2000) @Schema(description = "内容概述") String summary,

        @Size(max = 200_000) @Schema(description = "正文，纯文本，段落之间换行")
        String body,

        @Size(max = MAX_COLUMNS) @Schema(description = "表格列，从左到右", examples = COLUMNS)
        List<@Valid @NotNull Column> columns,

        @Size(max = MAX_ROWS) @Schema(description = "表格行，从上到下；另有 /notices/{id}/rows 可检索、排序、合计和导出")
        List<@Valid @NotNull Row> rows,

        @Size(max = 50) @Schema(description = "附件") List<@Valid @NotNull Attachment> attachments) {

    static final int MAX_COLUMNS = 20;

    /** Fits the example of a row. */
    static final String COLUMNS = "[{\"name\":\"name\",\"label\":\"户主\",\"type\":\"MASKED_NAME\"},"
            + "{\"name\":\"place\",\"label\":\"村或社区\",\"type\":\"PLACE\"},"
            + "{\"name\":\"persons\",\"label\":\"家庭人口\",\"type\":\"COUNT\"}]";

    static final int MAX_ROWS = 5_000;

    Notice {
        division = DivisionCode.padded(division);
    }

    /** The columns, empty if there is no table. */
    List<Column> table() {
        return columns == null ? List.of() : columns;
    }

    /** The rows, empty if there is no table. */
    List<Row> lines() {
        return rows == null ? List.of() : rows;
    }

    @RegisterForReflection
    @Schema(name = "NoticeColumn", description = "表格的一列")
    record Column(
            @NotNull
            @Pattern(regexp = "[A-Za-z][A-Za-z0-9_]{0,29}", message = "应以字母开头，只用字母、数字和下划线，最多 30 个")
            @Schema(description = "列代号，用于排序和导出", required = true, examples = "persons")
            String name,

            @NotBlank @Size(max = 16) @Schema(description = "列名", required = true, examples = "家庭人口")
            String label,

            @NotNull
            @Schema(
                    description =
                            "列类型：TEXT 文字、MASKED_NAME 已遮蔽的姓名、PLACE 村或社区、COUNT 数量（整数）、AMOUNT 金额、SCORE 分数或其他不作合计的数、PRICE 价格。数量和金额列有合计",
                    required = true,
                    examples = "COUNT")
            ColumnType type,

            @Size(max = 20) @Schema(description = "单位", examples = "人")
            String unit) {}

    /** What the cells of a column hold. */
    enum ColumnType {
        TEXT,
        MASKED_NAME,
        PLACE,
        COUNT,
        AMOUNT,
        SCORE,
        PRICE;

        boolean isNumber() {
            return this == COUNT || this == AMOUNT || this == SCORE || this == PRICE;
        }

        boolean hasTotal() {
            return this == COUNT || this == AMOUNT;
        }
    }

    @RegisterForReflection
    @Schema(name = "NoticeRow", description = "表格的一行")
    record Row(
            @NotEmpty
            @Size(max = MAX_COLUMNS)
            @Schema(
                    description = "单元格，与各列一一对应；数字也写成文字，没有内容的写 \"\"",
                    required = true,
                    examples = "[\"宋*华\",\"望湖社区\",\"2\"]")
            List<@NotNull @Size(max = 500) String> cells) {}
}
