package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A case as the applicant sees it. It is stored in this form, so nothing else can leak. Only the {@code clock}, which
 * depends on the day, is added when the response is rendered.
 */
@RegisterForReflection
@Schema(description = "办件进度")
public record CaseProgress(
        @Schema(description = "申请编号", required = true, examples = "990102261109000017")
        String applicationNo,

        @Schema(description = "SERVICE 服务事项申请、DISCLOSURE_REQUEST 依申请公开、COMPLAINT 投诉", required = true)
        CaseType caseType,

        @Schema(description = "事项编码，可到 /services/{id} 取办事指南", examples = "990100-JF-001")
        String serviceItem,

        @Schema(description = "事项名称", required = true, examples = "最低生活保障对象认定")
        String itemName,

        @Schema(description = "受理单位", examples = "东湖区民政局") String acceptingUnit,

        @Schema(description = "受理窗口的编号，可到 /offices/{id} 取地址、电话和时间", examples = "990102-hall")
        String acceptingOffice,

        @Schema(description = "申请人，已遮蔽", examples = "李*华") String applicantName,

        @Schema(description = "标准状态", required = true, examples = "IN_REVIEW")
        CaseStatus status,

        @Schema(description = "一句话说明", required = true, examples = "正在审核")
        String plain,

        @Schema(description = "本单位的状态用语", examples = "正在审核") String statusText,
        @Schema(description = "暂停原因") SuspendReason suspendReason,

        @Schema(description = "提交时间", required = true) OffsetDateTime submittedAt,

        @Schema(description = "数据截至", required = true) OffsetDateTime updatedAt,

        @Schema(description = "来源系统给出的应办结日期", examples = "2026-12-07")
        LocalDate deadline,

        @Schema(description = "办理流程的各个环节，由先到后") List<Step> steps,
        @Schema(description = "办理过程，由早到晚") List<Stage> history,
        @Schema(description = "需要补正的材料") List<String> supplement,
        @Schema(description = "办理结果") String result,
        @Schema(description = "如何领取结果") String collect,

        @Schema(description = "咨询电话", examples = "0500-8310012")
        String consultPhone,

        @Schema(description = "时限与电子监察状态；没有时限的没有") CaseClock clock) {

    /** Keeps the case out of every log and message. */
    @Override
    public String toString() {
        return "CaseProgress";
    }

    /**
     * Returns a copy in which every text is replaced. A test compares the texts with the components of the records, so
     * none is forgotten.
     *
     * @param replace takes the path of a field, such as {@code history.text}, and its text, which is not {@code null}
     */
    CaseProgress withTexts(BinaryOperator<String> replace) {
        return new CaseProgress(
                text("applicationNo", applicationNo, replace),
                caseType,
                text("serviceItem", serviceItem, replace),
                text("itemName", itemName, replace),
                text("acceptingUnit", acceptingUnit, replace),
                text("acceptingOffice", acceptingOffice, replace),
                text("applicantName", applicantName, replace),
                status,
                text("plain", plain, replace),
                text("statusText", statusText, replace),
                suspendReason,
                submittedAt,
                updatedAt,
                deadline,
                each(steps, step -> new Step(text("steps.name", step.name(), replace), step.state(), step.at())),
                each(
                        history,
                        stage -> new Stage(
                                stage.at(),
                                stage.status(),
                                text("history.stage", stage.stage(), replace),
                                stage.suspendReason(),
                                text("history.text", stage.text(), replace),
                                text("history.unit", stage.unit(), replace))),
                each(supplement, material -> text("supplement", material, replace)),
                text("result", result, replace),
                text("collect", collect, replace),
                text("consultPhone", consultPhone, replace),
                clock);
    }

    private static String text(String path, String text, BinaryOperator<String> replace) {
        return text == null ? null : replace.apply(path, text);
    }

    private static <T> List<T> each(List<T> items, UnaryOperator<T> replace) {
        return items == null ? null : items.stream().map(replace).toList();
    }

    /** A past event of a case. */
    @RegisterForReflection
    @Schema(name = "CaseStage", description = "一个办理环节")
    record Stage(
            @Schema(description = "时间", required = true, examples = "2026-11-10T15:00:00+08:00")
            OffsetDateTime at,

            @Schema(description = "标准状态", required = true, examples = "ACCEPTED")
            CaseStatus status,

            @Schema(description = "办理流程中的环节", examples = "核查")
            String stage,

            @Schema(description = "暂停原因") SuspendReason suspendReason,

            @Schema(description = "说明", examples = "材料齐全，予以受理")
            String text,

            @Schema(description = "办理单位", examples = "学府街道民政窗口")
            String unit) {}

    /** One of the stages of the pipeline of a case. */
    @RegisterForReflection
    @Schema(name = "CaseStep", description = "办理流程中的一个环节")
    record Step(
            @Schema(description = "环节", required = true, examples = "公示")
            String name,

            @Schema(description = "DONE 已完成、CURRENT 正在进行、AHEAD 尚未到、SKIPPED 未经过", required = true)
            State state,

            @Schema(description = "到达时间") OffsetDateTime at) {

        @Schema(name = "CaseStepState")
        enum State {
            DONE,
            CURRENT,
            AHEAD,
            SKIPPED
        }
    }
}
