package org.sunwindow.answer;

import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.SUMMARY;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.kind.PublicChannel;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.kind.TimeField.Bound;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.RecordIdentity;

/** The kind of {@link Answer}. */
@Singleton
class AnswerKind extends Kind<Answer> {

    private static final String NAME = "answer";
    private static final String SERVICE = "service";
    private static final String DISCLOSURE = "disclosure";

    private static final Fields<Answer> FIELDS = Fields.of(
            Field.text("id", Answer::id).identifier().recordNumber(),
            Field.text("title", Answer::title).searchedAs(TITLE),
            Field.text("question", Answer::question)
                    .headed("咨询内容", "问题内容", "来信内容", "咨询问题", "提问")
                    .searchedAs(SUMMARY),
            Field.text("answer", Answer::answer)
                    .headed("答复内容", "回复内容", "回复", "解答")
                    .searchedAs(BODY)
                    .citations()
                    .detailOnly(),
            Field.text("type", (Answer a) -> a.type() == null ? null : a.type().name())
                    .headed("信件类型", "咨询类型")
                    .filter(
                            Filter.ofCodes(AnswerType.labels()),
                            "类型：" + explained(AnswerType.labels()) + "；可重复",
                            "FAQ"),
            Field.derived(
                            "typeLabel",
                            (Answer a) -> a.type() == null ? null : a.type().label())
                    .searchedAs(KEYWORDS),
            Field.text(
                            "channel",
                            (Answer a) ->
                                    a.channel() == null ? null : a.channel().name())
                    .filter(
                            Filter.ofCodes(PublicChannel.labels()),
                            "渠道：" + explained(PublicChannel.labels()) + "；可重复",
                            "WEBSITE"),
            Field.date("answeredOn", Answer::answeredOn)
                    .headed("回复日期", "更新日期", "发布日期")
                    .range("answered", new Bound("答复日期不早于", "2026-01-01"), new Bound("答复日期不晚于，含当天", "2026-12-31")),
            Field.date("askedOn", Answer::askedOn)
                    .headed("咨询日期", "来信日期")
                    .range("asked", new Bound("提问日期不早于", "2026-01-01"), new Bound("提问日期不晚于，含当天", "2026-12-31")),
            Field.derived("year", Answer::answeredOn).filter(Filter.year().siteWide("成文（或发布）年份"), "答复年份", "2026"),
            Field.text("publisher", Answer::publisher)
                    .headed("回复单位", "答复部门", "解答单位")
                    .publisher()
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "答复单位", "云川市民政局"),
            Field.text("organization", Answer::organization).recordNumber().filter(Filter.organization()),
            Field.text("division", Answer::division).filter(Filter.division()),
            Field.text("topic", Answer::topic)
                    .searchedAs(KEYWORDS)
                    .filter(Filter.topic())
                    .headed("业务类别", "业务类型"),
            Field.texts("tags", Answer::tags).searchedAs(KEYWORDS).filter(Filter.exact(), "标签；可重复", "低保"),
            Field.texts("services", Answer::services)
                    .headed("关联事项")
                    .recordNumber()
                    .filter(SERVICE, Filter.reference(SERVICE), "事项编码，列出与它相关的问答；可重复", "990102-JF-001"),
            Field.texts("disclosures", Answer::disclosures)
                    .recordNumber()
                    .filter(
                            DISCLOSURE,
                            Filter.reference(DISCLOSURE).meaning(ReferenceMeaning.BASED_ON),
                            "政府信息的编号，列出以它为依据的问答；可重复",
                            "990100001/202606-00005"),
            Field.text(
                            "satisfaction",
                            (Answer a) -> a.satisfaction() == null
                                    ? null
                                    : a.satisfaction().name())
                    .filter(
                            Filter.ofCodes(Satisfaction.labels()),
                            "满意度：" + explained(Satisfaction.labels()) + "；可重复",
                            "SATISFIED"),
            Field.shown("visibleUntil"));

    private static final Contract CONTRACT = new Contract(
            "Answers",
            "Answer",
            "问答",
            "一条问答",
            "问答",
            new Contract.Operation("检索问答", "按检索词、类型、事项、答复单位和日期查找公开的来信答复和常见问题；不带参数时按答复日期由近及远列出全部。", "命中的问答，不含答复全文"),
            new Contract.Operation("取一条问答", "依编号取问题和答复，以及相关的事项、依据的信息和答复机构的名称。", "问答全文"),
            "列表中的一条问答，不含答复全文",
            "问答编号",
            "da-2026-0002");

    AnswerKind() {
        super(NAME, "问答", Answer.class, FIELDS, CONTRACT);
    }

    @Override
    public List<String> keyMadeOf() {
        return List.of("title", "publisher");
    }

    private static String explained(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + " " + label.getValue())
                .collect(Collectors.joining("、"));
    }

    @Override
    public List<Problem.Item> faults(Answer answer) {
        var faults = new ArrayList<Problem.Item>();
        if (answer.answer() == null || answer.answer().isBlank()) {
            // not by a constraint, because lists leave it out
            faults.add(new Problem.Item("answer", "required", "须写明答复，例如 \"低保金按家庭人均收入与低保标准的差额发放。\""));
        }
        if (answer.askedOn() != null
                && answer.answeredOn() != null
                && answer.askedOn().isAfter(answer.answeredOn())) {
            faults.add(new Problem.Item("askedOn", "date.order", "不能晚于答复日期（answeredOn），例如 \"2026-09-14\""));
        }
        return faults;
    }

    @Override
    public Admission<Answer> admit(Answer answer) {
        return new Admission.Admitted<>(
                answer,
                new Envelope(
                        RecordIdentity.of(answer.id()),
                        answer.title(),
                        answer.publisher(),
                        answer.division(),
                        null,
                        answer.visibleUntil() == null
                                ? null
                                : answer.visibleUntil().toInstant(),
                        false));
    }

    /** An answer explains one case; the guide says how to apply. */
    @Override
    public float searchBoost() {
        return -1;
    }

    /** The records that an answer names. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "AnswerLinks", description = "相关的事项、信息和机构；只列公开中的")
    record Links(
            @Schema(description = "相关事项") List<Reference> services,
            @Schema(description = "依据的信息") List<Reference> disclosures,
            @Schema(description = "答复机构") Reference organization) {}

    @Override
    public Links links(Answer answer, RelatedRecords related) {
        return new Links(
                found(SERVICE, answer.services(), related),
                found(DISCLOSURE, answer.disclosures(), related),
                related.find("organization", answer.organization()));
    }

    private static List<Reference> found(String kind, List<String> keys, RelatedRecords related) {
        return Objects.requireNonNullElse(keys, List.<String>of()).stream()
                .map(key -> related.find(kind, key))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The frequently asked questions of a bureau are a FAQPage each, the replies to letters a QAPage. */
    @Override
    protected Object linked(Shown<Answer> shown) {
        Answer answer = shown.record();
        return LinkedThing.of(answer.type() == AnswerType.FAQ ? "FAQPage" : "QAPage", shown)
                .with("about", LinkedThing.named("DefinedTerm", answer.topic()))
                .with("keywords", answer.tags())
                .with("expires", answer.visibleUntil())
                .with(
                        "mainEntity",
                        LinkedThing.of("Question")
                                .with("name", answer.title())
                                .with("text", answer.question())
                                .with("answerCount", 1)
                                .with("dateCreated", answer.askedOn())
                                .with(
                                        "acceptedAnswer",
                                        LinkedThing.of("Answer")
                                                .with("text", answer.answer())
                                                .with("dateCreated", answer.answeredOn())
                                                .with(
                                                        "author",
                                                        LinkedThing.named(
                                                                LinkedThing.ORGANIZATION, answer.publisher()))));
    }
}
