package org.sunwindow.service;

import static org.sunwindow.kind.Field.Role.BODY;
import static org.sunwindow.kind.Field.Role.FILE_NAME;
import static org.sunwindow.kind.Field.Role.KEYWORDS;
import static org.sunwindow.kind.Field.Role.SUMMARY;
import static org.sunwindow.kind.Field.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.publication.Envelope;

/** The kind of {@link ServiceItem}. */
@Singleton
class ServiceItemKind extends Kind<ServiceItem> {

    private static final String IN_FORCE = "现行";
    private static final String CANCELLED = "取消";
    private static final String ORGANIZATION = "organization";
    private static final String OFFICE = "office";

    private static final Fields<ServiceItem> FIELDS = Fields.of(
            Field.text("code", ServiceItem::code).identifier().recordNumber(),
            Field.text("name", ServiceItem::name).searchedAs(TITLE),
            Field.texts("keywords", ServiceItem::keywords).searchedAs(KEYWORDS).detailOnly(),
            Field.text("topic", ServiceItem::topic).searchedAs(KEYWORDS).filter(Filter.topic()),
            Field.text("typeName", ServiceItem::typeName).searchedAs(KEYWORDS),
            Field.text("result", ServiceItem::result).searchedAs(KEYWORDS),
            Field.text("type", ServiceItem::type)
                    .filter(Filter.coded(ServiceItem.TYPES), "事项类型代码", "20")
                    .labelled(ServiceItem::typeName),
            Field.text("level", ServiceItem::level).filter(Filter.coded(ServiceItem.LEVELS), "行使层级代码", "4"),
            Field.texts("serviceObjects", ServiceItem::serviceObjects)
                    .filter("serviceObject", Filter.coded(ServiceItem.OBJECTS), "服务对象代码", "1"),
            Field.text("handling", ServiceItem::handling).filter(Filter.exact(), "办件类型：即办件、承诺件", "即办件"),
            Field.text(ORGANIZATION, ServiceItem::organization).recordNumber().filter(Filter.organization()),
            Field.text("division", ServiceItem::division).filter(Filter.division()),
            Field.text("status", ServiceItem::status).filter(Filter.oneOf(IN_FORCE, CANCELLED), "状态：现行、取消", IN_FORCE),
            Field.texts("offices", ServiceItem::offices)
                    .recordNumber()
                    .detailOnly()
                    .filter(
                            OFFICE,
                            Filter.reference(OFFICE).mirrored("service"),
                            "办理场所编号：办事指南写明在此办理，或该场所列有该事项",
                            "off-dh-hydj"),
            Field.text("summary", ServiceItem::summary).searchedAs(SUMMARY),
            Field.derived("guide", ServiceItemKind::guide).searchedAs(BODY),
            Field.<ServiceItem>shown("id").recordNumber(),
            Field.<ServiceItem>shown("legalBasis").detailOnly(),
            Field.<ServiceItem>shown("conditions").detailOnly(),
            Field.<ServiceItem>shown("materials").detailOnly(),
            Field.<ServiceItem>shown("steps").detailOnly(),
            Field.shown("statutoryLimit"),
            Field.shown("promisedLimit"),
            Field.shown("fee"),
            Field.shown("scope"),
            Field.shown("visits"),
            Field.<ServiceItem>shown("consultPhone").publishedPhone(),
            Field.<ServiceItem>shown("complaintPhone").publishedPhone(),
            Field.<ServiceItem>shown("remedies").detailOnly(),
            Field.texts("forms", (ServiceItem item) -> names(item.forms()))
                    .searchedAs(FILE_NAME)
                    .files(item -> hashes(item.forms()))
                    .detailOnly(),
            Field.<ServiceItem>shown("faq").detailOnly(),
            Field.shown("onlineUrl"),
            Field.shown("bookingUrl"));

    private static final Contract CONTRACT = new Contract(
            "Services",
            "Service",
            "办事指南",
            "一个事项",
            "事项",
            new Contract.Operation("检索办事指南", "按检索词、事项类型、层级、服务对象等查找政务服务事项；不带参数时按事项编码列出全部。", "命中的事项，不含材料、流程等明细"),
            new Contract.Operation("取一个事项的办事指南", "依事项编码取办事指南全文。", "办事指南全文"),
            "列表中的一个事项，不含材料、流程等明细",
            "事项编码",
            "990100-QR-003");

    private static List<String> names(List<ServiceItem.Form> forms) {
        return forms == null ? null : forms.stream().map(ServiceItem.Form::name).toList();
    }

    private static List<String> hashes(List<ServiceItem.Form> forms) {
        return forms == null ? null : forms.stream().map(ServiceItem.Form::hash).toList();
    }

    ServiceItemKind() {
        super("service", "办事指南", ServiceItem.class, FIELDS, CONTRACT);
    }

    @Override
    public List<Problem.Item> faults(ServiceItem item) {
        return item.code() == null || item.code().equals(item.id())
                ? List.of()
                : List.of(new Problem.Item("id", "id.mismatch", "编号就是事项编码，与 code 不同；请改为相同，或不填"));
    }

    @Override
    public List<String> keyFields() {
        return List.of("code", "id");
    }

    @Override
    public Admission<ServiceItem> admit(ServiceItem item) {
        return new Admission.Admitted<>(item, Envelope.lasting(item.code(), item.name(), item.division()));
    }

    @Override
    public LocalDate lapsesOn(ServiceItem item) {
        return CANCELLED.equals(item.status()) ? NEVER_IN_FORCE : null;
    }

    @Override
    public boolean isAskedByName(ServiceItem item) {
        return true;
    }

    /** Most people who name a subject look for its guide. */
    @Override
    public float searchBoost() {
        return 1.5f;
    }

    @Override
    public float suggestionBoost() {
        return 0.5f;
    }

    /** The guide as one text with headings: people ask in the words of its conditions, materials and answers. */
    private static String guide(ServiceItem item) {
        return Stream.of(
                        texts("申请条件", item.conditions(), condition -> condition),
                        texts("申请材料", item.materials(), ServiceItem.Material::name),
                        texts("办理流程", item.steps(), step -> join(step.name(), step.description())),
                        texts("常见问题", item.faq(), question -> join(question.question(), question.answer())),
                        texts("法律依据", item.legalBasis(), basis -> basis))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("\n"));
    }

    private static <T> Stream<String> texts(String heading, List<T> list, Function<T, String> text) {
        return list == null || list.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(heading), list.stream().map(text));
    }

    private static String join(String first, String second) {
        return Stream.of(first, second).filter(Objects::nonNull).collect(Collectors.joining("："));
    }

    /** The organization in charge of an item, and the offices that accept it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ServiceLinks", description = "相关的机构和场所")
    record Links(
            @Schema(description = "实施机构") Reference organization,

            @Schema(description = "现有的办理场所：办事指南写明的，和列有该事项的；最多 200 个")
            List<Reference> offices) {}

    @Override
    public Links links(ServiceItem item, RelatedRecords related) {
        return new Links(
                related.find(ORGANIZATION, item.organization()), related.referencing(OFFICE, "service", item.code()));
    }
}
