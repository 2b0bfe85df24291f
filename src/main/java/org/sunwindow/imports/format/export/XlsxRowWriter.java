package org.sunwindow.imports.format.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** XLSX with texts in their cells, so that memory does not depend on the number of rows. Texts are never formulas. */
final class XlsxRowWriter implements RowWriter {

    /** Rows, and characters, that are written at once. */
    private static final int ROWS = 200;

    private static final int CHARACTERS = 1024 * 1024;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int row;
    private int rows;
    private int characters;

    XlsxRowWriter(OutputStream out, String name) {
        workbook = new Workbook(RowWriter.kept(out), "Sunwindow", "1.0");
        sheet = workbook.newWorksheet(name);
        sheet.freezePane(0, 1);
    }

    @Override
    public void heading(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            sheet.style(row, i).bold().set();
        }
        row(cells);
    }

    @Override
    public void row(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                sheet.inlineString(row, i, cells.get(i));
                characters += cells.get(i).length();
            }
        }
        row++;
        if (++rows >= ROWS || characters >= CHARACTERS) {
            sheet.flush();
            rows = 0;
            characters = 0;
        }
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
