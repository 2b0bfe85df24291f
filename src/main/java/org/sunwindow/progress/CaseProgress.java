package org.sunwindow.progress;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an applicant is told: also what is stored, so that there is nothing else to leak. */
@RegisterForReflection
@Schema(description = "办件进度")
public record CaseProgress(
        @Schema(description = "申请编号", required = true, examples = "990102261109000017")
        String applicationNo,

        @Schema(
                description = "办件种类",
                required = true,
                enumeration = {"SERVICE", "DISCLOSURE_REQUEST", "COMPLAINT"})
        String caseType,

        @Schema(description = "事项编码，可到 /services/{id} 取办事指南", examples = "990100-JF-001")
        String serviceItem,

        @Schema(description = "事项名称", required = true, examples = "最低生活保障对象认定")
        String itemName,

        @Schema(description = "受理单位", examples = "东湖区民政局") String acceptingUnit,

        @Schema(description = "申请人，已遮蔽", examples = "李*华") String applicantName,

        @Schema(description = "标准状态", required = true, examples = "IN_REVIEW")
        Status status,

        @Schema(description = "一句话说明", required = true, examples = "正在审核")
        String plain,

        @Schema(description = "本单位的状态用语", examples = "正在审核") String statusText,

        @Schema(
                description = "暂停原因",
                enumeration = {"SUPPLEMENT", "HEARING", "INSPECTION", "APPRAISAL", "PUBLICITY", "OTHER"})
        String suspendReason,

        @Schema(description = "提交时间", required = true) OffsetDateTime submittedAt,

        @Schema(description = "数据截至", required = true) OffsetDateTime updatedAt,

        @Schema(description = "应办结日期", examples = "2026-12-07")
        LocalDate deadline,

        @Schema(description = "办理过程，由早到晚") List<CaseLine.Stage> history,
        @Schema(description = "需要补正的材料") List<String> supplement,
        @Schema(description = "办理结果") String result,
        @Schema(description = "如何领取结果") String collect,

        @Schema(description = "咨询电话", examples = "0500-8310012")
        String consultPhone) {

    static CaseProgress of(CaseLine line) {
        var masking = new Masking(line.applicantName());
        return new CaseProgress(
                Numbers.canonical(line.applicationNo()),
                line.caseType(),
                line.serviceItem(),
                masking.in(line.itemName()),
                line.acceptingUnit(),
                masking.name(),
                line.status(),
                line.status().plain(),
                masking.in(line.statusText()),
                line.suspendReason(),
                line.submittedAt(),
                line.updatedAt(),
                line.deadline(),
                line.history().stream()
                        .map(stage -> new CaseLine.Stage(
                                stage.at(), stage.status(), masking.in(stage.text()), masking.in(stage.unit())))
                        .toList(),
                masking.in(line.supplement()),
                masking.in(line.result()),
                masking.in(line.collect()),
                line.consultPhone());
    }
}
