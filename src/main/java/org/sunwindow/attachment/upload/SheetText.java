package org.sunwindow.attachment.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Reads the cells of an XLSX file: a row is a line, and tabs separate its cells. Hidden sheets count, too. */
final class SheetText {

    private SheetText() {}

    static String read(Path file) throws IOException {
        var text = new Text();
        try (var workbook = new ReadableWorkbook(file.toFile())) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                text.add(sheet.getName()).add("\n");
                try (Stream<Row> rows = sheet.openStream()) {
                    rows.forEach(row -> text.add(line(row)).add("\n"));
                }
            }
        }
        return text.toString();
    }

    private static String line(Row row) {
        return row.stream()
                .map(cell -> cell == null ? "" : shown(cell))
                .collect(Collectors.joining("\t"))
                .stripTrailing();
    }

    private static String shown(Cell cell) {
        return cell.getText().replace('\n', ' ').replace('\t', ' ');
    }
}
