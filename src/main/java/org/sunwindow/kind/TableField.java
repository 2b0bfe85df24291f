package org.sunwindow.kind;

/**
 * A table in a record.
 *
 * @param rows    component that holds the rows
 * @param cells   member of a row that holds its cells
 * @param columns component that holds the columns
 * @param heading member of a column that names it
 */
public record TableField(String rows, String cells, String columns, String heading) {}
