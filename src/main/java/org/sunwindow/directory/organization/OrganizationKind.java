package org.sunwindow.directory.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Settings;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.Phone;
import org.sunwindow.directory.SchemaOrg;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.publication.Envelope;

/** Rules and mapping of {@link Organization}. */
@ApplicationScoped
public class OrganizationKind implements Kind<Organization> {

    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CREDIT_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private final ZoneId zone;

    OrganizationKind(Settings settings) {
        this.zone = settings.zone();
    }

    @Override
    public String name() {
        return "organization";
    }

    @Override
    public String label() {
        return "机构";
    }

    @Override
    public Class<Organization> type() {
        return Organization.class;
    }

    @Override
    public Admission<Organization> admit(Organization organization) {
        if (organization.creditCode() != null && !isCreditCode(organization.creditCode())) {
            return new Admission.Refused<>(
                    List.of(new Problem.Item("creditCode", "creditCode.invalid", "统一社会信用代码应为 18 位且校验位相符")));
        }
        if (organization.id().equals(organization.successor())
                || organization.id().equals(organization.parent())) {
            return new Admission.Refused<>(List.of(new Problem.Item("parent", "relation.self", "上级机构和承接机构不能是自身")));
        }
        return new Admission.Admitted<>(
                organization, Envelope.lasting(organization.id(), organization.name(), null, organization.division()));
    }

    /** Check digit after GB 32100. */
    public static boolean isCreditCode(String code) {
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

    @Override
    public IndexDocument index(Organization organization) {
        var leaders = organization.leaders() == null ? List.<Organization.Leader>of() : organization.leaders();
        var functions = organization.functions() == null ? List.<String>of() : organization.functions();
        return new IndexDocument()
                .title(organization.name())
                .askedByName(true)
                .keyword(organization.shortName(), organization.address(), organization.phone())
                .keywords(organization.formerNames())
                .lapsedFrom(Closing.from(organization.closedOn(), organization.successor(), zone))
                .keywords(leaders.stream().map(Organization.Leader::name).toList())
                .body(String.join("\n", functions))
                .identifier(organization.id(), organization.creditCode())
                .identifier(Phone.written(organization.phones()))
                .value("relation", organization.relation())
                .value("parent", organization.parent())
                .value("successor", organization.successor())
                .value("division", organization.division());
    }

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.exact("relation"),
                Filter.reference("parent", name()),
                Filter.division("division"),
                Filter.reference("successor", name()));
    }

    /** The place of an organization in the tree. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "OrganizationLinks", description = "在机构树中的位置和相关的场所")
    record Links(
            @Schema(description = "从最上级起的各级上级") List<Reference> path,
            @Schema(description = "直接下级，按编号排列，最多 200 个") List<Child> children,
            @Schema(description = "所属的办事场所，按编号排列，最多 200 个") List<Reference> offices,
            @Schema(description = "撤销后最终并入或承接其职能的机构") Reference movedTo) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrganizationChild", description = "一个直接下级")
    record Child(
            @Schema(description = "编号", required = true, examples = "org-yc-jzk")
            String id,

            @Schema(description = "名称", required = true, examples = "云川市民政局社会救助科")
            String name,

            @Schema(description = "关系", examples = "内设处室") String relation) {}

    @Override
    public Links links(Organization organization, RelatedRecords neighbours) {
        return new Links(
                neighbours.path(name(), organization.id(), organization.parent()),
                neighbours.naming(name(), "parent", organization.id(), "relation").stream()
                        .map(child ->
                                new Child(child.record().id(), child.record().name(), child.value()))
                        .toList(),
                neighbours.naming("office", "organization", organization.id()),
                neighbours.end(name(), organization.id()));
    }

    @Override
    public List<Representation<Organization>> representations() {
        return List.of(SchemaOrg.representation(SchemaOrg::of));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of("functions", "leaders");
    }
}
