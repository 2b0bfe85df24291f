package org.sunwindow.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.service.Guide.Answer;
import org.sunwindow.service.Guide.Question;

/** What an applicant needs after some questions of a guide are answered, and what is asked next. */
@RegisterForReflection
@Schema(name = "ServiceGuideResult", description = "按已有答案选定的材料和环节，以及下一个问题")
record GuideAnswer(
        @Schema(description = "编号，即事项编码", required = true, examples = "990100-QR-003")
        String id,

        @Schema(description = "事项名称", required = true, examples = "补领婚姻登记证")
        String name,

        @Schema(description = "false 表示事项已取消或下放；仍有效的不带此字段") Boolean inForce,

        @JsonInclude(Include.ALWAYS) @Schema(description = "已答的问题，按先后", required = true)
        List<Given> answered,

        @Schema(description = "下一个问题；没有则已问完") Asked next,

        @JsonInclude(Include.ALWAYS)
        @Schema(description = "是否已问完：true 时材料和环节是全的，false 时还会有下一个问题选定的", required = true, examples = "true")
        boolean complete,

        @JsonInclude(Include.ALWAYS) @Schema(description = "申请材料：各种情形都要的，和已有答案选定的；按指南中的先后", required = true)
        List<ServiceItem.Material> materials,

        @JsonInclude(Include.ALWAYS) @Schema(description = "办理流程：各种情形都有的，和已有答案选定的；按指南中的先后", required = true)
        List<ServiceItem.Step> steps,

        @Schema(description = "提示，已有答案所附的") List<String> notes) {

    static final String PARAMETER = "answer";

    @RegisterForReflection
    @Schema(name = "ServiceGuideGiven", description = "一个已答的问题")
    record Given(
            @Schema(description = "问题", required = true, examples = "由谁来申请？")
            String question,

            @Schema(description = "答案", required = true, examples = "本人")
            String answer,

            @Schema(description = "答案编号", required = true, examples = "self")
            String id) {}

    @RegisterForReflection
    @Schema(name = "ServiceGuideAsked", description = "要问的问题")
    record Asked(
            @Schema(description = "编号", required = true, examples = "applicant")
            String id,

            @Schema(description = "问题", required = true, examples = "由谁来申请？")
            String text,

            @Schema(description = "可选的答案", required = true) List<Option> answers) {

        static Asked of(Question question) {
            return new Asked(
                    question.id(),
                    question.text(),
                    question.answers().stream()
                            .map(answer -> new Option(answer.id(), answer.text()))
                            .toList());
        }
    }

    @RegisterForReflection
    @Schema(name = "ServiceGuideOption", description = "一个可选的答案")
    record Option(
            @Schema(description = "编号，用作参数 answer", required = true, examples = "self")
            String id,

            @Schema(description = "答案", required = true, examples = "本人")
            String text) {}

    /**
     * Goes through the guide of an item. An item without a guide needs all its materials and steps.
     *
     * @param answers ids of the answers given, in any order
     * @throws ProblemException if one of them answers no question on the path
     */
    static GuideAnswer of(ServiceItem item, List<String> answers, boolean inForce) {
        List<Question> questions =
                item.guide() == null ? List.of() : item.guide().questions();
        var left = new LinkedHashSet<>(answers);
        var given = new ArrayList<Given>();
        var taken = new ArrayList<Answer>();
        Question question = questions.isEmpty() ? null : questions.getFirst();
        // bounded by the remaining questions, too, in case the guide has a cycle
        while (question != null) {
            Answer answer = question.answers().stream()
                    .filter(each -> left.contains(each.id()))
                    .findFirst()
                    .orElse(null);
            if (answer == null) {
                break;
            }
            left.remove(answer.id());
            taken.add(answer);
            given.add(new Given(question.text(), answer.text(), answer.id()));
            question = question(questions, answer.next());
        }
        if (!left.isEmpty()) {
            throw unknown(question);
        }
        return new GuideAnswer(
                item.code(),
                item.name(),
                inForce ? null : false,
                given,
                question == null ? null : Asked.of(question),
                question == null,
                chosen(item.materials(), ServiceItem.Material::name, questions, taken, Answer::materials),
                chosen(item.steps(), ServiceItem.Step::name, questions, taken, Answer::steps),
                taken.stream().map(Answer::note).filter(Objects::nonNull).toList());
    }

    private static Question question(List<Question> questions, String id) {
        return questions.stream()
                .filter(question -> question.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static ProblemException unknown(Question open) {
        String message = open == null
                ? "已问完，没有问题要这个答案"
                : "不是“%s”的答案；可用的值：%s"
                        .formatted(
                                open.text(),
                                String.join(
                                        "、",
                                        open.answers().stream().map(Answer::id).toList()));
        return new ProblemException(
                ProblemCode.PARAMETER_INVALID,
                "参数 answer：%s。".formatted(message),
                List.of(new Problem.Item(PARAMETER, "choice", message)));
    }

    /** Returns what the given answers choose, and what no answer of the guide chooses, because everyone needs that. */
    private static <T> List<T> chosen(
            List<T> all,
            Function<T, String> name,
            List<Question> questions,
            List<Answer> taken,
            Function<Answer, List<String>> names) {
        if (all == null) {
            return List.of();
        }
        Set<String> conditional = names(questions.stream().flatMap(question -> question.answers().stream()), names);
        Set<String> chosen = names(taken.stream(), names);
        return all.stream()
                .filter(each -> !conditional.contains(name.apply(each)) || chosen.contains(name.apply(each)))
                .toList();
    }

    private static Set<String> names(Stream<Answer> answers, Function<Answer, List<String>> names) {
        var all = new HashSet<String>();
        answers.map(names).filter(Objects::nonNull).forEach(all::addAll);
        return all;
    }
}
