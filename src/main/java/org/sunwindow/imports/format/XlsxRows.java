package org.sunwindow.imports.format;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Reads the first visible sheet of an XLSX file. {@link XlsxGuard} has looked at the file before. */
final class XlsxRows implements SheetRows {

    /** Excel stores binary fractions, such as 0.30000000000000004 for 0.3, and shows fifteen digits. */
    private static final MathContext SHOWN = new MathContext(15);

    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final List<String> others;

    XlsxRows(Path file) throws IOException {
        XlsxGuard.check(file);
        try {
            workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
        } catch (RuntimeException e) {
            throw unreadable();
        }
        try {
            List<Sheet> visible = workbook.getSheets()
                    .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                    .toList();
            if (visible.isEmpty()) {
                throw new InvalidFileException("文件里没有可见的工作表。");
            }
            others = visible.stream().skip(1).map(Sheet::getName).toList();
            stream = visible.getFirst().openStream();
            rows = stream.iterator();
        } catch (InvalidFileException | IOException e) {
            workbook.close();
            throw e;
        } catch (RuntimeException e) {
            workbook.close();
            throw unreadable();
        }
    }

    /** Names of the other visible sheets, which are not read. */
    List<String> others() {
        return others;
    }

    @Override
    public SheetRow next() throws IOException {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            Row row = rows.next();
            var cells = new ArrayList<String>(row.getCellCount());
            for (Cell cell : row) {
                cells.add(cell == null ? "" : text(cell).strip());
            }
            return new SheetRow(row.getRowNum(), cells);
        } catch (RuntimeException e) {
            // the library throws whatever its parsing of numbers, positions and references throws
            throw new BrokenFileException("文件自某一行起无法读出；请用 Excel 或 WPS 打开并另存为 .xlsx。");
        }
    }

    private String text(Cell cell) {
        String raw = cell.getRawValue();
        if (cell.getType() == CellType.BOOLEAN
                || cell.getType() == CellType.FORMULA && cell.getValue() instanceof Boolean) {
            return Boolean.TRUE.equals(cell.getValue()) ? "TRUE" : "FALSE";
        }
        if (cell.getValue() instanceof BigDecimal number) {
            return ExcelDates.isDate(cell.getDataFormatId(), cell.getDataFormatString())
                    ? ExcelDates.text(number, workbook.isDate1904())
                    : number(number);
        }
        String text = cell.getText();
        return text == null ? raw == null ? "" : raw : text;
    }

    private static String number(BigDecimal number) {
        return number.round(SHOWN).stripTrailingZeros().toPlainString();
    }

    static InvalidFileException unreadable() {
        return new InvalidFileException("文件损坏，或不是 .xlsx；请用 Excel 或 WPS 打开并另存为 .xlsx。");
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
