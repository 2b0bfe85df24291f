package org.sunwindow.directory.organization;

import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.KEYWORDS;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.Phone;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Organization}. */
@Singleton
class OrganizationKind extends Kind<Organization> {

    private static final String NAME = "organization";
    private static final String RELATION = "relation";
    private static final String PARENT = "parent";
    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CREDIT_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private static final Fields<Organization> FIELDS = Fields.of(
            Field.text("id", Organization::id).identifier().recordNumber().headed("机构编号", "单位编号"),
            Field.text("creditCode", Organization::creditCode).identifier().publicNumber(),
            Field.text("name", Organization::name).searchedAs(TITLE).headed("名称", "机构名称", "单位名称", "机构全称"),
            Field.text("shortName", Organization::shortName)
                    .searchedAs(KEYWORDS)
                    .shortName()
                    .headed("单位简称", "机构简称"),
            Field.text("address", Organization::address).searchedAs(KEYWORDS).headed("地址", "单位地址", "办公地址", "通讯地址"),
            Field.text("phone", Organization::phone)
                    .searchedAs(KEYWORDS)
                    .publishedPhone()
                    .headed("电话", "联系电话", "办公电话", "咨询电话", "对外电话", "值班电话"),
            Field.derived("spellings", (Organization organization) -> Phone.spellings(organization.phones()))
                    .identifier(),
            Field.texts("formerNames", Organization::formerNames).searchedAs(KEYWORDS),
            Field.texts("leaders", OrganizationKind::leaders)
                    .searchedAs(KEYWORDS)
                    .detailOnly(),
            Field.derived("leading", OrganizationKind::leading).searchedAs(BODY),
            Field.texts("functions", Organization::functions)
                    .searchedAs(BODY)
                    .detailOnly()
                    .headed("职能", "主要职责", "主要职能", "职责", "单位职责"),
            Field.text(RELATION, Organization::relation)
                    .filter(
                            Filter.usually("本级机关", "内设处室", "直属单位", "代管单位", "下级机关"),
                            "机构关系：本级机关、内设处室、直属单位、代管单位、下级机关",
                            "内设处室"),
            Field.text(PARENT, Organization::parent)
                    .headed("主管部门", "主管单位", "上级单位")
                    .recordNumber()
                    .filter(Filter.reference(NAME), "上级机构编号", "org-yc-mzj"),
            Field.text("division", Organization::division)
                    .headed("所在县区", "所在区县", "所属县区", "所属区县", "区县", "县区", "所在区", "区划", "行政区划")
                    .filter(Filter.division()),
            Field.text("successor", Organization::successor)
                    .filter(
                            Filter.reference(NAME).meaning(ReferenceMeaning.REPLACED_BY),
                            "承接机构的编号：哪些机构并入了它",
                            "org-yc-ylk"),
            Field.shown("closedOn"),
            Field.<Organization>shown("hours").headed("工作时间", "对外办公时间"),
            Field.<Organization>shown("fax").publishedPhone(),
            Field.<Organization>shown("email").headed("邮箱", "电子邮件"),
            Field.<Organization>shown("postcode").headed("邮编"),
            Field.<Organization>shown("supervisionPhone").publishedPhone(),
            Field.<Organization>shown("dial").publishedPhone("display").publishedPhone("number"),
            Field.<Organization>shown("disclosureOffice")
                    .publishedPhone("phone")
                    .publishedPhone("fax"));

    private static final Contract CONTRACT = new Contract(
            "Organizations",
            "Organization",
            "机构名录",
            "一个机构",
            "机构",
            new Contract.Operation("检索机构", "查找民政局、内设处室、直属和代管单位；不带参数时按编号列出全部。", "命中的机构，不含职能和领导"),
            new Contract.Operation(
                    "取一个机构",
                    "依编号取机构的职能、领导、联系方式和公开工作机构，以及它的各级上级、直接下级和办事场所；已撤并的给出去向。"
                            + "Accept: application/ld+json 时为 schema.org 的 JSON-LD。",
                    "机构详情"),
            "列表中的一个机构，不含职能和领导",
            "机构编号",
            "org-yc-mzj");

    OrganizationKind() {
        super(NAME, "机构", Organization.class, FIELDS, CONTRACT);
    }

    @Override
    public List<String> keyMadeOf() {
        return List.of("name", "division");
    }

