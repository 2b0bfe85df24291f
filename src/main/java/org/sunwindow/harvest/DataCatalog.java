package org.sunwindow.harvest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.index.Records.Published;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.PublicSite;

/**
 * The catalogue in the terms of DCAT 3, with the mandatory and recommended properties of DCAT-AP 3.0.1. Codes of the
 * European authority tables are used where the profile demands them; harvesters elsewhere ignore them.
 */
final class DataCatalog {

    /** By the prefix of terms. */
    private static final Map<String, String> CONTEXT = context();

    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    private static final String IANA = "https://www.iana.org/assignments/media-types/";
    private static final String TIME = "http://www.w3.org/2001/XMLSchema#dateTime";

    private static final String SITE = "site";
    private static final String ORGANIZATION = "organization";

    /** Before anything was published. */
    private static final Instant BEGINNING = Instant.parse("1900-01-01T00:00:00Z");

    private final PublicData data;
    private final Kinds kinds;
    private final PublicSite site;
    private final Optional<String> licence;
    private final boolean hasExports;
    private final String address;
    private final JsonNode record;

    DataCatalog(PublicData data, Kinds kinds, PublicSite site, HarvestSettings settings, boolean hasExports) {
        this.data = data;
        this.kinds = kinds;
        this.site = site;
        this.licence = settings.licence();
        this.hasExports = hasExports;
        this.address = site.link("/catalog.jsonld");
        this.record = data.references(SITE, 1).stream()
                .findFirst()
                .flatMap(found -> data.json(SITE, found.id()))
                .orElse(null);
    }

    private static Map<String, String> context() {
        var context = new LinkedHashMap<String, String>();
        context.put("dcat", "http://www.w3.org/ns/dcat#");
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("foaf", "http://xmlns.com/foaf/0.1/");
        context.put("skos", "http://www.w3.org/2004/02/skos/core#");
        context.put("vcard", "http://www.w3.org/2006/vcard/ns#");
        context.put("xsd", "http://www.w3.org/2001/XMLSchema#");
        return context;
    }

    byte[] write() {
        String name = name();
        return LinkedThing.of("dcat:Catalog", address)
                .with("dct:title", text(name + "公开数据目录"))
                .with("dct:description", text(name + "公开的政府信息、办事指南、公示公告、机构场所等全部内容，每个种类一个数据集。"))
                .with("dct:publisher", publisher(name))
                .with("dct:language", language())
                .with("dct:spatial", country())
                .with("dct:issued", earliest())
                .with("dct:modified", time(data.records().position().time()))
                .with("dct:license", licence())
                .with("dct:accessRights", accessRights())
                .with("foaf:homepage", LinkedThing.of("foaf:Document", site.rootLink("/")))
                .with("dcat:themeTaxonomy", themes())
                .with("dcat:contactPoint", contact(name))
                .with("dcat:service", service(name))
                .with(
                        "dcat:dataset",
                        kinds.all().stream().map(kind -> dataset(kind, name)).toList())
                .document(CONTEXT);
    }

    /** The website, as the settings or else its record call it. */
    private String name() {
        return site.name().or(() -> Optional.ofNullable(member("name"))).orElse("阳光窗口");
    }

    private String member(String name) {
        return record == null ? null : record.path(name).asText(null);
    }

    private LinkedThing publisher(String name) {
        Reference organization = data.related().find(ORGANIZATION, member(ORGANIZATION));
        return LinkedThing.of("foaf:Agent", address + "#publisher")
                .with("foaf:name", text(organization == null ? name : organization.name()))
                .with("dct:type", concept("http://purl.org/adms/publishertype/LocalAuthority", "地方政府部门"));
    }

    private static LinkedThing concept(String id, String label) {
        return LinkedThing.of("skos:Concept", id).with("skos:prefLabel", text(label));
    }

    /** The first contact of the website that has a phone or an e-mail; its address without one. */
    private LinkedThing contact(String name) {
        LinkedThing contact = LinkedThing.of("vcard:Kind", address + "#contact").with("vcard:fn", text(name));
        if (record != null) {
            for (JsonNode known : record.path("contacts")) {
                String phone = known.path("phone").asText(null);
                String email = known.path("email").asText(null);
                if (phone != null || email != null) {
                    return contact.with("vcard:hasTelephone", phone == null ? null : reference("tel:" + dialled(phone)))
                            .with("vcard:hasEmail", email == null ? null : reference("mailto:" + email));
                }
            }
        }
        return contact.with("vcard:hasURL", reference(site.rootLink("/")));
    }

    private static String dialled(String phone) {
        return "+86-" + phone.replaceAll("[^0-9-]", "").replaceFirst("^0", "");
    }

    private LinkedThing service(String name) {
        return LinkedThing.of("dcat:DataService", address + "#api")
                .with("dct:title", text(name + "公开接口"))
                .with("dct:description", text("检索和取得全部公开内容的接口，须遵守请求限额。"))
                .with("dcat:endpointURL", reference(site.link("")))
                .with("dcat:endpointDescription", reference(site.rootLink("/q/openapi")))
                .with("dct:conformsTo", contract())
                .with("dct:license", licence())
                .with("dct:accessRights", accessRights())
                .with("dct:publisher", reference(address + "#publisher"))
                .with("dcat:contactPoint", reference(address + "#contact"))
                .with("dcat:keyword", text("政务公开"))
                .with("dcat:theme", theme())
                .with(
                        "dcat:servesDataset",
                        kinds.all().stream().map(kind -> reference(id(kind))).toList());
    }

