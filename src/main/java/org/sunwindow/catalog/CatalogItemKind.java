package org.sunwindow.catalog;

import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.PublicChannel;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.TimeField.Bound;
import org.sunwindow.publication.Envelope;

/** The kind of {@link CatalogItem}. */
@Singleton
class CatalogItemKind extends Kind<CatalogItem> {

    /** The kind of the records that fulfil a row, and their filter by the row. */
    static final String DISCLOSURE = "disclosure";

    static final String FULFILS = "catalogItem";

    /** Filters and numbers from which reports are computed. */
    static final String CODE = "code";

    static final String CATALOG = "catalog";
    static final String VERSION = "version";
    static final String BODY_NAME = "responsibleBody";
    static final String ORGANIZATION = "organization";
    static final String DIVISION = "division";
    static final String METHOD = "method";
    static final String AUDIENCE = "audience";
    static final String LEVELS = "levels";
    static final String EFFECTIVE = "effectiveOn";
    static final String ABOLISHED = "abolishedOn";
    static final String LIMIT = "limitDays";

    private static final String TIME_LIMIT = "timeLimit";
    private static final String NAME = "catalogItem";
    private static final String REPLACES = "replaces";

    private static final Fields<CatalogItem> FIELDS = Fields.of(
            Field.text("id", CatalogItem::id).identifier().recordNumber(),
            Field.derived("name", (CatalogItem c) -> c.level1() == null || c.level2() == null ? null : c.name())
                    .searchedAs(TITLE),
            Field.text(CODE, CatalogItem::code).recordNumber().filter(Filter.exact(), "事项编码，列出它在各版本中的行", "YC-SHJZ-05"),
            Field.text(CATALOG, CatalogItem::catalog)
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "目录名称", "云川市社会救助领域政务公开标准目录"),
            Field.text(VERSION, CatalogItem::version).filter(Filter.exact(), "目录版本", "2026年版"),
            Field.date(EFFECTIVE, CatalogItem::effectiveOn)
                    .range("effective", new Bound("版本生效日期不早于", "2026-01-01"), new Bound("版本生效日期不晚于，含当天", "2026-12-31")),
            Field.date(ABOLISHED, CatalogItem::abolishedOn)
                    .range("abolished", new Bound("停用日期不早于", "2026-01-01"), new Bound("停用日期不晚于，含当天", "2027-12-31")),
            Field.text(REPLACES, CatalogItem::replaces)
                    .recordNumber()
                    .filter(
                            Filter.reference(NAME).meaning(ReferenceMeaning.REPLACES),
                            "行的编号，列出代替了它的行",
                            "cat-yc-shjz-2024-005"),
            Field.<CatalogItem>shown("order").sortedBy(CatalogItem::order),
            Field.text("level1", CatalogItem::level1).filter(Filter.exact(), "一级事项", "最低生活保障"),
            Field.text("level2", CatalogItem::level2).filter(Filter.exact(), "二级事项", "审核信息"),
            Field.texts("elements", CatalogItem::elements).searchedAs(BODY),
            Field.texts("basis", CatalogItem::basis),
            Field.text(TIME_LIMIT, CatalogItem::timeLimit),
            Field.<CatalogItem>shown(LIMIT).sortedBy(CatalogItem::limitDays),
            Field.text(BODY_NAME, CatalogItem::responsibleBody)
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "公开主体", "云川市民政局"),
            Field.text(ORGANIZATION, CatalogItem::organization).filter(Filter.organization()),
            Field.text(DIVISION, CatalogItem::division).filter(Filter.division()),
            Field.texts("channels", (CatalogItem c) -> names(c.channels()))
                    .headed("公开渠道和载体")
                    .filter(
                            "channel",
                            Filter.ofCodes(PublicChannel.labels()),
                            "公开渠道：" + explained(PublicChannel.labels()),
                            "WEBSITE"),
            Field.text(AUDIENCE, CatalogItem::audience)
                    .written(CatalogWords::audience)
                    .filter(Filter.oneOf("全社会", "特定群众"), "公开对象：全社会、特定群众", "全社会"),
            Field.text(METHOD, CatalogItem::method)
                    .written(CatalogWords::method)
                    .filter(Filter.oneOf("主动", CatalogItem.ON_REQUEST), "公开方式：主动、依申请", "主动"),
            Field.texts(LEVELS, (CatalogItem c) -> names(c.levels()))
                    .written(CatalogWords::levels)
                    .filter(
                            "level",
                            Filter.ofCodes(CatalogLevel.labels()),
                            "公开层级：" + explained(CatalogLevel.labels()),
                            "CITY"));

    private static final Contract CONTRACT = new Contract(
            "CatalogItems",
            "CatalogItem",
            "公开事项标准目录",
            "目录的一行",
            "公开事项",
            new Contract.Operation(
                    "检索公开事项标准目录",
                    "按目录、版本、事项、公开主体、渠道等查找目录的各行；inForce=true 时不含已停用的、被代替的和先前版本中的：同一发布方、同一目录名称、同一区划（有一方没有写区划的不论）的新版本生效后，先前版本的各行都不再有效，不论是否写明。两个版本之间的变动见 "
                            + "/catalog-items/changes，公开情况见 /catalog-items/coverage，落实某一行的信息见 /disclosures?catalogItem=。",
                    "命中的各行"),
            new Contract.Operation("取目录的一行", "依编号取目录的一行，和它在其他版本中的行、落实它的信息。", "目录的一行"),
            null,
            "行的编号",
            "cat-yc-shjz-2026-005");

    CatalogItemKind() {
        super(NAME, "公开事项", CatalogItem.class, FIELDS, CONTRACT);
    }

    private static List<String> names(List<? extends Enum<?>> codes) {
        return codes == null
                ? List.of()
                : codes.stream().filter(Objects::nonNull).map(Enum::name).toList();
    }

    private static String explained(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + " " + label.getValue())
                .collect(Collectors.joining("、"));
    }

    @Override
    public List<Problem.Item> faults(CatalogItem item) {
        var faults = new ArrayList<Problem.Item>();
        if (Identifier.same(item.id(), item.replaces())) {
            faults.add(new Problem.Item(REPLACES, "relation.self", "所代替的行不能是自身"));
        }
        if (item.effectiveOn() != null
                && item.abolishedOn() != null
                && item.abolishedOn().isBefore(item.effectiveOn())) {
            faults.add(new Problem.Item(ABOLISHED, "period.order", "不能早于版本生效日期"));
        }
        Integer written = TimeLimit.workingDays(item.timeLimit());
        if (written != null && !written.equals(item.limitDays())) {
            faults.add(new Problem.Item(
                    LIMIT, "limitDays.different", "公开时限（timeLimit）中写的是 %d 个工作日，请改成一致，或不写时限天数".formatted(written)));
        }
        return faults;
    }

    /** Limits in calendar days or months cannot be counted in working days without knowing when they begin. */
    @Override
    public List<Problem.Item> warnings(CatalogItem item) {
        return item.timeLimit() == null || item.timeLimit().isBlank() || item.limitDays() != null
                ? List.of()
                : List.of(new Problem.Item(
                        TIME_LIMIT,
                        "timeLimit.unclear",
                        "没有认出时限，只认“10个工作日内”这样的写法；统计是否逾期时按条例第二十六条的 %d 个工作日，另有时限的请把工作日数写入时限天数（limitDays）"
                                .formatted(TimeLimit.REGULATION)));
    }

    @Override
    public Admission<CatalogItem> admit(CatalogItem item) {
        return new Admission.Admitted<>(item, Envelope.lasting(item.id(), item.name(), item.division()));
    }

    @Override
    public LocalDate lapsesOn(CatalogItem item) {
        return item.abolishedOn();
    }

    @Override
    public LocalDate takesEffectOn(CatalogItem item) {
        return item.effectiveOn();
    }

    @Override
    public Edition edition(CatalogItem item) {
        return new Edition(
                item.catalog().strip(), item.division(), item.version().strip());
    }

    /** People who name a subject look for its guide or its documents, not for the duty to publish them. */
    @Override
    public float searchBoost() {
        return -2;
    }

    @Override
    public float suggestionBoost() {
        return -1;
    }

    /**
     * The columns of the table, in its order, as the changes between two versions compare them. The number of a row is
     * none of them, because one row that is inserted renumbers all that follow.
     */
    static Map<String, List<String>> columns(CatalogItem item) {
        var columns = new LinkedHashMap<String, List<String>>();
        columns.put("level1", one(item.level1()));
        columns.put("level2", one(item.level2()));
        columns.put("elements", all(item.elements()));
        columns.put("basis", all(item.basis()));
        columns.put(TIME_LIMIT, one(item.timeLimit()));
        columns.put(LIMIT, one(item.limitDays()));
        columns.put(BODY_NAME, one(item.responsibleBody()));
        columns.put(ORGANIZATION, one(item.organization()));
        columns.put("channels", names(item.channels()));
        columns.put(AUDIENCE, one(item.audience()));
        columns.put(METHOD, one(item.method()));
        columns.put(LEVELS, names(item.levels()));
        return columns;
    }

    private static List<String> one(Object value) {
        return value == null ? List.of() : List.of(value.toString());
    }

    private static List<String> all(List<String> values) {
        return values == null ? List.of() : values;
    }

    /** The records related to a row. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "CatalogItemLinks", description = "相关的行、信息和机构；只列公开中的，每项最多 200 条，只由其他发布方注明的带 byOther")
    record Links(
            @Schema(description = "它所代替的行") Reference replaces,
            @Schema(description = "代替了它的行") List<Reference> replacedBy,

            @Schema(description = "它在其他版本中的行：同一发布方的，目录名称和事项编码相同")
            List<Reference> versions,

            @Schema(description = "落实本行的信息；全部的见 /catalog-items/{id}/disclosures")
            List<Reference> disclosures,

            @Schema(description = "责任机构") Reference organization) {}

    @Override
    public Links links(CatalogItem item, RelatedRecords related) {
        return new Links(
                related.find(NAME, item.replaces()),
                related.allReferencing(NAME, REPLACES, item.id()),
                related.alike(NAME, item.id(), List.of(CODE, CATALOG)),
                related.allReferencing(DISCLOSURE, FULFILS, item.id()),
                related.find(ORGANIZATION, item.organization()));
    }
}
