package org.sunwindow.imports.format.rows;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.BrokenFileException;
import org.sunwindow.imports.format.InvalidFileException;

/** Reads the first visible worksheet of an XLSX file. {@link XlsxGuard} must have checked the file. */
public final class XlsxRows implements SheetRows {

    /** Excel stores binary fractions, such as 0.30000000000000004 for 0.3, and shows fifteen digits. */
    private static final MathContext SHOWN = new MathContext(15);

    /** The least number of more digits than Excel keeps. */
    private static final BigDecimal LONGEST = BigDecimal.TEN.pow(15);

    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final List<String> names;

    private long hidden;

    /**
     * @param file that {@link XlsxGuard} has checked
     */
    public XlsxRows(Path file) throws IOException {
        this(file, 0);
    }

    /**
     * @param index of the visible worksheet
     */
    public XlsxRows(Path file, int index) throws IOException {
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
            names = visible.stream().map(Sheet::getName).toList();
            stream = visible.get(index).openStream();
            rows = stream.iterator();
        } catch (InvalidFileException | IOException e) {
            workbook.close();
            throw e;
        } catch (RuntimeException e) {
            workbook.close();
            throw unreadable();
        }
    }

    /** Names of all visible worksheets. */
    public List<String> names() {
        return names;
    }

    /** Returns warnings about what is read although it is not shown, as far as they are known by now. */
    public List<Problem.Item> warnings() {
        var warnings = new ArrayList<Problem.Item>();
        if (hidden > 0) {
            warnings.add(new Problem.Item("", "row.hidden", "有 %d 行在表中隐藏（或被筛选掉），也一并导入".formatted(hidden)));
        }
        return warnings;
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
            var read = new SheetRow(row.getRowNum(), cells);
            hidden += row.isHidden() && !read.isEmpty() ? 1 : 0;
            return read;
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
            return number.abs().compareTo(LONGEST) < 0
                            && ExcelDates.isDate(cell.getDataFormatId(), cell.getDataFormatString())
                    ? ExcelDates.text(
                            number,
                            ExcelDates.shown(cell.getDataFormatId(), cell.getDataFormatString()),
                            workbook.isDate1904())
                    : number(number);
        }
        String text = cell.getText();
        return text == null ? raw == null ? "" : raw : text;
    }

    private static String number(BigDecimal number) {
        BigDecimal shown = number.round(SHOWN).stripTrailingZeros();
        // as Excel shows it; further digits are lost
        return number.abs().compareTo(LONGEST) >= 0
                ? new DecimalFormat("0.##############E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(shown)
                        .replace("E", "E+")
                : shown.toPlainString();
    }

    public static InvalidFileException unreadable() {
        return new InvalidFileException("文件损坏，或不是 .xlsx；请用 Excel 或 WPS 打开并另存为 .xlsx。");
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