    private String id(Kind<?> kind) {
        return address + "#" + kind.name();
    }

    private LinkedThing dataset(Kind<?> kind, String name) {
        Tally latest = data.all(kind).latest();
        return LinkedThing.of("dcat:Dataset", id(kind))
                .with("dct:identifier", kind.name())
                .with("dct:title", text(name + kind.contract().collection()))
                .with(
                        "dct:description",
                        text("公开的%s，现有 %d 条。"
                                .formatted(kind.contract().collection(), latest == null ? 0 : latest.count())))
                .with("dct:publisher", reference(address + "#publisher"))
                .with("dcat:contactPoint", reference(address + "#contact"))
                .with("dcat:keyword", text(kind.label()))
                .with("dcat:theme", theme())
                .with("dct:language", language())
                .with("dct:spatial", country())
                .with("dct:issued", first(kind).map(this::time).orElse(null))
                .with(
                        "dct:modified",
                        latest == null || latest.most() == null ? null : time(Instant.ofEpochMilli(latest.most())))
                .with("dct:accrualPeriodicity", LinkedThing.of("dct:Frequency", AUTHORITY + "frequency/CONT"))
                .with("dct:conformsTo", contract())
                .with("dct:accessRights", accessRights())
                .with("dcat:landingPage", LinkedThing.of("foaf:Document", list(kind)))
                .with("dcat:distribution", distributions(kind));
    }

    private String list(Kind<?> kind) {
        return site.link(kind.contract().path());
    }

    private List<LinkedThing> distributions(Kind<?> kind) {
        var all = new ArrayList<LinkedThing>();
        all.add(distribution(kind, "json", "接口：分页的列表，可检索和筛选", "JSON", "application/json", list(kind))
                .with("dcat:accessService", reference(address + "#api")));
        all.add(distribution(
                kind,
                "atom",
                "Atom：最近发布和修改的，用 Accept: application/atom+xml 取",
                "ATOM",
                "application/atom+xml",
                list(kind)));
        if (hasExports) {
            all.add(export(kind, "ndjson", "每行一条 JSON", "JSON", "application/x-ndjson"));
            all.add(export(kind, "csv", "CSV 表格", "CSV", "text/csv"));
            all.add(export(
                    kind,
                    "xlsx",
                    "Excel 工作簿",
                    "XLSX",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        }
        return all;
    }

    private LinkedThing export(Kind<?> kind, String ending, String what, String fileType, String mediaType) {
        String file = site.link("/exports/" + kind.name() + "." + ending);
        return distribution(kind, ending, "导出文件：全部记录，" + what, fileType, mediaType, file)
                .with("dcat:downloadURL", reference(file));
    }

    private LinkedThing distribution(
            Kind<?> kind, String name, String title, String fileType, String mediaType, String access) {
        return LinkedThing.of("dcat:Distribution", id(kind) + "-" + name)
                .with("dct:title", text(title))
                .with("dct:description", text(kind.contract().collection() + "。" + title + "。"))
                .with("dcat:accessURL", reference(access))
                .with("dct:format", LinkedThing.of("dct:MediaTypeOrExtent", AUTHORITY + "file-type/" + fileType))
                .with("dcat:mediaType", LinkedThing.of("dct:MediaType", IANA + mediaType))
                .with("dct:conformsTo", contract())
                .with("dct:license", licence())
                .with(
                        "http://data.europa.eu/r5r/availability",
                        concept(AUTHORITY + "planned-availability/STABLE", "长期"));
    }

    private LinkedThing licence() {
        return licence.map(found -> LinkedThing.of("dct:LicenseDocument", found))
                .orElse(null);
    }

    private LinkedThing contract() {
        return LinkedThing.of("dct:Standard", site.rootLink("/q/openapi"));
    }

    private static LinkedThing themes() {
        return LinkedThing.of("skos:ConceptScheme", AUTHORITY + "data-theme").with("dct:title", text("数据主题"));
    }

    private static LinkedThing theme() {
        return concept(AUTHORITY + "data-theme/GOVE", "政府与公共部门");
    }

    private static LinkedThing language() {
        return LinkedThing.of("dct:LinguisticSystem", AUTHORITY + "language/ZHO");
    }

    private static LinkedThing country() {
        return LinkedThing.of("dct:Location", AUTHORITY + "country/CHN");
    }

    private static LinkedThing accessRights() {
        return LinkedThing.of("dct:RightsStatement", AUTHORITY + "access-right/PUBLIC");
    }

    private static LinkedThing reference(String id) {
        return LinkedThing.reference(id);
    }

    private static LinkedThing text(String chinese) {
        return LinkedThing.value(chinese).with("@language", "zh");
    }

    private LinkedThing time(Instant instant) {
        OffsetDateTime local =
                instant.truncatedTo(ChronoUnit.SECONDS).atZone(data.zone()).toOffsetDateTime();
        return LinkedThing.value(local).with("@type", TIME);
    }

    /** When a record of a kind was first public. */
    private Optional<Instant> first(Kind<?> kind) {
        Instant end = data.now().plusMillis(1);
        return data.records().firstPublic(kind, BEGINNING, end, 0, 1).records().stream()
                .map(Published::at)
                .findFirst();
    }

    private LinkedThing earliest() {
        return kinds.all().stream()
                .flatMap(kind -> first(kind).stream())
                .min(Instant::compareTo)
                .map(this::time)
                .orElse(null);
    }
}
