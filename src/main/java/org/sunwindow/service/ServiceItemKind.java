package org.sunwindow.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.publication.Envelope;

/** Mapping of {@link ServiceItem}. */
@ApplicationScoped
class ServiceItemKind implements Kind<ServiceItem> {

    private static final String IN_FORCE = "现行";
    private static final String CANCELLED = "取消";
    private static final String OFFICE = "office";

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String label() {
        return "办事指南";
    }

    @Override
    public Class<ServiceItem> type() {
        return ServiceItem.class;
    }

    @Override
    public Admission<ServiceItem> admit(ServiceItem item) {
        return new Admission.Admitted<>(item, Envelope.lasting(item.code(), item.name(), null, item.division()));
    }

    @Override
    public IndexDocument index(ServiceItem item) {
        return new IndexDocument()
                .title(item.name())
                .askedByName(true)
                .keywords(item.keywords())
                .keyword(item.topic(), item.typeName(), item.result())
                .summary(item.summary())
                .body(body(item))
                .identifier(item.code())
                .lapsedFrom(CANCELLED.equals(item.status()) ? Instant.EPOCH : null)
                .value("type", item.type())
                .value("level", item.level())
                .values("serviceObject", item.serviceObjects())
                .value("handling", item.handling())
                .value("organization", item.organization())
                .value("division", item.division())
                .value("topic", item.topic())
                .value("status", item.status())
                .values("office", item.offices());
    }

    /** What a guide says, as one text with its headings: people ask with the words of its conditions, materials and answers. */
    private static String body(ServiceItem item) {
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

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.coded("type", ServiceItem.TYPES),
                Filter.coded("level", ServiceItem.LEVELS),
                Filter.coded("serviceObject", ServiceItem.OBJECTS),
                Filter.exact("handling"),
                Filter.reference("organization", "organization"),
                Filter.division("division"),
                Filter.path("topic"),
                Filter.oneOf("status", IN_FORCE, CANCELLED),
                Filter.reference("office", OFFICE).mirrored("service"));
    }

    /** Who is in charge of an item, and where it is done. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ServiceLinks", description = "相关的机构和场所")
    record Links(
            @Schema(description = "实施机构") Reference organization,

            @Schema(description = "现有的办理场所：办事指南写明的，和列有该事项的；最多 200 个")
            List<Reference> offices) {}

    @Override
    public Links links(ServiceItem item, RelatedRecords neighbours) {
        return new Links(
                neighbours.named("organization", item.organization()),
                neighbours.naming(OFFICE, "service", item.code()));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of(
                "keywords", "legalBasis", "conditions", "materials", "steps", "remedies", "forms", "faq", "offices");
    }
}
