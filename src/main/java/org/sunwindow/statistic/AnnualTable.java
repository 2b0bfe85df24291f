package org.sunwindow.statistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sunwindow.kind.Codes;

/**
 * The tables of the annual report (政府信息公开工作年度报告), with the rows and columns of the format that 国办公开办函〔2021〕30号
 * prescribes. A cell is named by its row and its column: {@code NORMATIVE_DOCUMENT.MADE}.
 */
enum AnnualTable {
    DISCLOSED(
            "主动公开政府信息情况",
            List.of(
                    new Section(
                            "第二十条第（一）项",
                            List.of(new Row("REGULATION", "规章"), new Row("NORMATIVE_DOCUMENT", "行政规范性文件")),
                            List.of(
                                    new Column("MADE", "本年制发件数", "件"),
                                    new Column("ABOLISHED", "本年废止件数", "件"),
                                    new Column("IN_FORCE", "现行有效件数", "件"))),
                    new Section("第二十条第（五）项", List.of(new Row("LICENSE", "行政许可")), decided()),
                    new Section(
                            "第二十条第（六）项", List.of(new Row("PENALTY", "行政处罚"), new Row("COMPULSION", "行政强制")), decided()),
                    new Section(
                            "第二十条第（八）项",
                            List.of(new Row("CHARGE", "行政事业性收费")),
                            List.of(new Column("COLLECTED", "本年收费金额", "万元"))))),