    @Override
    public List<Problem.Item> faults(Organization organization) {
        var faults = new ArrayList<Problem.Item>();
        if (organization.creditCode() != null && !isCreditCode(organization.creditCode())) {
            faults.add(new Problem.Item(
                    "creditCode", "creditCode.invalid", "统一社会信用代码应为 18 位且校验位相符，请对照证书核对，例如 \"11990100MB010001X5\""));
        }
        if (Identifier.same(organization.id(), organization.parent())) {
            faults.add(new Problem.Item(PARENT, "relation.self", "上级机构不能是自身"));
        }
        if (Identifier.same(organization.id(), organization.successor())) {
            faults.add(new Problem.Item("successor", "relation.self", "承接机构不能是自身"));
        }
        return faults;
    }

    @Override
    public Admission<Organization> admit(Organization organization) {
        return new Admission.Admitted<>(
                organization, Envelope.lasting(organization.id(), organization.name(), organization.division()));
    }

    @Override
    public LocalDate lapsesOn(Organization organization) {
        return Closing.firstDayAfter(organization.closedOn(), organization.successor());
    }

    @Override
    public boolean isAskedByName(Organization organization) {
        return true;
    }

    @Override
    public Map<String, String> names(Organization organization) {
        var names = new LinkedHashMap<String, String>();
        names.put("name", organization.name());
        names.put("shortName", organization.shortName());
        List<String> former = Objects.requireNonNullElse(organization.formerNames(), List.of());
        for (int i = 0; i < former.size(); i++) {
            names.put("formerNames[%d]".formatted(i), former.get(i));
        }
        names.put("creditCode", organization.creditCode());
        names.values().removeIf(Objects::isNull);
        return names;
    }

    @Override
    public float suggestionBoost() {
        return 0.4f;
    }

    private static List<String> leaders(Organization organization) {
        return ofLeaders(organization, leader -> Stream.of(leader.name()));
    }

    /** What the leaders are in charge of, and what they did before. */
    private static List<String> leading(Organization organization) {
        return ofLeaders(organization, leader -> Stream.of(leader.post(), leader.duties(), leader.resume()));
    }

    private static List<String> ofLeaders(
            Organization organization, Function<Organization.Leader, Stream<String>> texts) {
        return Objects.requireNonNullElse(organization.leaders(), List.<Organization.Leader>of()).stream()
                .flatMap(texts)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Verifies length and check digit (GB 32100). */
    static boolean isCreditCode(String code) {
        if (code.length() != 18) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            int value = CREDIT_ALPHABET.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * CREDIT_WEIGHTS[i];
        }
        return code.charAt(17) == CREDIT_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** The place of an organization in the tree. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "OrganizationLinks", description = "在机构树中的位置和相关的场所")
    record Links(
            @Schema(description = "从最上级起的各级上级") List<Reference> path,
            @Schema(description = "直接下级，按编号排列，最多 200 个") List<Child> children,
            @Schema(description = "所属的办事场所，按编号排列，最多 200 个") List<Reference> offices,
            @Schema(description = "撤销后最终并入或承接其职能的机构") Reference movedTo,

            @Schema(description = "撤销后直接并入它或由它承接的机构，最多 200 个")
            List<Reference> mergedFrom) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrganizationChild", description = "一个直接下级")
    record Child(
            @Schema(description = "编号", required = true, examples = "org-yc-jzk")
            String id,

            @Schema(description = "名称", required = true, examples = "云川市民政局社会救助科")
            String name,

            @Schema(description = "关系", examples = "内设处室") String relation,

            @Schema(description = "true 表示由其他发布方单方面注明；否则不带此字段")
            Boolean byOther) {}

    @Override
    public Links links(Organization organization, RelatedRecords related) {
        return new Links(
                related.ancestors(NAME, organization.id(), organization.parent()),
                related.referencing(NAME, PARENT, organization.id(), RELATION).stream()
                        .map(child -> new Child(
                                child.record().id(),
                                child.record().name(),
                                child.value(),
                                child.record().byOther()))
                        .toList(),
                related.referencing("office", NAME, organization.id()),
                related.replacement(NAME, organization.id()),
                related.allReferencing(NAME, RelatedRecords.SUCCESSOR, organization.id()));
    }

    @Override
    protected Object linked(Representation.Shown<Organization> shown) {
        return OrganizationJsonLd.of(shown.record());
    }
}
