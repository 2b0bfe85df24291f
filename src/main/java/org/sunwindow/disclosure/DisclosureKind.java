package org.sunwindow.disclosure;

import static org.sunwindow.disclosure.RelationFilter.relation;
import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.SUMMARY;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.disclosure.Disclosure.Relation;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Article;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.Representation;
import org.sunwindow.kind.TimeField.Bound;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.RecordIdentity;

/** The kind of {@link Disclosure}, with the gate that every disclosure passes. */
@Singleton
class DisclosureKind extends Kind<Disclosure> {

    private static final String PROACTIVE = "主动公开";
    private static final String ON_REQUEST = "依申请公开";
    private static final String CLOSED = "不予公开";

    /** 不公开, 非公开, 未公开, 涉密, 内部, 暂缓公开 and the like. */
    private static final Pattern NEGATED = Pattern.compile("[不非未密]|内部|內部|暂缓|暫緩");

    private static final String ATTRIBUTE = "disclosureAttribute";
    private static final int DATE = "2024-03-01".length();
    private static final List<String> VALIDITIES = List.of("有效", "失效", "废止", "已修改", "尚未生效");
    private static final Set<String> VOID = Set.of("失效", "废止");

    /** Components that are published of a record that is disclosed on request only. */
    private static final Set<String> TITLE_ONLY = Set.of(
            "id", "indexNo", "title", "publisher", "division", "publishedAt", "visibleUntil", ATTRIBUTE, "howToApply");

    static final String NAME = "disclosure";

    /** 体裁 of 《政府信息公开目录系统实施指引（试行）》. Bureaus use others, too. */
    private static final String[] GENRES = {
        "决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "其他"
    };

