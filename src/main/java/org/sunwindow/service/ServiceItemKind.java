package org.sunwindow.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.publication.Admission;
import org.sunwindow.publication.Envelope;
import org.sunwindow.search.Filter;
import org.sunwindow.search.IndexDocument;
import org.sunwindow.search.IndexedKind;

/** Mapping of {@link ServiceItem}. */
@ApplicationScoped
class ServiceItemKind implements IndexedKind<ServiceItem> {

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
                .keywords(item.keywords())
                .keyword(item.topic(), item.typeName(), item.result())
                .summary(item.summary())
                .body(body(item))
                .identifier(item.code())
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

    /** What a guide says, as one text: people ask with the words of its conditions, materials and answers. */
    private static String body(ServiceItem item) {
        return Stream.of(
                        texts(item.conditions(), condition -> condition),
                        texts(item.materials(), ServiceItem.Material::name),
                        texts(item.steps(), step -> join(step.name(), step.description())),
                        texts(item.faq(), question -> join(question.question(), question.answer())),
                        texts(item.legalBasis(), basis -> basis))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("\n"));
    }

    private static <T> Stream<String> texts(List<T> list, java.util.function.Function<T, String> text) {
        return list == null ? Stream.empty() : list.stream().map(text);
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
                Filter.oneOf("status", "现行", "取消"),
                Filter.reference("office", "office"));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of(
                "keywords", "legalBasis", "conditions", "materials", "steps", "remedies", "forms", "faq", "offices");
    }
}
