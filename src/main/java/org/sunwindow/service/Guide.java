package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * 情形引导: questions about the situation of an applicant. Each answer chooses materials and steps, and leads to the next
 * question or ends the guide. {@link GuideRules} checks that every path through it ends.
 *
 * @param questions the first one is asked first
 */
@RegisterForReflection
@Schema(name = "ServiceGuide", description = "情形引导：从第一个问题开始，各答案选定材料和环节，并指向下一个问题")
record Guide(
        @NotEmpty @Size(max = 50) @Schema(description = "问题，第一个最先问", required = true)
        List<@Valid @NotNull Question> questions) {

    private static final String ID = "[A-Za-z0-9_-]{1,40}";
    private static final String ID_WANTED = "应为字母、数字、- 或 _，最多 40 个";

    @RegisterForReflection
    @Schema(name = "ServiceGuideQuestion", description = "一个问题")
    record Question(
            @NotNull
            @Pattern(regexp = ID, message = ID_WANTED)
            @Schema(description = "编号，在引导内唯一", required = true, examples = "applicant")
            String id,

            @NotBlank @Size(max = 300) @Schema(description = "问题", required = true, examples = "由谁来申请？")
            String text,

            @NotEmpty
            @Size(max = 20)
            @Schema(
                    description = "可选的答案",
                    required = true,
                    examples = "[{\"id\":\"self\",\"text\":\"本人\",\"note\":\"请带居民身份证\"}]")
            List<@Valid @NotNull Answer> answers) {}

    /**
     * @param id        unique in the whole guide, so that a list of answers identifies the path
     * @param next      id of the next question, {@code null} at the end
     * @param materials names of materials of the item that are needed with this answer
     * @param steps     names of steps of the item that are taken with this answer
     */
    @RegisterForReflection
    @Schema(name = "ServiceGuideAnswer", description = "一个答案；没有下一个问题的，须选定材料或环节，或写明提示")
    record Answer(
            @NotNull
            @Pattern(regexp = ID, message = ID_WANTED)
            @Schema(description = "编号，在引导内唯一，用作参数 answer", required = true, examples = "self")
            String id,

            @NotBlank @Size(max = 300) @Schema(description = "答案", required = true, examples = "本人")
            String text,

            @Size(max = 50) @Schema(description = "所需材料：申请材料中的名称", examples = "[\"居民身份证\"]")
            List<@NotBlank @Size(max = 300) String> materials,

            @Size(max = 50) @Schema(description = "经过的环节：办理流程中的环节", examples = "[\"受理\"]")
            List<@NotBlank @Size(max = 100) String> steps,

            @Size(max = 1000) @Schema(description = "提示", examples = "请到户籍所在地的街道办理")
            String note,

            @Size(max = 40) @Schema(description = "下一个问题：其编号，没有则到此为止", examples = "income")
            String next) {}
}
