package org.sunwindow.imports.format.sheet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.sheet.HeadingNames.Target;
import org.sunwindow.json.RecordPaths;
import org.sunwindow.json.SimilarNames;

/**
 * The columns of a sheet. The heading is the row in which most cells name a component, or two rows if their merged
 * cells name more. Titles and notes above it are skipped.
 *
 * @param row      number of its last row
 * @param columns  by position; without a target if the heading names nothing
 * @param names    those that name something
 * @param warnings about those that do not
 * @param written  its rows
 */
public record Headings(
        long row, List<Column> columns, Set<String> names, List<Problem.Item> warnings, List<SheetRow> written) {

    /** Rows in which the heading is looked for. */
    static final int MAX_ROWS = 30;

    static final int MAX_COLUMNS = 2_000;

    /** Faults, advice and warnings: columns that a report has and its sheet had not. They are not read when it is sent back. */
    public static final List<String> OF_REPORTS = List.of("错误", "建议", "提醒");

    /** Columns that sheets have for their readers, and no record has. */
    static final Set<String> NUMBERING = Set.of("序号", "编序", "行号", "No", "NO", "no");

    /**
     * @param heading as it is written
     * @param target  {@code null} for none
     */
    public record Column(String heading, Target target) {

        /** Returns the path of what it fills, {@code null} for none. */
        public String path() {
            return target == null ? null : target.path();
        }
    }

    /**
     * Finds the heading.
     *
     * @param first the first rows of the sheet
     * @param sheet name of the worksheet, {@code null} if the file is no workbook
     * @throws NoHeadingException if no row is one
     */
    static Headings find(List<SheetRow> first, HeadingNames names, String sheet) {
        Headings best = null;
        for (int i = 0; i < first.size(); i++) {
            SheetRow row = first.get(i);
            if (row.cells().size() > MAX_COLUMNS) {
                throw new InvalidFileException("第 %d 行有 %d 列，至多 %d 列。"
                        .formatted(row.number(), row.cells().size(), MAX_COLUMNS));
            }
            best = better(best, of(List.of(row), row.cells(), names));
            // a row with one cell is a title
            if (row.filled() > 1
                    && i + 1 < first.size()
                    && first.get(i + 1).cells().size() <= MAX_COLUMNS) {
                SheetRow next = first.get(i + 1);
                best = better(best, of(List.of(row, next), merged(row, next, names), names));
            }
        }
        if (best == null || best.known() == 0) {
            String where = sheet == null ? "" : "第一个" + Concealed.worksheet(sheet);
            throw new NoHeadingException(
                    "没有找到表头：%s前 %d 行中没有一行的列名是本种类的字段名。可先下载模板（/imports/template）对照。".formatted(where, MAX_ROWS));
        }
        return best;
    }

    /** Whether a row repeats the heading, or one of its two rows, as printed sheets do on each page. */
    public boolean isRepeated(SheetRow row) {
        return written.stream()
                .anyMatch(own -> IntStream.range(
                                0, Math.max(own.cells().size(), row.cells().size()))
                        .allMatch(i -> own.cell(i).equals(row.cell(i))));
    }

    /** Whether a row has nothing but what a report wrote into its own columns. */
    boolean isOfReport(SheetRow row) {
        for (int i = 0; i < row.cells().size(); i++) {
            if (!row.cell(i).isEmpty()
                    && (i >= columns.size()
                            || !OF_REPORTS.contains(columns.get(i).heading()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses a row below that is the heading of another table: its cells would be read as those of the first one.
     *
     * @throws InvalidFileException if it is
     */
    void refuseOther(SheetRow row) {
        if (row.number() <= this.row || row.cells().size() > MAX_COLUMNS || isRepeated(row)) {
            return;
        }
        long known = row.cells().stream()
                .filter(cell -> !cell.isEmpty() && names.contains(cell))
                .count();
        if (known >= 2 && known * 2 > row.filled()) {
            throw new InvalidFileException("第 %d 行又是一个表头；一个工作表只放一张表、写一个表头，请删去或分开报送。".formatted(row.number()));
        }
    }

    private static Headings better(Headings best, Headings other) {
        return best == null
                        || other.known() > best.known()
                        // a title above a heading is not part of it
                        || other.known() == best.known() && other.warnings.size() < best.warnings.size()
                ? other
                : best;
    }

    private long known() {
        return columns.stream().filter(column -> column.target() != null).count();
    }

    /** Headings of two rows: a cell of the upper row spans the empty cells after it, and those below have a cell. */
    private static List<String> merged(SheetRow upper, SheetRow lower, HeadingNames names) {
        var merged = new ArrayList<String>();
        String over = "";
        for (int i = 0; i < Math.max(upper.cells().size(), lower.cells().size()); i++) {
            over = upper.cell(i).isEmpty() ? over : upper.cell(i);
            // 办结时限 above 法定 is 法定办结时限
            String reversed = lower.cell(i) + over;
            boolean isReversed = names.find(over + lower.cell(i)).isEmpty()
                    && names.find(lower.cell(i)).isEmpty()
                    && names.find(reversed).isPresent();
            String both = isReversed ? reversed : over + lower.cell(i);
            boolean whole = names.find(both).isEmpty()
                    && (names.find(lower.cell(i)).isPresent() || OF_REPORTS.contains(lower.cell(i)));
            merged.add(lower.cell(i).isEmpty() ? upper.cell(i) : whole ? lower.cell(i) : both);
        }
        return merged;
    }

    /**
     * @param rows  of the heading, as they are written
     * @param cells what they name
     */
    static Headings of(List<SheetRow> rows, List<String> cells, HeadingNames names) {
        var columns = new ArrayList<Column>();
        var warnings = new ArrayList<Problem.Item>();
        var taken = new HashSet<String>();
        var marked = new HashSet<String>();
        Target before = null;
        String continued = "";
        for (String heading : cells) {
            if (LongCell.continues(heading, continued)) {
                columns.add(new Column(heading, null));
                continue;
            }
            Target target = target(heading, before, taken, names).orElse(null);
            int position = columns.size() + 1;
            if (target == null) {
                if (!isForReaders(heading)) {
                    warnings.add(unknown(position, heading, names.similar(heading)));
                }
            } else if (isFilled(target, taken) && !(target.choice() != null && marked.contains(target.path()))) {
                warnings.add(repeated(position, heading, target.name()));
                target = null;
            } else {
                taken.add(target.path());
                if (target.choice() != null) {
                    marked.add(target.path());
                }
                before = target;
                continued = heading;
            }
            columns.add(new Column(heading, target));
        }
        Set<String> known = columns.stream()
                .filter(column -> column.target() != null)
                .map(Column::heading)
                .collect(Collectors.toUnmodifiableSet());
        return new Headings(rows.getLast().number(), columns, known, warnings, rows);
    }

    /** Whether a column that names no field needs no warning: it has no heading, or one that no record has a field for. */
    static boolean isForReaders(String heading) {
        return heading.isEmpty() || NUMBERING.contains(heading) || OF_REPORTS.contains(heading);
    }

    /**
     * @param label   the heading, or the name of another sheet
     * @param similar names that may be meant
     */
    static Problem.Item unknown(int position, String label, List<String> similar) {
        return warning("column.unknown", "第 %d 列的列名不是本种类的字段名，该列未导入" + SimilarNames.question(similar), position, label);
    }

    /**
     * @param label the heading, or the name of another sheet
     * @param field name of the field that an earlier column fills
     */
    static Problem.Item repeated(int position, String label, String field) {
        return warning("column.repeated", "第 %d 列填的也是“" + field + "”，前面已有一列，该列未导入；要填别的，请改列名", position, label);
    }

    private static Problem.Item warning(String code, String message, int position, String label) {
        // what is written in the place of a heading may be anything, and the warning is stored
        String stored = Concealed.isPersonal("", label) ? null : label;
        return new Problem.Item("", code, message.formatted(position), stored, null);
    }

    /** Whether a column before fills a field, a part of it, or what it is a part of. */
    static boolean isFilled(Target target, Set<String> taken) {
        return taken.stream()
                .anyMatch(
                        path -> RecordPaths.isWithin(path, target.path()) || RecordPaths.isWithin(target.path(), path));
    }

    /** A heading that occurs again fills the next element of its list. */
    private static Optional<Target> target(String heading, Target before, Set<String> taken, HeadingNames names) {
        if (heading.isEmpty() || OF_REPORTS.contains(heading)) {
            return Optional.empty();
        }
        return names.find(heading)
                .or(() -> before == null ? Optional.empty() : names.findBeside(before, heading))
                .map(target -> {
                    Target next = target;
                    for (int index = 1;
                            taken.contains(next.path()) && target.path().contains("[0]");
                            index++) {
                        next = target.at(target.path().replaceFirst("\\[0]", "[" + index + "]"));
                    }
                    return next;
                });
    }
}
