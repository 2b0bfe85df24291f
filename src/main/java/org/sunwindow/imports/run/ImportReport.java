package org.sunwindow.imports.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.IndexRevisions;

/** An import run as its publisher sees it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImportRun", description = "一次导入及其结果")
public record ImportReport(
        @Schema(description = "导入编号", required = true) UUID id,

        @Schema(description = "种类", required = true, examples = "disclosure")
        String kind,

        @Schema(description = "发布方", required = true, examples = "bureau")
        String publisher,

        @Schema(description = "是否只是试导入", required = true) boolean dryRun,

        @Schema(
                description =
                        "状态：RECEIVING 正在接收、QUEUED 等待处理、RUNNING 进行中、COMPLETED 已完成、INTERRUPTED 中断（已计入的各行已经保存，可重新提交整个文件）、CANCELLED 已取消（已计入的各行已经保存）",
                required = true)
        ImportRun.State state,

        @Schema(description = "未完成的原因：中断或取消的说明", examples = "已按要求取消；已计入的各行已经保存。")
        String reason,

        @Schema(description = "文件名，照报送时的参数 fileName", examples = "办事指南2026年11月.xlsx")
        String fileName,

        @Schema(description = "进度：后台导入才有") Progress progress,

        @Schema(description = "读到的行数，空行不计", required = true) long lines,

        @Schema(description = "收下的行数，即读到的减去退回的", required = true)
        long accepted,

        @Schema(description = "新增", required = true) long created,
        @Schema(description = "变更", required = true) long changed,
        @Schema(description = "未变", required = true) long unchanged,
        @Schema(description = "撤下", required = true) long withdrawn,
        @Schema(description = "退回的行数", required = true) long rejected,

        @Schema(description = "提醒数；提醒不影响导入", required = true)
        long warnings,

        @Schema(description = "完成后公开数据的修订号；办件没有") Long revision,

        @Schema(description = "回答时公开的查询比上述修订号落后的修订数，0 为已全部可查；办件没有")
        Long behind,

        @Schema(description = "其中最早一条变更已等待的秒数") Long behindSeconds,

        @Schema(description = "开始时间", required = true) OffsetDateTime startedAt,
        @Schema(description = "结束时间") OffsetDateTime finishedAt,

        @Schema(description = "所撤销的导入的编号；不是撤销的没有") UUID undoes,

        @Schema(description = "撤销它的那次的编号；没有撤销的没有") UUID undoneBy,

        @Schema(description = "全量文件中没有的记录数，有 snapshot.refused 提醒的没有撤下；不是全量导入的没有", examples = "3")
        Long missing) {

    /** Returns this report with how far an index is behind the run. */
    public ImportReport behind(IndexRevisions index) {
        if (revision == null) {
            return this;
        }
        var backlog = index.backlog(revision);
        return new ImportReport(
                id,
                kind,
                publisher,
                dryRun,
                state,
                reason,
                fileName,
                progress,
                lines,
                accepted,
                created,
                changed,
                unchanged,
                withdrawn,
                rejected,
                warnings,
                revision,
                backlog.revisions(),
                backlog.seconds(),
                startedAt,
                finishedAt,
                undoes,
                undoneBy,
                missing);
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportProgress", description = "后台导入的进度")
    public record Progress(
            @Schema(description = "文件的字节数，照报送时的；收完之后才有", examples = "52428800")
            Long bytes,

            @Schema(description = "已读的字节数；表格先整个读出，再逐行导入", examples = "20971520")
            Long bytesRead,

            @Schema(description = "每秒行数，四舍五入；刚开始时没有", examples = "2600")
            Long linesPerSecond,

            @Schema(description = "剩余秒数，按已读部分的速度估计；表格不知道共有多少行，没有", examples = "12")
            Long remainingSeconds) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportRuns", description = "导入的一页")
    public record Page(
            @Schema(description = "最近开始的在前", required = true)
            List<ImportReport> items,

            @Schema(description = "下一页的参数 after；最后一页没有") String next) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportReject", description = "一行被退回的一个原因，或对一行的一个提醒")
    public record Reject(
            @Schema(description = "行号，从 1 起，空行计入", required = true, examples = "17")
            long lineNo,

            @Schema(description = "FAULT 该行被退回的原因、WARNING 该行已收下而可能有误", required = true, examples = "FAULT")
            ImportReject.Severity severity,

            @Schema(description = "该行记录的编号，照所报送的；没有写的和含个人信息的没有", examples = "990100001/202611-00001")
            String key,

            @Schema(description = "字段，下级字段为路径；整行有误时没有", examples = "leaders[0].phone")
            String field,

            @Schema(description = "字段的中文名", examples = "发布时间")
            String label,

            @Schema(description = "所填的值，过长的只有开头；办件、含个人信息的行和不是主动公开的政府信息没有", examples = "二〇二四年三月")
            String value,

            @Schema(description = "稳定的机器码", required = true, examples = "date.invalid")
            String code,

            @Schema(description = "中文说明：哪里不对，应当怎样写", required = true, examples = "不是完整的日期，应写作 2024-03-01")
            String message,

            @Schema(description = "个人信息前后的文字，个人信息以 * 代替；三十天后删去", examples = "联系人电话***，请于")
            String excerpt,

            @Schema(description = "隔离条目的编号，见 /quarantine/{id}；试导入的、办件和节假日的，以及不能放行的没有")
            UUID quarantineId) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportRejects", description = "退回原因和提醒的一页")
    public record Rejects(
            @Schema(description = "按行的先后", required = true) List<Reject> items,

            @Schema(description = "下一页的参数 after；最后一页没有") String next) {}
}
