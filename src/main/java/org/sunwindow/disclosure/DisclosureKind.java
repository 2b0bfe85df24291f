package org.sunwindow.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.TimeField;
import org.sunwindow.publication.Envelope;

/** Rules and mapping of {@link Disclosure}. */
@ApplicationScoped
class DisclosureKind implements Kind<Disclosure> {

    private static final String PROACTIVE = "主动公开";
    private static final String ON_REQUEST = "依申请公开";
    private static final String CLOSED = "不予公开";
    private static final Set<String> VOID = Set.of("失效", "废止");
    private static final String ATTRIBUTE = "disclosureAttribute";

    /** What the public may see of a record that is given on request only. */
    private static final Set<String> TITLE_ONLY = Set.of(
            "id", "indexNo", "title", "publisher", "division", "publishedAt", "visibleUntil", ATTRIBUTE, "howToApply");

    private final StrictJson json;
    private final ZoneId zone;

    DisclosureKind(StrictJson json, Settings settings) {
        this.json = json;
        this.zone = settings.zone();
    }

    @Override
    public String name() {
        return "disclosure";
    }

    @Override
    public String label() {
        return "政府信息";
    }

    @Override
    public Class<Disclosure> type() {
        return Disclosure.class;
    }

    /**
     * The gate (公开属性源头认定): without an attribute a record goes back to its sender; what is not to be public is kept
     * nowhere; of what is given on request, only its title and how to ask for it pass.
     */
    @Override
    public Admission<Disclosure> admit(Disclosure sent) {
        return switch (Objects.requireNonNullElse(sent.disclosureAttribute(), "")) {
            case PROACTIVE -> new Admission.Admitted<>(sent, envelope(sent));
            case ON_REQUEST -> new Admission.Admitted<>(json.only(TITLE_ONLY, sent, Disclosure.class), envelope(sent));
            case CLOSED ->
                new Admission.Closed<>(sent.id(), new Problem.Item(ATTRIBUTE, "gate.closed", "公开属性为不予公开，不收录，内容未保存"));
            case "" ->
                new Admission.Refused<>(List.of(new Problem.Item(ATTRIBUTE, "gate.missing", "未标识公开属性，请退回来源处室认定后重新报送")));
            default ->
                new Admission.Refused<>(
                        List.of(new Problem.Item(ATTRIBUTE, "gate.unknown", "公开属性应为 主动公开、依申请公开 或 不予公开")));
        };
    }

    /** What is not, or not yet, known to be public is not kept even for its sender. */
    @Override
    public boolean mayKeep(JsonNode line) {
        return attribute(line).equals(PROACTIVE);
    }

    @Override
    public Optional<String> closes(JsonNode line) {
        return attribute(line).equals(CLOSED)
                ? Stream.of("indexNo", "id")
                        .map(field -> line.path(field).asText("").strip())
                        .filter(key -> !key.isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    private static String attribute(JsonNode line) {
        return line.path(ATTRIBUTE).asText("").strip();
    }

    private static Envelope envelope(Disclosure sent) {
        Instant from = sent.publishedAt().toInstant();
        Instant until = sent.visibleUntil() == null ? null : sent.visibleUntil().toInstant();
        return new Envelope(sent.id(), sent.title(), sent.publisher(), sent.division(), from, until);
    }

    @Override
    public IndexDocument index(Disclosure d) {
        var issued =
                d.issuedOn() == null ? d.publishedAt().atZoneSameInstant(zone).toLocalDate() : d.issuedOn();
        return new IndexDocument()
                .title(d.title())
                .keywords(d.keywords())
                .keyword(d.docNo(), d.topic(), d.genre(), d.category())
                .mentions(d.publisher(), d.source(), d.dutyUnit())
                .summary(d.summary())
                .body(d.body() == null ? d.howToApply() : d.body())
                .identifier(d.id(), d.indexNo(), d.docNo())
                .value("topic", d.topic())
                .value("publisher", d.publisher())
                .value("division", d.division())
                .value("genre", d.genre())
                .values("audience", d.audience())
                .value("category", d.category())
                .value("validity", d.validity())
                .value("fiveOpen", d.fiveOpen())
                .value("docNo", d.docNo())
                .value("indexNo", d.indexNo())
                .value("lifeStage", d.lifeStage())
                .value("scope", d.scope())
                .value("retention", d.retention())
                .value("format", d.format())
                .value("language", d.language())
                .value("source", d.source())
                .value("dutyUnit", d.dutyUnit())
                .value(ATTRIBUTE, d.disclosureAttribute())
                .value("year", Integer.toString(issued.getYear()))
                .lapsedFrom(lapsedFrom(d))
                .time("publishedAt", d.publishedAt())
                .date("issuedOn", d.issuedOn(), zone);
    }

    /** A date of abolition counts from its first moment; what says that it is void or replaced has always been. */
    private Instant lapsedFrom(Disclosure d) {
        boolean replaced = d.related() != null
                && d.related().stream().anyMatch(link -> link.relation() == Disclosure.Relation.REPLACED_BY);
        if (replaced || VOID.contains(Objects.requireNonNullElse(d.validity(), ""))) {
            return Instant.EPOCH;
        }
        return d.abolishedOn() == null
                ? null
                : d.abolishedOn().atStartOfDay(zone).toInstant();
    }

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.path("topic"),
                Filter.exact("publisher"),
                Filter.division("division"),
                Filter.exact("genre"),
                Filter.exact("audience"),
                Filter.exact("category"),
                Filter.exact("validity"),
                Filter.oneOf("fiveOpen", "决策", "执行", "管理", "服务", "结果"),
                Filter.identifier("docNo"),
                Filter.identifier("indexNo"),
                Filter.exact("lifeStage"),
                Filter.exact("scope"),
                Filter.exact("retention"),
                Filter.exact("format"),
                Filter.exact("language"),
                Filter.exact("source"),
                Filter.exact("dutyUnit"),
                Filter.oneOf(ATTRIBUTE, PROACTIVE, ON_REQUEST),
                Filter.year("year"));
    }

    @Override
    public List<TimeField> times() {
        return List.of(new TimeField("publishedAt", "published"), new TimeField("issuedOn", "issued"));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of("body", "attachments", "related");
    }
}
