package org.sunwindow.json;

import java.util.Map;

/**
 * How a separate worksheet states the table of a record: its headings become columns, and its rows become rows of
 * cells.
 *
 * @param rows    component that holds the rows
 * @param cells   member of a row that holds its cells, all of them texts
 * @param columns component that holds the columns
 * @param column  converts a heading to a column
 */
public record TableText(String rows, String cells, String columns, ColumnText column) {

    /** Converts a heading in a worksheet to a column of the table. */
    @FunctionalInterface
    public interface ColumnText {

        /**
         * Returns the members of a column.
         *
         * @param number 1-based
         */
        Map<String, Object> of(String heading, int number);
    }
}
