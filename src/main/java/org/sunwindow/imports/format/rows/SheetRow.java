package org.sunwindow.imports.format.rows;

import java.util.List;

/**
 * A row of a sheet.
 *
 * @param number 1-based, as the program that shows the sheet numbers it
 * @param cells  the texts of its cells as they are shown, empty for empty ones; dates as {@code 2026-03-05}
 */
public record SheetRow(long number, List<String> cells) {

    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    public boolean isEmpty() {
        return cells.stream().allMatch(String::isEmpty);
    }

    /** Number of cells that are not empty. */
    public long filled() {
        return cells.stream().filter(cell -> !cell.isEmpty()).count();
    }
}
