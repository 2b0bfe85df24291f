package org.sunwindow.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.Identifier;
import org.sunwindow.Settings;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.CodeList;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicData;

/**
 * The website of this installation. The operator sets the metadata that pages of records state, such as the 网站标识码,
 * because no publisher may change it. The rest is a record, because clerks change it.
 */
@Path("/site")
@Tag(name = "Sites")
@Produces(MediaType.WILDCARD)
class SiteResource {

    private static final int MAX_SITES = 100;
    private static final int MAX_KEY = 100;

    private static final String BASIS = "《中华人民共和国政府信息公开条例》第三十条、第三十三条";
    private static final int REPLY_DAYS = 20;
    private static final int EXTENSION_DAYS = 20;
    private static final int SUPPLEMENT_DAYS = 7;

    private final ComputedReads reads;
    private final SiteKind kind;
    private final Kinds kinds;
    private final List<CodeList.Source> others;
    private final Settings.Site settings;

    SiteResource(
            ComputedReads reads, SiteKind kind, Kinds kinds, @All List<CodeList.Source> others, Settings settings) {
        this.reads = reads;
        this.kind = kind;
        this.kinds = kinds;
        this.others = others;
        this.settings = settings.site();
    }

    private record SiteRequest(String id) {}

    @GET
    @Problems(ProblemCode.RECORD_NOT_FOUND)
    @Operation(
            operationId = "getSitePage",
            summary = "取网站信息",
            description = "网站的标识、主办和承办单位、联系方式、公开指南、公开工作机构、申请公开的方式和期限，所用的代码表及中文名，"
                    + "各种类和各栏目的条数和最新日期。有几个网站的，缺省为标识码与部署时设定相同的一个，没有则为编号最前的一个。")
    @Parameter(
            name = "id",
            in = ParameterIn.QUERY,
            description = "网站编号",
            example = "site-yc-mzj",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_KEY))
    @APIResponse(
            responseCode = "200",
            description = "网站信息",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SitePage.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> page(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters parameters = StrictParameters.of(uri);
        var request = new SiteRequest(parameters.text("id", MAX_KEY).orElse(null));
        parameters.end();
        return reads.json(request, Holds.WHILE_RECORDS_DO, ifNoneMatch, data -> page(data, request.id()));
    }

    private SitePage page(PublicData data, String id) {
        Optional<Site> site = site(data.all(kind).records(kind, MAX_SITES), id);
        Optional<String> organization = site.map(Site::organization);
        var freshness = new SiteFreshness(data, kinds);
        return new SitePage(
                new SitePage.Identity(
                        settings.name().or(() -> site.map(Site::name)).orElse(null),
                        settings.idCode().or(() -> site.map(Site::idCode)).orElse(null),
                        settings.domain().or(() -> site.map(Site::domain)).orElse(null),
                        organization
                                .map(key -> data.related().find(SiteKind.ORGANIZATION, key))
                                .orElse(null),
                        site.map(Site::operator).orElse(null)),
                site.map(found -> new Reference(found.id(), found.name(), null)).orElse(null),
                site.map(Site::contacts).orElse(null),
                site.map(found -> data.related().find(SiteKind.GUIDE, found.guide()))
                        .orElse(null),
                organization
                        .flatMap(key -> data.json(SiteKind.ORGANIZATION, key))
                        .map(SiteResource::office)
                        .orElse(null),
                new SitePage.Application(
                        site.map(Site::applications).orElse(null),
                        REPLY_DAYS,
                        EXTENSION_DAYS,
                        SUPPLEMENT_DAYS,
                        BASIS,
                        site.map(Site::applicationNote).orElse(null)),
                SiteCodes.of(kinds, others),
                freshness.kinds(),
                freshness.columns(),
                data.asOf());
    }

    /**
     * @param id key of the site, {@code null} for that of this installation
     * @throws ProblemException if it is not public
     */
    private Optional<Site> site(List<Site> sites, String id) {
        if (id != null) {
            return Optional.of(sites.stream()
                    .filter(site -> Identifier.same(site.id(), id))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有找到该网站，请核对编号。")));
        }
        return sites.stream()
                .filter(site ->
                        settings.idCode().isPresent() && settings.idCode().get().equals(site.idCode()))
                .findFirst()
                .or(() -> sites.stream().findFirst());
    }

    private static SitePage.DisclosureOffice office(JsonNode organization) {
        JsonNode office = organization.path("disclosureOffice");
        return office.isObject()
                ? new SitePage.DisclosureOffice(
                        text(office, "name"),
                        text(office, "address"),
                        text(office, "hours"),
                        text(office, "phone"),
                        text(office, "fax"),
                        text(office, "email"),
                        text(office, "postcode"))
                : null;
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asText(null);
    }
}