    private static final Fields<Disclosure> FIELDS = Fields.of(
            Field.text("id", Disclosure::id).identifier().recordNumber(),
            Field.text("title", Disclosure::title).searchedAs(TITLE).headed("标题", "名称", "文件标题", "文件名称", "信息标题"),
            Field.texts("keywords", Disclosure::keywords).searchedAs(KEYWORDS).filter(Filter.exact(), "关键词", "低保"),
            Field.texts("columns", Disclosure::columns).recordNumber().filter("column", Filter.column()),
            Field.texts("catalogItems", Disclosure::catalogItems)
                    .recordNumber()
                    .filter(
                            "catalogItem",
                            Filter.reference("catalogItem"),
                            "公开事项标准目录中的行的编号，列出落实它的信息",
                            "cat-yc-shjz-2026-005"),
            Field.texts("tags", Disclosure::tags)
                    .searchedAs(KEYWORDS)
                    .filter(Filter.exact(), "标签：阳光工程、公开事项或自拟的词", "阳光救助"),
            Field.text("topic", Disclosure::topic)
                    .searchedAs(KEYWORDS)
                    .filter(Filter.topic())
                    .headed("主题分类", "主题"),
            Field.text("publisher", Disclosure::publisher)
                    .headed("发文机关", "发文单位", "发布单位", "公开主体", "发布机关")
                    .publisher()
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "发布机构", "云川市民政局"),
            Field.text("division", Disclosure::division).filter(Filter.division()),
            Field.text("genre", Disclosure::genre)
                    .searchedAs(KEYWORDS)
                    .filter(Filter.usually(GENRES), "体裁：" + String.join("、", GENRES), "通知")
                    .headed("体裁", "体裁分类", "文种"),
            Field.texts("audience", Disclosure::audience)
                    .filter(Filter.exact(), "服务对象", "公民")
                    .headed("服务对象", "服务对象分类"),
            Field.text("category", Disclosure::category).searchedAs(KEYWORDS).filter(Filter.exact(), "信息分类", "政策文件"),
            Field.derived(NormativeType.FILTER, NormativeType::of)
                    .filter(
                            Filter.ofCodes(NormativeType.labels()),
                            "文件性质：REGULATION 规章、NORMATIVE_DOCUMENT 规范性文件，按体裁、信息分类和标签判断；年报表格按它计数",
                            "NORMATIVE_DOCUMENT"),
            Field.text("validity", Disclosure::validity)
                    .headed("效力状态", "有效性", "时效性", "时效")
                    .filter(Filter.phased(), "有效性，随生效、废止和被替代而变：尚未生效、有效、失效、废止、已修改", "有效"),
            Field.text("fiveOpen", Disclosure::fiveOpen)
                    .filter(Filter.oneOf("决策", "执行", "管理", "服务", "结果"), "五公开：决策、执行、管理、服务、结果", "服务"),
            Field.text("docNo", Disclosure::docNo)
                    .headed("发文字号", "文件编号", "文件字号")
                    .searchedAs(KEYWORDS)
                    .identifier()
                    .sortedBy(d -> DocNumber.part(d.docNo(), DocNumber::order))
                    .filter(Filter.identifier(), "文号，括号样式、空格不限", "云民发[2024]12号"),
            Field.derived("docOrgan", (Disclosure d) -> DocNumber.part(d.docNo(), DocNumber::organ))
                    .filter(Filter.exact(), "文号中的发文机关代字", "云民发"),
            Field.derived("docYear", (Disclosure d) -> DocNumber.part(d.docNo(), DocNumber::year))
                    .filter(Filter.year(), "文号中的年份", "2024"),
            Field.derived("docSerial", (Disclosure d) -> DocNumber.part(d.docNo(), DocNumber::serial))
                    .filter(DocNumber.serials(), "文号中的发文顺序号，也可以写 第12号", "12"),
            Field.<Disclosure>shown("readCount").sortedBy(Disclosure::readCount).counted(),
            Field.<Disclosure>shown("readCountOn").counted(),
            Field.text("indexNo", Disclosure::indexNo)
                    .identifier()
                    .recordNumber()
                    .filter(Filter.identifier(), "索引号，写法不限，也可以不写分隔符", "990100001/202406-00004"),
            Field.text("lifeStage", Disclosure::lifeStage).filter(Filter.exact(), "生命周期分类", "中年"),
            Field.text("scope", Disclosure::scope).filter(Filter.exact(), "公开范围", "面向社会"),
            Field.text("retention", Disclosure::retention).filter(Filter.exact(), "公开时限", "长期公开"),
            Field.text("format", Disclosure::format).filter(Filter.exact(), "信息格式", "HTML"),
            Field.text("language", Disclosure::language).filter(Filter.exact(), "语种", "汉语"),
            Field.text("source", Disclosure::source).searchedAs(MENTION).filter(Filter.exact(), "信息来源", "云川市民政局"),
            Field.texts("dutyUnit", Disclosure::allDutyUnits)
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "责任科室，有几个的，任一个", "社会救助科"),
            Field.shown("dutyUnits"),
            Field.text(ATTRIBUTE, Disclosure::disclosureAttribute)
                    .headed("公开方式", "公开类别", "是否公开", "公开类型")
                    .filter(Filter.oneOf(PROACTIVE, ON_REQUEST), "公开属性", PROACTIVE),
            Field.derived("year", (Disclosure d) -> d.issuedOn() == null ? d.publishedAt() : d.issuedOn())
                    .filter(Filter.year().siteWide("成文（或发布）年份"), "成文年份，没有成文日期的按发布年份", "2024"),
            Field.time("publishedAt", Disclosure::publishedAt)
                    .headed("发布时间", "发布日期", "公开日期", "公开时间")
                    .range(
                            "published",
                            new Bound("发布时间不早于；日期或带时区的时间", "2024-01-01"),
                            new Bound("发布时间不晚于；日期则含当天", "2024-12-31")),
            Field.date("issuedOn", Disclosure::issuedOn)
                    .headed("成文日期", "成文时间", "生成日期", "印发日期", "发文日期")
                    .range("issued", new Bound("成文日期不早于", "2024-01-01"), new Bound("成文日期不晚于，含当天", "2024-12-31")),
            Field.text("summary", Disclosure::summary).searchedAs(SUMMARY),
            Field.text("body", (Disclosure d) -> d.body() == null ? d.howToApply() : d.body())
                    .headed("内容", "全文", "信息内容")
                    .searchedAs(BODY)
                    .detailOnly(),
            Field.shown("effectiveOn"),
            Field.date("abolishedOn", Disclosure::abolishedOn)
                    .range("abolished", new Bound("废止日期不早于", "2024-01-01"), new Bound("废止日期不晚于，含当天", "2024-12-31")),
            Field.shown("visibleUntil"),
            Field.shown("howToApply"),
            Field.<Disclosure>shown("related")
                    .recordNumber("key")
                    .relations("key", NAME)
                    .detailOnly(),
            relation(Relation.REPLACES, DisclosureLinks.REPLACES, DisclosureLinks.REPLACED_BY, "替代了这一编号的"),
            relation(Relation.REPLACED_BY, DisclosureLinks.REPLACED_BY, DisclosureLinks.REPLACES, "被这一编号替代的"),
            relation(Relation.INTERPRETS, DisclosureLinks.INTERPRETS, DisclosureLinks.INTERPRETED_BY, "解读这一编号的"),
            relation(Relation.INTERPRETATION, DisclosureLinks.INTERPRETED_BY, DisclosureLinks.INTERPRETS, "被这一编号解读的"),
            relation(Relation.RESPONDS_TO, DisclosureLinks.RESPONDS_TO, DisclosureLinks.RESPONDED_BY, "回应这一编号的"),
            relation(Relation.RESPONSE, DisclosureLinks.RESPONDED_BY, DisclosureLinks.RESPONDS_TO, "被这一编号回应的"),
            relation(Relation.FORWARDS, DisclosureLinks.FORWARDS, DisclosureLinks.FORWARDED_BY, "转发这一编号的"),
            relation(Relation.FORWARDED_BY, DisclosureLinks.FORWARDED_BY, DisclosureLinks.FORWARDS, "被这一编号转发的"),
            Field.files("attachments", Disclosure::attachments).detailOnly().headed("附件名", "附件名称", "附件文件", "附件列表"));

    private static final Contract CONTRACT = new Contract(
            "Disclosures",
            "Disclosure",
            "信息公开目录",
            "一条信息",
            "信息",
            new Contract.Operation(
                    "检索信息公开目录",
                    "按检索词、分类和日期查找政府信息；不带参数时按发布时间由近及远列出全部。同一筛选参数重复表示“或”，不同参数之间为“且”。",
                    "命中的政府信息，不含正文、附件和相关信息"),
            new Contract.Operation(
                    "取一条政府信息",
                    "依编号取全文，和替代、解读、回应、转发它的信息。索引号含有斜杠，可以原样写在地址里，也可以写成 %2F。从未公开的回答 404，已撤下或已过公开期限的回答 410。",
                    "政府信息全文"),
            "目录中的一条，不含正文、附件和相关信息",
            "编号，一般为索引号",
            "990100001/202406-00004");

    DisclosureKind() {
        super(NAME, "政府信息", Disclosure.class, FIELDS, CONTRACT);
    }

    /**
     * The gate (公开属性源头认定): a record without an attribute is rejected; a record that must not be public is not stored;
     * of a record that is disclosed on request, only the title and how to apply are published.
     */
    @Override
    public Admission<Disclosure> admit(Disclosure sent) {
        return switch (attribute(sent.disclosureAttribute())) {
            case PROACTIVE -> admitted(sent, null);
            case ON_REQUEST -> admitted(sent, TITLE_ONLY);
            case CLOSED ->
                new Admission.Closed<>(
                        identity(sent),
                        new Problem.Item(ATTRIBUTE, "gate.closed", "公开属性写的是不予公开（内部、涉密等也是），不收录，内容未保存；确应公开的请改写主动公开"));
            default -> new Admission.Refused<>(faults(sent));
        };
    }

    @Override
    public List<Problem.Item> faults(Disclosure sent) {
        return switch (attribute(sent.disclosureAttribute())) {
            case PROACTIVE, ON_REQUEST -> contradictions(sent);
            case CLOSED -> List.of();
            case "" -> List.of(new Problem.Item(ATTRIBUTE, "gate.missing", "未标识公开属性，请退回来源处室认定后重新报送，例如 \"主动公开\""));
            default -> List.of(new Problem.Item(ATTRIBUTE, "gate.unknown", "公开属性应为 主动公开、依申请公开 或 不予公开，例如 \"主动公开\""));
        };
    }

    /** A record with another word is found by none of the values that the filter has. */
    @Override
    public List<Problem.Item> warnings(Disclosure sent) {
        return sent.validity() == null || VALIDITIES.contains(sent.validity())
                ? List.of()
                : List.of(new Problem.Item(
                        "validity",
                        "code.unknown",
                        "不是通常的写法，按有效性查不到这一条；请从 %s 中选一个".formatted(String.join("、", VALIDITIES))));
    }

    private static List<Problem.Item> contradictions(Disclosure sent) {
        var faults = new ArrayList<Problem.Item>();
        if (sent.effectiveOn() != null
                && sent.abolishedOn() != null
                && sent.abolishedOn().isBefore(sent.effectiveOn())) {
            faults.add(new Problem.Item("abolishedOn", "period.order", "不能早于生效日期，请核对二者"));
        }
        List<Disclosure.Link> related = Objects.requireNonNullElse(sent.related(), List.of());
        for (int i = 0; i < related.size(); i++) {
            if (Identifier.same(sent.key(), related.get(i).key())) {
                faults.add(new Problem.Item("related[%d].key".formatted(i), "relation.self", "不能与自身相关"));
            }
        }
        return faults;
    }

    @Override
    public List<String> keyFields() {
        return List.of("indexNo", "id");
    }

    /** A line that is not known to be public is not stored, not even for its sender. */
    @Override
    public boolean mayKeep(JsonNode line) {
        return attribute(line).equals(PROACTIVE);
    }

    @Override
    public Optional<RecordIdentity> closes(JsonNode line) {
        if (!attribute(line).equals(CLOSED)) {
            return Optional.empty();
        }
        String indexNo = text(line, "indexNo");
        String id = text(line, "id");
        String date = text(line, "publishedAt");
        String likeness = date == null || date.length() < DATE
                ? null
                : Disclosure.likeness(text(line, "publisher"), text(line, "title"), date.substring(0, DATE));
        return Stream.of(indexNo, id, likeness)
                .filter(Objects::nonNull)
                .findFirst()
                .map(key -> identity(key, indexNo, id, likeness));
    }

    private static String text(JsonNode line, String field) {
        return Disclosure.strip(line.path(field).asText(""));
    }

    private static String attribute(JsonNode line) {
        JsonNode sent = line.path(ATTRIBUTE);
        return attribute(sent.isContainerNode() ? sent.toString() : sent.asText(""));
    }

    /** A record must not be public if its attribute is negative, in whatever words or characters. */
    private static String attribute(String sent) {
        String attribute = Objects.requireNonNullElse(Disclosure.strip(sent), "");
        return Identifier.same(attribute, CLOSED) || NEGATED.matcher(attribute).find() ? CLOSED : attribute;
    }

    /** A number that the record had before is not published; {@link Disclosure} then derives the new one. */
    private static Admission<Disclosure> admitted(Disclosure sent, Set<String> published) {
        Envelope envelope = envelope(sent, published != null);
        if (envelope.identity().otherKeys().isEmpty()) {
            return new Admission.Admitted<>(sent, envelope, published);
        }
        var components = new HashSet<>(published == null ? FIELDS.components() : published);
        components.remove("id");
        return new Admission.Admitted<>(sent, envelope, components);
    }

    private static RecordIdentity identity(Disclosure sent) {
        String date = sent.publishedAt().toLocalDate().toString();
        return identity(
                sent.key(), sent.indexNo(), sent.id(), Disclosure.likeness(sent.publisher(), sent.title(), date));
    }

    private static RecordIdentity identity(String key, String indexNo, String id, String likeness) {
        List<String> otherKeys = id == null || Identifier.same(id, key) ? List.of() : List.of(id);
        return new RecordIdentity(key, otherKeys, likeness, indexNo != null);
    }

    private static Envelope envelope(Disclosure sent, boolean excerpt) {
        Instant from = sent.publishedAt().toInstant();
        Instant until = sent.visibleUntil() == null ? null : sent.visibleUntil().toInstant();
        return new Envelope(identity(sent), sent.title(), sent.publisher(), sent.division(), from, until, excerpt);
    }

    /** An abolition takes effect on its date; a record that is marked void or replaced gives no date. */
    @Override
    public LocalDate lapsesOn(Disclosure d) {
        boolean replaced = !RelationFilter.keys(d, Relation.REPLACED_BY).isEmpty();
        boolean isVoid = VOID.contains(Objects.requireNonNullElse(d.validity(), ""));
        return replaced || isVoid ? NEVER_IN_FORCE : d.abolishedOn();
    }

    @Override
    public LocalDate takesEffectOn(Disclosure d) {
        return d.effectiveOn();
    }

    @Override
    public Article article(Disclosure d) {
        return new Article(
                address(d.key()),
                d.columns() == null || d.columns().isEmpty()
                        ? null
                        : d.columns().getFirst(),
                d.title(),
                d.publishedAt(),
                Objects.requireNonNullElse(d.source(), d.publisher()),
                d.keywords(),
                d.summary());
    }

    @Override
    protected List<Representation<Disclosure>> formats() {
        return List.of(PrintedText.REPRESENTATION);
    }

    @Override
    protected Object linked(Representation.Shown<Disclosure> shown) {
        return DisclosureJsonLd.of(shown);
    }

    /** The slashes of an 索引号 are those of the address. */
    @Override
    public String address(String key) {
        return Stream.of(key.split("/", -1))
                .map(Kind::segment)
                .collect(Collectors.joining("/", CONTRACT.path() + "/", ""));
    }

    @Override
    public DisclosureLinks links(Disclosure d, RelatedRecords related) {
        return DisclosureLinks.of(d, related);
    }
}
