package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.rows.XlsxRows;
import org.sunwindow.imports.format.sheet.HeadingNames.Target;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.TableText;

/**
 * The worksheets of a workbook after the first one. A worksheet that is named after a list of the records, such as
 * 申请材料, has a row for each item and a column with the key of its record. A worksheet that is named by the key or the
 * name of a record is its table. They are held in memory until the rows of the first worksheet are read. Not
 * thread-safe.
 */
final class FurtherSheets {

    /** Approximate memory of all rows together, in bytes. */
    private static final long MAX_BYTES = 24L * 1024 * 1024;

    /** What the name of a worksheet may add to the name of a list, as in 申请材料清单. */
    private static final Pattern LIST = Pattern.compile("(?:清单|列表|明细|一览)表?$|表$");

    private static final int BYTES_OF_ROW = 64;
    private static final int BYTES_OF_CELL = 64;
    private static final int MAX_COLUMNS = 200;

    private final SheetRecords records;
    private final HeadingNames names;

    /** Lists by key, then by component. */
    private final Map<String, Map<String, Items>> lists = new HashMap<>();

    /** Tables by the name of their worksheet, as names are compared. */
    private final Map<String, Table> tables = new LinkedHashMap<>();

    private final List<Problem.Item> warnings = new ArrayList<>();
    private long bytes;

    /**
     * @param headings of the columns by the path of a member
     * @param faults   of cells
     */
    private record Items(ArrayNode items, Map<String, String> headings, List<Problem.Item> faults) {}

    /**
     * @param key      position of the column with the key of the record, negative if there is none
     * @param targets  members of the items, by the positions of their columns
     * @param cells    all headings
     * @param warnings about the columns that are not imported
     */
    private record ListHeading(
            int key, Map<Integer, Target> targets, List<String> cells, List<Problem.Item> warnings) {}

    private record Table(List<String> headings, List<List<String>> rows, List<Problem.Item> faults) {}

    private FurtherSheets(SheetRecords records) {
        this.records = records;
        this.names = new HeadingNames(records);
    }

    /**
     * Reads the visible worksheets after the first one.
     *
     * @param sheets names of all visible worksheets
     * @throws InvalidFileException if they are too large to be held in memory
     */
    static FurtherSheets read(Path file, List<String> sheets, SheetRecords records) throws IOException {
        var further = new FurtherSheets(records);
        for (int i = 1; i < sheets.size(); i++) {
            try (var rows = new XlsxRows(file, i)) {
                further.read(sheets.get(i), rows);
                further.warnings.addAll(rows.warnings());
            }
        }
        return further;
    }

