package org.sunwindow.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.RelatedRecords.Referrer;

/**
 * The organization in charge of an item, the offices that accept it, and the items of the other lists that belong to
 * it.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "ServiceLinks", description = "相关的机构、场所和事项；由哪一方注明都算，只由其他发布方注明的带 byOther；每项最多 200 条")
record ServiceLinks(
        @Schema(description = "实施机构") Reference organization,

        @Schema(description = "现有的办理场所：办事指南写明的，和列有该事项的；写明的已撤并，列出接替它的")
        List<Reference> offices,

        @Schema(description = "它所属的权力事项") List<Reference> powers,
        @Schema(description = "属于它的责任事项") List<Reference> duties,
        @Schema(description = "属于它的监管制度") List<Reference> supervision,
        @Schema(description = "属于它的业务流程") List<Reference> flows,
        @Schema(description = "职责边界中的相关部门，有机构编号的") List<Reference> partners,
        @Schema(description = "下放后的承接机构") Reference delegatedTo,

        @Schema(description = "依据文件：写明编号的信息，和设定依据以文号或名称（《…》）引用的信息：没有别的现行信息同号、同名的，和已不再有效的")
        List<Reference> basis) {

    /** Lists of items that belong to a power and are not duties. */
    private static final Set<String> SEPARATE = Set.of(ServiceItem.SUPERVISION_RULES, ServiceItem.FLOWS);

    static ServiceLinks of(ServiceItem item, RelatedRecords related) {
        List<Referrer> belonging =
                related.referencing(ServiceItemKind.NAME, ServiceItemKind.POWER, item.code(), ServiceItemKind.LIST);
        return new ServiceLinks(
                related.find(ServiceItemKind.ORGANIZATION, item.organization()),
                offices(item, related),
                related.referencing(ServiceItemKind.NAME, ServiceItemKind.DUTY, item.code()),
                of(belonging, list -> !SEPARATE.contains(list)),
                of(belonging, ServiceItem.SUPERVISION_RULES::equals),
                of(belonging, ServiceItem.FLOWS::equals),
                ServiceValues.partners(item, Partner::organization).stream()
                        .map(key -> related.find(ServiceItemKind.ORGANIZATION, key))
                        .filter(Objects::nonNull)
                        .toList(),
                related.find(ServiceItemKind.ORGANIZATION, item.delegatedTo()),
                basis(item, related));
    }

    /** The offices in force, and the successors of those that the item names and that are closed. */
    private static List<Reference> offices(ServiceItem item, RelatedRecords related) {
        return distinct(
                related.referencing(ServiceItemKind.OFFICE, ServiceItemKind.NAME, item.code()).stream(),
                each(item.offices(), key -> related.replacement(ServiceItemKind.OFFICE, key))
                        .filter(office -> office.inForce() == null));
    }

    /** The documents that the item names, and those that it cites without a key, as far as it is clear which are meant. */
    private static List<Reference> basis(ServiceItem item, RelatedRecords related) {
        return distinct(
                each(item.basis(), key -> related.find(ServiceItemKind.DISCLOSURE, key)),
                related.citedBases(ServiceItemKind.NAME, item.code(), ServiceItemKind.DISCLOSURE).stream());
    }

    private static Stream<Reference> each(List<String> keys, Function<String, Reference> finder) {
        return Stream.ofNullable(keys).flatMap(List::stream).map(finder).filter(Objects::nonNull);
    }

    private static List<Reference> distinct(Stream<Reference> first, Stream<Reference> more) {
        var byKey = new LinkedHashMap<String, Reference>();
        Stream.concat(first, more).forEach(record -> byKey.putIfAbsent(record.id(), record));
        return List.copyOf(byKey.values());
    }

    private static List<Reference> of(List<Referrer> belonging, Predicate<String> list) {
        return belonging.stream()
                .filter(each -> list.test(Objects.requireNonNullElse(each.value(), "")))
                .map(Referrer::record)
                .toList();
    }
}
