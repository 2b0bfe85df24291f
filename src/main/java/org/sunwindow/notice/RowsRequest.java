package org.sunwindow.notice;

import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Representation;
import org.sunwindow.language.ChineseText;
import org.sunwindow.notice.Notice.Column;
import org.sunwindow.notice.Notice.Row;
import org.sunwindow.read.CsvWriter;
import org.sunwindow.read.XlsxWriter;

/**
 * Which rows of a notice are requested.
 *
 * @param q    words that a row must contain, empty for all rows
 * @param sort name of a column, after a minus sign if descending; empty for the order of the publisher
 * @param page number of the page, 0 if none is requested
 * @param size rows of a page, 0 if none is requested
 */
record RowsRequest(List<String> q, String sort, int page, int size) {

    static final int MAX_TEXT = 100;
    static final int MAX_SIZE = 100;
    static final int DEFAULT_SIZE = 20;

    private static final int MAX_NAME = 31;
    private static final String SORT = "sort";

    /**
     * @throws ProblemException if a parameter is wrong, as far as that can be checked without the notice
     */
    static RowsRequest of(UriInfo uri) {
        var parameters = StrictParameters.of(uri);
        String text = parameters.words("q", MAX_TEXT).orElse("");
        String sort = parameters.text(SORT, MAX_NAME).orElse("");
        int page = parameters.number("page", 1, Notice.MAX_ROWS).orElse(0);
        int size = parameters.number("size", 1, MAX_SIZE).orElse(0);
        parameters.end();
        List<String> words = Stream.of(ChineseText.normalize(text).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return new RowsRequest(words, sort, page, size);
    }

    NoticeRows answer(Notice notice) {
        List<Row> found = found(notice);
        return new NoticeRows(
                notice.id(),
                notice.title(),
                notice.table(),
                page(found, Math.max(page, 1), pageSize()),
                found.size(),
                totals(notice.table(), found),
                new NoticeRows.Page(Math.max(page, 1), pageSize()));
    }

    private int pageSize() {
        return size == 0 ? DEFAULT_SIZE : size;
    }

    /** The same rows in the formats of spreadsheets; all of them, unless a page is requested. */
    List<Representation<Notice>> sheets() {
        return List.of(
                new Representation<>(
                        CsvWriter.MEDIA_TYPE,
                        false,
                        (shown, single) -> csv(shown.getFirst().record())),
                new Representation<>(
                        XlsxWriter.MEDIA_TYPE,
                        false,
                        (shown, single) -> xlsx(shown.getFirst().record())));
    }

    private List<Row> exported(List<Row> found) {
        return page == 0 && size == 0 ? found : page(found, Math.max(page, 1), pageSize());
    }

    private byte[] csv(Notice notice) {
        return CsvWriter.write(
                headings(notice),
                exported(found(notice)).stream().map(Row::cells).toList());
    }

    /** The rows, and the totals of all rows found, as in the JSON, in a sheet of their own. */
    private byte[] xlsx(Notice notice) {
        List<Row> found = found(notice);
        List<Boolean> numbers =
                notice.table().stream().map(column -> column.type().isNumber()).toList();
        var rows = new ArrayList<List<?>>(List.of(headings(notice)));
        exported(found)
                .forEach(row -> rows.add(IntStream.range(0, numbers.size())
                        .mapToObj(i -> numbers.get(i) ? number(cell(row, i)) : cell(row, i))
                        .toList()));
        var sheets = new ArrayList<>(List.of(new XlsxWriter.Sheet("公示表格", rows)));
        List<NoticeRows.Sum> totals = totals(notice.table(), found);
        if (!totals.isEmpty()) {
            var sums = new ArrayList<List<?>>(List.of(List.of("列名", "单位", "合计")));
            totals.forEach(total -> sums.add(Arrays.asList(total.label(), total.unit(), number(total.sum()))));
            sheets.add(new XlsxWriter.Sheet("合计", sums));
        }
        return XlsxWriter.write(sheets);
    }

    private static BigDecimal number(String cell) {
        return cell == null ? null : new BigDecimal(cell);
    }

    private static List<String> headings(Notice notice) {
        return notice.table().stream().map(RowsRequest::heading).toList();
    }

    private static String heading(Column column) {
        return column.unit() == null ? column.label() : "%s（%s）".formatted(column.label(), column.unit());
    }

    private static List<Row> page(List<Row> rows, int page, int size) {
        int from = Math.min(rows.size(), (page - 1) * size);
        return rows.subList(from, Math.min(rows.size(), from + size));
    }

    private List<Row> found(Notice notice) {
        Comparator<Row> order = order(notice.table());
        Stream<Row> rows = notice.lines().stream().filter(this::matches);
        return (order == null ? rows : rows.sorted(order)).toList();
    }

    private boolean matches(Row row) {
        String text = q.isEmpty() ? "" : ChineseText.normalize(String.join("\n", row.cells()));
        return q.stream().allMatch(text::contains);
    }

    /** Empty cells are last in both directions; rows that are equal stay in the order of the publisher. */
    private Comparator<Row> order(List<Column> columns) {
        if (sort.isEmpty()) {
            return null;
        }
        boolean descending = sort.startsWith("-");
        String name = descending ? sort.substring(1) : sort;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                int position = i;
                Comparator<String> values = columns.get(i).type().isNumber()
                        ? Comparator.comparing(cell -> new BigDecimal(cell))
                        : Comparator.comparing((String cell) -> ChineseText.normalize(cell));
                Comparator<String> directed = descending ? values.reversed() : values;
                return Comparator.comparing((Row row) -> cell(row, position), Comparator.nullsLast(directed));
            }
        }
        throw unknownColumn(columns);
    }

    private static ProblemException unknownColumn(List<Column> columns) {
        var names = new ArrayList<String>();
        columns.forEach(column -> names.addAll(List.of(column.name(), "-" + column.name())));
        String message = names.isEmpty() ? "这份公示公告没有表格，不能排序" : "可用的值：" + String.join("、", names);
        return new ProblemException(
                ProblemCode.PARAMETER_INVALID,
                "参数 %s：%s。".formatted(SORT, message),
                List.of(new Problem.Item(SORT, "choice", message)));
    }

    /** The text of a cell, {@code null} if it is empty. */
    private static String cell(Row row, int position) {
        String cell = row.cells().get(position);
        return cell == null || cell.isBlank() ? null : cell;
    }

    private static List<NoticeRows.Sum> totals(List<Column> columns, List<Row> rows) {
        var totals = new ArrayList<NoticeRows.Sum>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.type().hasTotal()) {
                BigDecimal sum = BigDecimal.ZERO;
                for (Row row : rows) {
                    String cell = cell(row, i);
                    sum = cell == null ? sum : sum.add(new BigDecimal(cell));
                }
                totals.add(new NoticeRows.Sum(column.name(), column.label(), column.unit(), sum.toPlainString()));
            }
        }
        return totals;
    }
}
