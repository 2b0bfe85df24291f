package org.sunwindow.statistic;

import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.SUMMARY;
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
import org.sunwindow.kind.TimeField.Bound;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.RecordIdentity;

/** The kind of {@link Statistic}. */
@Singleton
class StatisticKind extends Kind<Statistic> {

    static final String METRIC = "metric";
    static final String UNIT = "unit";
    static final String VALUE = "value";
    static final String PERIOD = "period";
    static final String PERIOD_END = "periodEnd";
    static final String TABLE = "table";
    static final String YEAR = "year";
    static final String ORGANIZATION = "organization";
    static final String DIVISION = "division";
    static final String AREA = "area";
    static final String PUBLISHER = "publisher";

    private static final Fields<Statistic> FIELDS = Fields.of(
            Field.text("id", Statistic::id).identifier().recordNumber(),
            Field.text("title", Statistic::title).searchedAs(TITLE),
            Field.text(METRIC, Statistic::metric)
                    .headed("指标名称")
                    .searchedAs(KEYWORDS)
                    .filter(Filter.exact(), "指标名称；可重复", "低保人数"),
            // a sum of money has as many digits as a phone or a card
            Field.text(VALUE, Statistic::value).publicNumber().sortedBy(statistic -> Figure.scaled(statistic.value())),
            Field.text(UNIT, Statistic::unit).filter(Filter.exact(), "单位；可重复", "人"),
            Field.text(PERIOD, Statistic::period)
                    .headed("时期", "时间", "统计时间")
                    .filter(
                            Filter.exact().formed("(" + Period.PATTERN + ")", Period.WANTED),
                            "统计时期，与填报的写法相同；可重复",
                            "2026-Q3"),
            Field.derived(PERIOD_END, Statistic::lastDay)
                    .range(PERIOD, new Bound("统计时期的末日不早于", "2025-01-01"), new Bound("统计时期的末日不晚于，含当天", "2026-12-31")),
            Field.derived(YEAR, Statistic::lastDay).filter(Filter.year().siteWide("成文（或发布）年份"), "统计年份；可重复", "2026"),
            Field.date("publishedOn", Statistic::publishedOn)
                    .range("published", new Bound("发布日期不早于", "2026-01-01"), new Bound("发布日期不晚于，含当天", "2026-12-31")),
            Field.text(
                            TABLE,
                            (Statistic s) ->
                                    s.table() == null ? null : s.table().name())
                    .filter(
                            Filter.ofCodes(AnnualTable.labels()),
                            "年报表格：DISCLOSED 主动公开、APPLICATIONS 依申请公开、REVIEWS 复议和诉讼；可重复",
                            "DISCLOSED"),
            Field.text(PUBLISHER, Statistic::publisher)
                    .headed("填报单位")
                    .publisher()
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "发布机构；可重复", "云川市民政局"),
            Field.text(ORGANIZATION, Statistic::organization).recordNumber().filter(Filter.organization()),
            Field.text(DIVISION, Statistic::division).headed("地区", "统计地区").filter(Filter.division()),
            Field.derived(AREA, Statistic::division)
                    .filter(Filter.reference(DivisionCode.KIND), "统计区划的代码，只列该区划自身的，不含下级；可重复", "990102000000"),
            Field.text("note", Statistic::note).searchedAs(SUMMARY),
            Field.<Statistic>shown("cells").detailOnly());

    private static final Contract CONTRACT = new Contract(
            "Statistics",
            "Statistic",
            "统计数据",
            "一条统计",
            "统计",
            new Contract.Operation(
                    "检索统计数据",
                    "按指标、统计时期、区划和机构查找；不带参数时按统计时期由近及远列出全部。合计见 /statistics/totals，一个指标的历年数见 /statistics/series，年报表格见 /statistics/annual-report。",
                    "命中的统计，不含年报表格的单元格"),
            new Contract.Operation("取一条统计", "依编号取一个指标的数值，或者一张年报表格的全部单元格。", "统计"),
            "列表中的一条统计，不含年报表格的单元格",
            "统计编号",
            "tj-dh-dbrs-2026-q3");

    StatisticKind() {
        super("statistic", "统计数据", Statistic.class, FIELDS, CONTRACT);
    }

    @Override
    public List<Problem.Item> faults(Statistic statistic) {
        return StatisticRules.faults(statistic);
    }

    @Override
    public Admission<Statistic> admit(Statistic statistic) {
        return new Admission.Admitted<>(
                statistic,
                new Envelope(
                        RecordIdentity.of(statistic.id()),
                        statistic.title(),
                        statistic.publisher(),
                        statistic.division(),
                        null,
                        null,
                        false));
    }

    /** Totals would add up both. */
    @Override
    public List<String> statedOnce() {
        return List.of(METRIC, UNIT, PERIOD, ORGANIZATION, DIVISION);
    }

    /** Many have similar short titles. People who want them search for the metric. */
    @Override
    public float searchBoost() {
        return -3;
    }

    @Override
    public float suggestionBoost() {
        return -1;
    }

    /** The organization that reports a statistic. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "StatisticLinks", description = "相关的机构和区划；只列公开中的")
    record Links(
            @Schema(description = "机构") Reference organization,
            @Schema(description = "统计区划") Reference division) {}

    @Override
    public Links links(Statistic statistic, RelatedRecords related) {
        return new Links(
                related.find(ORGANIZATION, statistic.organization()),
                related.find(DivisionCode.KIND, statistic.division()));
    }

    /** A figure is an Observation, a table of the annual report a Dataset. */
    @Override
    protected Object linked(Shown<Statistic> shown) {
        Statistic statistic = shown.record();
        if (statistic.metric() == null) {
            return LinkedThing.of("Dataset", shown)
                    .with("temporalCoverage", interval(statistic))
                    .with("spatialCoverage", statistic.division());
        }
        return LinkedThing.of("Observation")
                .with("identifier", shown.described().key())
                .with("name", statistic.title())
                .with("description", statistic.note())
                .with("measuredProperty", LinkedThing.named("StatisticalVariable", statistic.metric()))
                .with("value", statistic.value())
                .with("unitText", statistic.unit())
                .with("observationDate", statistic.lastDay())
                .with("observationPeriod", interval(statistic))
                .with("observationAbout", LinkedThing.named("AdministrativeArea", statistic.division()))
                .with("publisher", LinkedThing.named(LinkedThing.ORGANIZATION, statistic.publisher()));
    }

    /** The period as an interval of ISO 8601. */
    private static String interval(Statistic statistic) {
        return Period.of(statistic.period())
                .map(period -> period.first() + "/" + period.last())
                .orElse(null);
    }
}
