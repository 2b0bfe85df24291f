package org.sunwindow.site;

import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Site}. */
@Singleton
class SiteKind extends Kind<Site> {

    static final String ORGANIZATION = "organization";
    static final String GUIDE = "disclosure";

    private static final Fields<Site> FIELDS = Fields.of(
            Field.text("id", Site::id).identifier().recordNumber(),
            Field.text("name", Site::name).searchedAs(TITLE),
            Field.text("idCode", Site::idCode)
                    .identifier()
                    .recordNumber()
                    .filter(
                            Filter.identifier().formed("(?i)" + Site.ID_CODE, Site.ID_CODE_WANTED),
                            "网站标识码",
                            "9901000017"),
            Field.text("domain", Site::domain).searchedAs(MENTION),
            Field.text(ORGANIZATION, Site::organization).recordNumber().filter(Filter.organization()),
            Field.text("operator", Site::operator).searchedAs(MENTION),
            Field.text("division", Site::division).filter(Filter.division()),
            Field.text("guide", Site::guide)
                    .recordNumber()
                    .filter(Filter.reference(GUIDE), "公开指南的编号，列出用它的网站", "990100001/202402-00006"),
            Field.<Site>shown("contacts").publishedPhone("phone").detailOnly(),
            Field.<Site>shown("applications").publishedPhone("phone").detailOnly(),
            Field.<Site>shown("applicationNote").detailOnly());

    private static final Contract CONTRACT = new Contract(
            "Sites",
            "Site",
            "网站信息",
            "一个网站",
            "网站",
            new Contract.Operation("列出网站", "按主办机构和区划查找；一般只有一个。连同更新情况和代码表一起取，用 /site。", "网站"),
            new Contract.Operation("取一个网站", "依编号取报送的网站信息。", "网站"),
            "列表中的一个网站，不含联系方式和申请方式",
            "网站编号",
            "site-yc-mzj");

    SiteKind() {
        super("site", "网站", Site.class, FIELDS, CONTRACT);
    }

    /** The contract does not require the organization, because answers omit it while it is not public. */
    @Override
    public List<Problem.Item> faults(Site site) {
        return site.organization() == null || site.organization().isBlank()
                ? List.of(new Problem.Item("organization", "required", "必填，例如 \"org-yc-mzj\""))
                : List.of();
    }

    @Override
    public Admission<Site> admit(Site site) {
        return new Admission.Admitted<>(site, Envelope.lasting(site.id(), site.name(), site.division()));
    }

    /** A site has the name of the organization that runs it, and people look for the organization. */
    @Override
    public float searchBoost() {
        return -1;
    }

    @Override
    public float suggestionBoost() {
        return -1;
    }

    /** The records that a site names. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "SiteLinks", description = "主办机构和公开指南；只列公开中的")
    record Links(
            @Schema(description = "主办机构") Reference organization,
            @Schema(description = "公开指南") Reference guide) {}

    @Override
    public Links links(Site site, RelatedRecords related) {
        return new Links(related.find(ORGANIZATION, site.organization()), related.find(GUIDE, site.guide()));
    }

    @Override
    protected Object linked(Shown<Site> shown) {
        Site site = shown.record();
        return LinkedThing.of("WebSite", shown)
                .with("alternateName", site.domain())
                .with("contributor", LinkedThing.named(LinkedThing.ORGANIZATION, site.operator()));
    }
}
