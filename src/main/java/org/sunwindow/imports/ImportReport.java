package org.sunwindow.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An import run as its publisher sees it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImportRun", description = "一次导入及其结果")
record ImportReport(
        @Schema(description = "导入编号", required = true) UUID id,

        @Schema(description = "种类", required = true, examples = "disclosure")
        String kind,

        @Schema(description = "发布方", required = true, examples = "bureau")
        String publisher,

        @Schema(description = "是否只是试导入", required = true) boolean dryRun,

        @Schema(description = "RUNNING 进行中、COMPLETED 已完成、INTERRUPTED 中断（已计入的各行已经保存，可重新提交整个文件）", required = true)
        ImportRun.State state,

        @Schema(description = "读到的行数，空行不计", required = true) long lines,
        @Schema(description = "新增", required = true) long created,
        @Schema(description = "变更", required = true) long changed,
        @Schema(description = "未变", required = true) long unchanged,
        @Schema(description = "撤下", required = true) long withdrawn,
        @Schema(description = "退回的行数", required = true) long rejected,

        @Schema(description = "完成后公开数据的修订号；办件没有") Long revision,

        @Schema(description = "回答时公开的查询比上述修订号落后的修订数，0 为已全部可查；办件没有")
        Long behind,

        @Schema(description = "其中最早一条变更已等待的秒数") Long behindSeconds,

        @Schema(description = "开始时间", required = true) OffsetDateTime startedAt,
        @Schema(description = "结束时间") OffsetDateTime finishedAt) {

    /**
     * @param lag  revisions that the index of the answering instance is behind {@link #revision}
     * @param seconds age of the oldest of them
     */
    ImportReport behind(long lag, long seconds) {
        return new ImportReport(
                id,
                kind,
                publisher,
                dryRun,
                state,
                lines,
                created,
                changed,
                unchanged,
                withdrawn,
                rejected,
                revision,
                lag,
                seconds,
                startedAt,
                finishedAt);
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportReject", description = "一行被退回的一个原因")
    record Reject(
            @Schema(description = "行号，从 1 起，空行计入", required = true, examples = "17")
            long lineNo,

            @Schema(description = "字段", examples = "publishedAt")
            String field,

            @Schema(description = "稳定的机器码", required = true, examples = "date.invalid")
            String code,

            @Schema(description = "中文说明", required = true, examples = "日期不完整或有误")
            String message,

            @Schema(description = "个人信息前后的文字，个人信息以 * 代替；三十天后删去", examples = "联系人电话***，请于")
            String excerpt,

            @Schema(description = "隔离条目的编号，见 /quarantine/{id}；试导入的、办件和节假日的，以及不能放行的没有")
            UUID quarantineId,

            @Schema(description = "该行内容；长数字以 *** 代替。含有个人信息、不予公开、未标识公开属性、无法解析的行和办件不保存内容")
            String line) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportRejects", description = "退回原因的一页")
    record Rejects(
            @Schema(description = "按行的先后", required = true) List<Reject> items,

            @Schema(description = "下一页的参数 after；最后一页没有") String next) {}
}