    APPLICATIONS(
            "收到和处理政府信息公开申请情况",
            List.of(
                    new Section(
                            "", rows("RECEIVED", "一、本年新收政府信息公开申请数量", "CARRIED_IN", "二、上年结转政府信息公开申请数量"), applicants()),
                    new Section(
                            "三、本年度办理结果",
                            rows("GRANTED", "（一）予以公开", "PARTLY", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
                            applicants()),
                    new Section(
                            "（三）不予公开",
                            rows(
                                    "SECRET", "1.属于国家秘密",
                                    "FORBIDDEN", "2.其他法律行政法规禁止公开",
                                    "SECURITY", "3.危及“三安全一稳定”",
                                    "THIRD_PARTY", "4.保护第三方合法权益",
                                    "INTERNAL", "5.属于三类内部事务信息",
                                    "IN_PROCESS", "6.属于四类过程性信息",
                                    "ENFORCEMENT_FILE", "7.属于行政执法案卷",
                                    "INQUIRY", "8.属于行政查询事项"),
                            applicants()),
                    new Section(
                            "（四）无法提供",
                            rows(
                                    "NOT_HELD", "1.本机关不掌握相关政府信息",
                                    "NOT_MADE", "2.没有现成信息需要另行制作",
                                    "UNCLEAR", "3.补正后申请内容仍不明确"),
                            applicants()),
                    new Section(
                            "（五）不予处理",
                            rows(
                                    "PETITION", "1.信访举报投诉类申请",
                                    "REPEATED", "2.重复申请",
                                    "PUBLICATION", "3.要求提供公开出版物",
                                    "EXCESSIVE", "4.无正当理由大量反复申请",
                                    "CONFIRMATION", "5.要求行政机关确认或重新出具已获取信息"),
                            applicants()),
                    new Section(
                            "（六）其他处理",
                            rows(
                                    "NOT_COMPLETED", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                                    "NOT_PAID", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                                    "OTHERWISE", "3.其他"),
                            applicants()),
                    new Section("", rows("SETTLED", "（七）总计", "CARRIED_OUT", "四、结转下年度继续办理"), applicants()))),

    REVIEWS(
            "政府信息公开行政复议、行政诉讼情况",
            List.of(
                    new Section("", rows("REVIEW", "行政复议"), results()),
                    new Section("行政诉讼", rows("LAWSUIT", "未经复议直接起诉", "LAWSUIT_AFTER_REVIEW", "复议后起诉"), results())));

    static final String TOTAL = "TOTAL";

    private static final Map<String, Cell> CELLS = cells();

    private final String label;
    private final List<Section> sections;

    AnnualTable(String label, List<Section> sections) {
        this.label = label;
        this.sections = sections;
    }

    record Row(String code, String label) {}

    record Column(String code, String label, String unit) {}

    /**
     * Rows with the same columns.
     *
     * @param title what stands above the rows, empty for nothing
     */
    record Section(String title, List<Row> rows, List<Column> columns) {}

    /** A place in a table. */
    record Cell(AnnualTable table, Row row, Column column) {

        String metric() {
            return row.code() + "." + column.code();
        }

        String label() {
            return row.label() + " " + column.label();
        }

        /** Whether it holds an amount of money; all other cells hold counts. */
        boolean isAmount() {
            return column.code().equals("COLLECTED");
        }
    }

    private static List<Row> rows(String... codesAndLabels) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < codesAndLabels.length; i += 2) {
            rows.add(new Row(codesAndLabels[i], codesAndLabels[i + 1]));
        }
        return rows;
    }

    private static List<Column> columns(String... codesAndLabels) {
        return rows(codesAndLabels).stream()
                .map(row -> new Column(row.code(), row.label(), "件"))
                .toList();
    }

    private static List<Column> decided() {
        return columns("DECIDED", "本年处理决定数量");
    }

    private static List<Column> applicants() {
        return columns(
                "NATURAL", "自然人",
                "COMPANY", "商业企业",
                "RESEARCH", "科研机构",
                "CHARITY", "社会公益组织",
                "LAW_FIRM", "法律服务机构",
                "OTHER_BODY", "其他",
                "TOTAL", "总计");
    }

    private static List<Column> results() {
        return columns("UPHELD", "结果维持", "CORRECTED", "结果纠正", "OTHER", "其他结果", "PENDING", "尚未审结", "TOTAL", "总计");
    }

    private static Map<String, Cell> cells() {
        var cells = new LinkedHashMap<String, Cell>();
        Arrays.stream(values()).flatMap(AnnualTable::places).forEach(cell -> cells.put(cell.metric(), cell));
        return cells;
    }

    private Stream<Cell> places() {
        return sections.stream()
                .flatMap(section -> section.rows().stream()
                        .flatMap(row -> section.columns().stream().map(column -> new Cell(this, row, column))));
    }

    String label() {
        return label;
    }

    List<Section> sections() {
        return sections;
    }

    List<Cell> all() {
        return places().toList();
    }

    /** Returns the place that a metric names, in any table. */
    static Optional<Cell> cell(String metric) {
        return Optional.ofNullable(CELLS.get(metric));
    }

    /** The labels by code. */
    static SequencedMap<String, String> labels() {
        return Codes.of(values(), table -> table.label);
    }

    /**
     * Returns the first sum in this table that is not right, empty if there is none. A sum is only checked if all its
     * parts are given.
     *
     * @param values by metric, {@code null} for none
     */
    Optional<String> wrongSum(Function<String, Long> values) {
        return this == DISCLOSED
                ? Optional.empty()
                : sections.stream()
                        .flatMap(section -> section.rows().stream().map(row -> wrongTotal(section, row, values)))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> this == APPLICATIONS ? wrongBalance(values) : Optional.empty());
    }

    private static Optional<String> wrongTotal(Section section, Row row, Function<String, Long> values) {
        Long sum = 0L;
        for (Column column : section.columns()) {
            if (!column.code().equals(TOTAL)) {
                sum = plus(sum, values.apply(row.code() + "." + column.code()));
            }
        }
        return different(row.label() + "的总计", row.code() + "." + TOTAL, sum, values);
    }

    /** Checks that the requests received and carried in equal those settled and carried out. */
    private static Optional<String> wrongBalance(Function<String, Long> values) {
        for (Column column : applicants()) {
            Long outcomes = 0L;
            for (Section section : APPLICATIONS.sections) {
                for (Row row : section.title().isEmpty() ? List.<Row>of() : section.rows()) {
                    outcomes = plus(outcomes, values.apply(row.code() + "." + column.code()));
                }
            }
            String settled = "SETTLED." + column.code();
            var wrong = different(column.label() + "的办理结果总计", settled, outcomes, values);
            if (wrong.isPresent()) {
                return wrong;
            }
            Long in = plus(values.apply("RECEIVED." + column.code()), values.apply("CARRIED_IN." + column.code()));
            Long carried = values.apply("CARRIED_OUT." + column.code());
            Long rest = in == null || carried == null ? null : Long.valueOf(in - carried);
            wrong = different(column.label() + "的办理结果总计加结转下年度的，须等于本年新收的加上年结转的；总计", settled, rest, values);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Long plus(Long one, Long other) {
        return one == null || other == null ? null : Long.valueOf(one + other);
    }

    private static Optional<String> different(String what, String metric, Long right, Function<String, Long> values) {
        Long stated = values.apply(metric);
        return stated == null || right == null || stated.equals(right)
                ? Optional.empty()
                : Optional.of("%s（%s）应为 %d，写作 %d".formatted(what, metric, right, stated));
    }
}
