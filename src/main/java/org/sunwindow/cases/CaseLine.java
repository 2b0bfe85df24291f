package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.json.AnyTyping;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;

/**
 * An update of a case as an upstream system sends it. The name is masked and the factors are hashed before it is
 * stored.
 */
@RegisterForReflection
@Schema(name = "ApplicationLine", description = "导入的一条办件")
record CaseLine(
        @NotBlank
        @AnyTyping
        @Pattern(regexp = NUMBER, message = "应为 4 到 50 位字母、数字、- _ /")
        @Schema(
                description = "申请编号，不作解析；全角、大小写、各种横线、空格和不可见字符不计，以统一写法保存",
                required = true,
                examples = "990102261109000017")
        String applicationNo,

        @NotNull
        @Schema(
                description = "办件种类：SERVICE 服务事项申请、DISCLOSURE_REQUEST 依申请公开、COMPLAINT 投诉",
                required = true,
                examples = "SERVICE")
        CaseType caseType,

        @Size(max = 50) @Schema(description = "办理流程，取配置中的名称；不填的按办件种类", examples = "minimum-living")
        String pipeline,

        @Size(max = 50) @Schema(description = "事项编码", examples = "990100-JF-001")
        String serviceItem,

        @NotBlank @OneLine @Size(max = 300) @Schema(description = "事项名称", required = true, examples = "最低生活保障对象认定")
        String itemName,

        @Size(max = 200) @Schema(description = "受理单位", examples = "东湖区民政局")
        String acceptingUnit,

        @Size(max = 50) @Schema(description = "受理地点：受理窗口或办公地点的编号，可到 /offices/{id} 取地址和时间", examples = "990102-hall")
        String acceptingOffice,

        @Size(max = 100) @Schema(description = "申请人，入库前一律遮蔽为 张*某 的形式", examples = "李*华")
        String applicantName,

        @Schema(description = STATUSES, examples = "IN_REVIEW")
        CaseStatus status,

        @Exceptional @Size(max = 50) @Schema(description = "来源系统，取配置中的名称；填代码时必填", examples = "affairs-platform")
        String source,

        @Exceptional
        @Size(max = 50)
        @Schema(description = "来源状态代码：来源系统的，按该来源的对照表换算；表中没有的按正在审核显示，并告知运维人员", examples = "2")
        String sourceStatus,

        @Exceptional @Size(max = 50) @Schema(description = "来源结果代码：来源系统的办结结果代码，已办结的按它换算", examples = "0")
        String sourceResult,

        @Size(max = 200) @Schema(description = "状态用语：本单位的，原样显示", examples = "正在审核")
        String statusText,

        @Schema(description = REASONS) SuspendReason suspendReason,

        @NotNull @Schema(description = "提交时间", required = true, examples = "2026-11-09T10:20:00+08:00")
        OffsetDateTime submittedAt,

        @NotNull
        @Schema(description = "更新时间：来源系统中的；早于已收到的不再采用", required = true, examples = "2026-11-12T09:00:00+08:00")
        OffsetDateTime updatedAt,

        @Valid @Schema(description = "法定时限；不填的按办理流程") CaseLimit statutoryLimit,
        @Valid @Schema(description = "承诺时限") CaseLimit promisedLimit,
        @Valid @Schema(description = "延长时限：批准延长的，加在以上时限之上") CaseLimit extension,

        @Schema(description = "应办结日期：来源系统给出的；没有时限的按它提示", examples = "2026-12-07")
        LocalDate deadline,

        @NotNull
        @Size(max = 200)
        @Schema(
                description = "办理过程：先后不限，显示时由早到晚；不得早于提交时间",
                required = true,
                examples = "[{\"at\":\"2026-11-10T15:00:00+08:00\",\"status\":\"ACCEPTED\"}]")
        List<@Valid @NotNull Stage> history,

        @Size(max = 50) @Schema(description = "补正材料：需要补正的") List<@NotBlank @Size(max = 500) String> supplement,

        @Size(max = 1000) @Schema(description = "办理结果") String result,

        @Size(max = 1000) @Schema(description = "领取方式：如何领取结果")
        String collect,

        @Size(max = 50) @Schema(description = "咨询电话", examples = "0500-8310012")
        String consultPhone,

        @Size(max = 3) @Schema(description = "验证信息：查询时用，每种至多一个，只存带密钥的哈希值；不填的不改动已有的，填了的替换已有的全部，空列表删除已有的全部")
        List<@Valid @NotNull Factor> factors) {

    private static final String STATUSES =
            "标准状态：SUBMITTED 已提交、RECEIVED 已收到、NEED_SUPPLEMENT 待补正、ACCEPTED 已受理、NOT_ACCEPTED 不予受理、IN_REVIEW 正在审核、"
                    + "SUSPENDED 暂停、DECIDED 已决定、PUBLICITY 公示中、CLOSED_GRANTED 准予办结、CLOSED_DENIED 不予批准、WITHDRAWN 已撤回、"
                    + "VOID 已作废、TRANSFERRED 已转交；与来源系统的状态代码二者填一";

    private static final String REASONS =
            "暂停原因：SUPPLEMENT 补正、HEARING 听证、INSPECTION 检验、APPRAISAL 鉴定、PUBLICITY 公示、OTHER 其他";

    /** An application number in its canonical form. */
    static final String NUMBER = "[0-9A-Z][0-9A-Z_\\-/]{3,49}";

    CaseLine {
        applicationNo = applicationNo == null ? null : Identifier.canonical(applicationNo);
    }

    /** Keeps the case out of every log and message. */
    @Override
    public String toString() {
        return "CaseLine";
    }

    /** Whether the factors replace those that are stored. Without the field, those are kept. */
    boolean replacesFactors() {
        return factors != null;
    }

    /** Never {@code null}. */
    @Override
    public List<Factor> factors() {
        return factors == null ? List.of() : factors;
    }

    @RegisterForReflection
    @Schema(name = "ApplicationStage", description = "导入的一个办理环节")
    record Stage(
            @NotNull @Schema(description = "时间", required = true, examples = "2026-11-10T15:00:00+08:00")
            OffsetDateTime at,

            @Schema(description = STATUSES, examples = "ACCEPTED")
            CaseStatus status,

            @Exceptional @Size(max = 50) @Schema(description = "来源状态代码：来源系统的", examples = "4")
            String sourceStatus,

            @Size(max = 50) @Schema(description = "环节：办理流程中的", examples = "核查")
            String stage,

            @Schema(description = REASONS) SuspendReason suspendReason,

            @Size(max = 500) @Schema(description = "说明", examples = "材料齐全，予以受理")
            String text,

            @Size(max = 200) @Schema(description = "办理单位", examples = "学府街道民政窗口")
            String unit) {}
}
