package org.sunwindow.answer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;
import org.sunwindow.kind.PublicChannel;
import org.sunwindow.place.DivisionCode;

/**
 * A published reply to a letter (网上互动 答复公开) or an entry of the frequently asked questions. It does not contain who
 * asked: there is no component for the name, and the privacy check covers question and answer.
 */
@RegisterForReflection
@Schema(description = "一条问答：公开的来信答复，或者一个常见问题。没有提问人的任何信息")
record Answer(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "da-2026-0002")
        String id,

        @NotBlank @OneLine @Size(max = 200) @Schema(description = "标题", required = true, examples = "低保金这个月为什么变少了")
        String title,

        @NotBlank
        @Size(max = 5_000)
        @Schema(description = "问题，纯文本，不写提问人的姓名、电话和住址", required = true, examples = "我家是低保户，这个月到账的低保金比上个月少，是什么原因？")
        String question,

        @Size(max = 20_000) @Schema(description = "答复，必填，纯文本，段落之间换行", examples = "低保金按家庭人均收入与低保标准的差额发放，家庭收入增加后会相应减少。")
        String answer,

        @NotNull
        @Schema(
                description = "类型：CONSULTATION 咨询、COMPLAINT 投诉、SUGGESTION 建议、HELP 求助、REPORT 举报、FAQ 常见问题、OTHER 其他",
                required = true,
                examples = "CONSULTATION")
        AnswerType type,

        @Schema(description = "渠道：从哪里提出的。" + PublicChannel.CODES, examples = "WEBSITE")
        PublicChannel channel,

        @Schema(description = "提问日期，常见问题一般没有", examples = "2026-09-14")
        LocalDate askedOn,

        @NotNull @Schema(description = "答复日期，常见问题为发布日期", required = true, examples = "2026-09-17")
        LocalDate answeredOn,

        @NotBlank @Size(max = 200) @Schema(description = "答复单位", required = true, examples = "云川市民政局")
        String publisher,

        @Size(max = 100) @Schema(description = "答复机构：其编号", examples = "org-yc-jzk")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 200) @Schema(description = "主题分类，由大到小以 / 分隔", examples = "民政、扶贫、慈善/社会救助")
        String topic,

        @Size(max = 50) @Schema(description = "标签", examples = "[\"低保\"]")
        List<@NotBlank @Size(max = 50) String> tags,

        @Size(max = 20) @Schema(description = "相关事项：其编码", examples = "[\"990102-JF-001\"]")
        List<@NotBlank @Size(max = 100) String> services,

        @Size(max = 20)
        @Schema(
                description = "依据的信息：答复所依据的政府信息，其索引号或编号。它们失效、废止或被替代后，这条问答带 basisInForce",
                examples = "[\"990100001/202606-00004\"]")
        List<@NotBlank @Size(max = 200) String> disclosures,

        @Schema(description = "满意度：SATISFIED 满意、MOSTLY 基本满意、DISSATISFIED 不满意", examples = "SATISFIED")
        Satisfaction satisfaction,

        @Schema(description = "公开截止时间：公开到此时为止；没有则长期公开", examples = "2027-12-31T00:00:00+08:00")
        OffsetDateTime visibleUntil) {

    Answer {
        division = DivisionCode.padded(division);
        topic = topic == null ? null : topic.replace('\\', '/');
    }
}
