package org.sunwindow.progress;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A case as the upstream system sends it. The applicant's name is masked and the factors are hashed before anything is
 * stored.
 */
@RegisterForReflection
@Schema(name = "ApplicationLine", description = "导入的一条办件")
public record CaseLine(
        @NotBlank
        @Pattern(regexp = "[0-9A-Za-z][0-9A-Za-z_\\-/]{3,49}", message = "应为 4 到 50 位字母、数字、- _ /")
        @Schema(description = "申请编号，不作解析", required = true, examples = "990102261109000017")
        String applicationNo,

        @NotNull
        @Pattern(regexp = "SERVICE|DISCLOSURE_REQUEST|COMPLAINT", message = "应为 SERVICE、DISCLOSURE_REQUEST 或 COMPLAINT")
        @Schema(
                description = "SERVICE 服务事项申请、DISCLOSURE_REQUEST 依申请公开、COMPLAINT 投诉",
                required = true,
                enumeration = {"SERVICE", "DISCLOSURE_REQUEST", "COMPLAINT"})
        String caseType,

        @Size(max = 50) @Schema(description = "事项编码", examples = "990100-JF-001")
        String serviceItem,

        @NotBlank @Size(max = 300) @Schema(description = "事项名称", required = true, examples = "最低生活保障对象认定")
        String itemName,

        @Size(max = 200) @Schema(description = "受理单位", examples = "东湖区民政局")
        String acceptingUnit,

        @Size(max = 100) @Schema(description = "申请人，入库前一律遮蔽为 张*某 的形式", examples = "李*华")
        String applicantName,

        @NotNull @Schema(description = "标准状态", required = true, examples = "IN_REVIEW")
        Status status,

        @Size(max = 200) @Schema(description = "本单位的状态用语", examples = "正在审核")
        String statusText,

        @Pattern(
                regexp = "SUPPLEMENT|HEARING|INSPECTION|APPRAISAL|PUBLICITY|OTHER",
                message = "应为 SUPPLEMENT、HEARING、INSPECTION、APPRAISAL、PUBLICITY 或 OTHER")
        @Schema(
                description = "暂停原因：补正、听证、检验、鉴定、公示、其他",
                enumeration = {"SUPPLEMENT", "HEARING", "INSPECTION", "APPRAISAL", "PUBLICITY", "OTHER"})
        String suspendReason,

        @NotNull @Schema(description = "提交时间", required = true, examples = "2026-11-09T10:20:00+08:00")
        OffsetDateTime submittedAt,

        @NotNull @Schema(description = "来源系统中的更新时间；早于已收到的不再采用", required = true, examples = "2026-11-12T09:00:00+08:00")
        OffsetDateTime updatedAt,

        @Schema(description = "应办结日期", examples = "2026-12-07")
        LocalDate deadline,

        @NotNull @Size(max = 200) @Schema(description = "办理过程，由早到晚", required = true)
        List<@Valid @NotNull Stage> history,

        @Size(max = 50) @Schema(description = "需要补正的材料") List<@NotBlank @Size(max = 500) String> supplement,

        @Size(max = 1000) @Schema(description = "办理结果") String result,
        @Size(max = 1000) @Schema(description = "如何领取结果") String collect,

        @Size(max = 50) @Schema(description = "咨询电话", examples = "0500-8310012")
        String consultPhone,

        @NotEmpty @Size(max = 3) @Schema(description = "查询时的验证信息，每种至多一个；只存加密摘要", required = true)
        List<@Valid @NotNull Factor> factors) {

    @RegisterForReflection
    @Schema(name = "CaseStage", description = "一个办理环节")
    public record Stage(
            @NotNull @Schema(description = "时间", required = true, examples = "2026-11-10T15:00:00+08:00")
            OffsetDateTime at,

            @NotNull @Schema(description = "标准状态", required = true, examples = "ACCEPTED")
            Status status,

            @Size(max = 500) @Schema(description = "说明", examples = "材料齐全，予以受理")
            String text,

            @Size(max = 200) @Schema(description = "办理单位", examples = "学府街道民政窗口")
            String unit) {}
}