    private void read(String sheet, XlsxRows rows) throws IOException {
        var content = new ArrayList<SheetRow>();
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
            if (!row.isEmpty()) {
                if (row.cells().size() > MAX_COLUMNS) {
                    throw new InvalidFileException("%s第 %d 行有 %d 列，第二个及以后的工作表至多 %d 列。"
                            .formatted(
                                    Concealed.worksheet(sheet),
                                    row.number(),
                                    row.cells().size(),
                                    MAX_COLUMNS));
                }
                content.add(row);
                bytes += BYTES_OF_ROW
                        + row.cells().stream()
                                .mapToLong(cell -> BYTES_OF_CELL + 2L * cell.length())
                                .sum();
                if (bytes > MAX_BYTES) {
                    throw new InvalidFileException("第二个及以后的工作表过大，请拆成几个文件。");
                }
            }
        }
        if (content.isEmpty()) {
            return;
        }
        Optional<Component> list = names.find(sheet)
                .or(() -> names.find(LIST.matcher(sheet).replaceFirst("")))
                .map(Target::component)
                .filter(component -> component.isList() && component.valueType().isRecord());
        if (list.isPresent() && readList(list.get(), sheet, content)) {
            return;
        }
        int heading = heading(content);
        if (records.table() != null && heading >= 0) {
            if (tables.put(Identifier.canonical(sheet), table(sheet, content, heading)) != null) {
                throw new InvalidFileException("有两个工作表的名称相同（大小写、全角半角不同也算相同）；请改名。");
            }
            return;
        }
        warnings.add(list.isPresent() ? skippedList(sheet, list.get()) : skipped(sheet));
    }

    private static Problem.Item skippedList(String sheet, Component list) {
        return new Problem.Item(
                "",
                "sheet.skipped",
                "这个工作表没有导入：须有一行列名，其中一列写明各行属于哪条记录（编号），至少一列是%s的内容".formatted(list.label()),
                sheet,
                null);
    }

    private static Problem.Item skipped(String sheet) {
        return new Problem.Item("", "sheet.skipped", "这个工作表没有导入：它的名称不是某个列表字段的名称，也不是第一个工作表中某条记录的编号或标题", sheet, null);
    }

    /** The heading of a table is the first row with several cells; titles above it have one. */
    private static int heading(List<SheetRow> content) {
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i).filled() > 1) {
                return i;
            }
        }
        return -1;
    }

    private static Table table(String sheet, List<SheetRow> content, int heading) {
        List<String> cells = content.get(heading).cells();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty() && !Headings.NUMBERING.contains(cells.get(i))) {
                columns.add(i);
            }
        }
        var rows = new ArrayList<List<String>>();
        var faults = new ArrayList<Problem.Item>();
        for (SheetRow row : content.subList(heading + 1, content.size())) {
            if (SheetLines.isRemark(row)) {
                continue;
            }
            surplus(row, cells, sheet, "").ifPresent(faults::add);
            columns.forEach(column ->
                    CellFaults.of(row.cell(column), "", cells.get(column)).ifPresent(faults::add));
            rows.add(columns.stream().map(row::cell).toList());
        }
        return new Table(columns.stream().map(cells::get).toList(), rows, faults);
    }

    /** Returns whether a row is a heading with the key of the records and members of the items. */
    private boolean readList(Component list, String sheet, List<SheetRow> content) {
        var members = new HeadingNames(list.valueType(), records);
        for (int at = 0; at < Math.min(content.size(), Headings.MAX_ROWS); at++) {
            ListHeading heading = listHeading(list, sheet, content.get(at).cells(), members);
            if (heading.key() >= 0 && !heading.targets().isEmpty()) {
                warnings.addAll(heading.warnings());
                content.subList(at + 1, content.size()).forEach(row -> item(list, sheet, row, heading));
                return true;
            }
        }
        return false;
    }

    private ListHeading listHeading(Component list, String sheet, List<String> cells, HeadingNames members) {
        var targets = new TreeMap<Integer, Target>();
        var unused = new ArrayList<Problem.Item>();
        var taken = new HashSet<String>();
        int key = -1;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            Optional<Target> ofItem = members.find(cell)
                    .or(() -> ofFirstItem(list, cell))
                    .filter(target -> !target.path().contains("["))
                    .filter(target -> target.choice() == null);
            Optional<Target> ofKey =
                    names.find(cell).filter(target -> records.keys().contains(target.path()));
            if (key < 0 && ofKey.isPresent()) {
                key = i;
            } else if (ofItem.isPresent() && !Headings.isFilled(ofItem.get(), taken)) {
                taken.add(ofItem.get().path());
                targets.put(i, ofItem.get());
            } else if (ofItem.isPresent() || ofKey.isPresent()) {
                unused.add(Headings.repeated(
                        i + 1, sheet, ofItem.or(() -> ofKey).orElseThrow().name()));
            } else if (!Headings.isForReaders(cell)) {
                unused.add(Headings.unknown(i + 1, sheet, members.similar(cell)));
            }
        }
        return new ListHeading(key, targets, cells, unused);
    }

    /** Returns the member that a heading names together with its list, as 材料名称 does. */
    private Optional<Target> ofFirstItem(Component list, String heading) {
        return names.find(heading)
                .filter(target -> target.item().equals(list.name() + "[0]"))
                .map(target -> target.at(target.path().substring(target.item().length() + 1)));
    }

    private void item(Component list, String sheet, SheetRow row, ListHeading heading) {
        String key = row.cell(heading.key());
        if (CellFaults.isBlank(key)) {
            warnings.add(new Problem.Item(
                    "", "sheet.row-without-key", "“%s”第 %d 行没有写属于哪条记录，没有导入".formatted(list.label(), row.number())));
            return;
        }
        Items items = lists.computeIfAbsent(Identifier.canonical(key), k -> new HashMap<>())
                .computeIfAbsent(
                        list.name(),
                        name -> new Items(JsonNodeFactory.instance.arrayNode(), new HashMap<>(), new ArrayList<>()));
        ObjectNode item = items.items().addObject();
        String at = "%s[%d].".formatted(list.name(), items.items().size() - 1);
        surplus(row, heading.cells(), sheet, list.name()).ifPresent(items.faults()::add);
        heading.targets().forEach((column, target) -> {
            String cell = row.cell(column);
            if (CellFaults.isBlank(cell)) {
                return;
            }
            Optional<Problem.Item> fault =
                    CellFaults.of(cell, at + target.path(), heading.cells().get(column));
            if (fault.isPresent()) {
                items.faults().add(fault.get());
                return;
            }
            ObjectNode owner = item;
            String[] path = target.path().split("\\.");
            for (int i = 0; i < path.length - 1; i++) {
                owner = owner.withObjectProperty(path[i]);
            }
            owner.set(path[path.length - 1], records.json().cell(cell, target.component(), false));
            items.headings().put(at + target.path(), heading.cells().get(column));
        });
    }

    /** Returns the fault of a row with a cell below no heading, which would be lost. */
    private static Optional<Problem.Item> surplus(SheetRow row, List<String> headings, String sheet, String path) {
        for (int i = 0; i < row.cells().size(); i++) {
            if (!CellFaults.isBlank(row.cell(i))
                    && (i >= headings.size() || headings.get(i).isEmpty())) {
                return Optional.of(new Problem.Item(
                        path,
                        "cell.surplus",
                        "%s第 %d 行第 %d 列没有列名，却填有内容；请核对是否错列".formatted(Concealed.worksheet(sheet), row.number(), i + 1)));
            }
        }
        return Optional.empty();
    }

    /** Adds to a record of the first sheet what the others have for it. */
    void addTo(ObjectNode record, Map<String, String> headings, List<Problem.Item> faults) {
        for (String keyField : records.keys()) {
            String key = Identifier.canonical(record.path(keyField).asText(""));
            Map<String, Items> own = key.isEmpty() ? null : lists.remove(key);
            if (own != null) {
                own.forEach((component, items) -> {
                    headings.putAll(items.headings());
                    faults.addAll(items.faults());
                    if (record.has(component)) {
                        faults.add(new Problem.Item(component, "cell.contradictory", "第一个工作表和另一个工作表都写了；请只写一处"));
                    } else {
                        record.set(component, items.items());
                    }
                });
            }
        }
        if (records.table() != null && !tables.isEmpty()) {
            addTable(record, faults);
        }
    }

    private void addTable(ObjectNode record, List<Problem.Item> faults) {
        Table table = null;
        for (String field : records.calledBy()) {
            // never by the beginning of a title, which another record may share
            String name = Identifier.canonical(record.path(field).asText(""));
            table = table == null && !name.isEmpty() ? tables.remove(name) : table;
        }
        if (table == null) {
            return;
        }
        TableText text = records.table();
        faults.addAll(table.faults());
        ArrayNode columns = record.putArray(text.columns());
        for (int i = 0; i < table.headings().size(); i++) {
            columns.add(records.json().toTree(text.column().of(table.headings().get(i), i + 1)));
        }
        ArrayNode rows = record.putArray(text.rows());
        table.rows().forEach(row -> {
            ArrayNode cells = rows.addObject().putArray(text.cells());
            row.forEach(cells::add);
        });
    }

    List<Problem.Item> warnings() {
        return warnings;
    }

    /**
     * Returns what no row of the first worksheet has used. The keys are not repeated, because a cell may contain
     * anything.
     */
    List<Problem.Item> unused() {
        var unused = new ArrayList<Problem.Item>();
        if (!lists.isEmpty()) {
            unused.add(new Problem.Item(
                    "", "sheet.unmatched", "另一个工作表里有 %d 个编号不在第一个工作表中，它们的内容没有导入".formatted(lists.size())));
        }
        if (!tables.isEmpty()) {
            unused.add(new Problem.Item(
                    "", "sheet.unmatched", "有 %d 个工作表的名称不是第一个工作表中任何一条的编号或标题，没有导入".formatted(tables.size())));
        }
        return unused;
    }
}
