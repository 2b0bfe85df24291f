package org.sunwindow.imports.format.sheet;

import java.util.Map;
import org.sunwindow.imports.format.rows.SheetRow;

/** Recognizes the example row of a template that was left in a sheet. */
final class TemplateExample {

    /** A sheet with fewer of the columns for which the template has an example is no template: one in so many. */
    private static final int COLUMNS = 2;

    private static final int MIN_CELLS = 3;

    private final SheetRecords records;
    private final Headings headings;
    private final Map<String, String> examples;

    TemplateExample(SheetRecords records, Headings headings) {
        this.records = records;
        this.headings = headings;
        this.examples = new SheetTemplate(records.type(), records.aliases()).examples();
    }

    /** Whether all cells of a row are those of the example, as far as the sheet still has its columns. */
    boolean is(SheetRow row) {
        int same = 0;
        for (int i = 0; i < headings.columns().size(); i++) {
            Headings.Column column = headings.columns().get(i);
            String example = examples.get(column.path());
            if (example == null) {
                // another column may number the rows
                if (column.path() != null && !row.cell(i).isEmpty()) {
                    return false;
                }
            } else if (!isSame(row.cell(i), example, column.target())) {
                return false;
            } else {
                same++;
            }
        }
        return same >= MIN_CELLS && same * COLUMNS >= examples.size();
    }

    /** Programs change how a date is written. */
    private boolean isSame(String cell, String example, HeadingNames.Target target) {
        return cell.equals(example)
                || !cell.isEmpty()
                        && records.json()
                                .cell(cell, target.component(), target.element())
                                .equals(records.json().cell(example, target.component(), target.element()));
    }
}
