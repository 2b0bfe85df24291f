package org.sunwindow.json;

import java.util.List;
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

        /**
         * Reads a sheet that is one record: its title above the table, and texts around it.
         *
         * @return {@code null} if sheets of the kind have a row for each record only
         */
        default Whole whole(String title, List<String> texts) {
            return null;
        }
    }

    /**
     * What a sheet states beside its table.
     *
     * @param members of the record
     * @param missing what it lacks, and how to write it, in Chinese
     */
    public record Whole(Map<String, Object> members, List<String> missing) {}
}
