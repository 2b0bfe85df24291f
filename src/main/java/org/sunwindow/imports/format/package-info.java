/**
 * What an imported file may be: lines of JSON, an array, or a sheet as CSV or XLSX. Start with {@code FileFormat}. A
 * sheet is read in two steps: {@code rows} reads its rows, {@code sheet} makes records of them.
 * Whatever the format, each record becomes one text of JSON, so that all records pass the same checks.
 */
package org.sunwindow.imports.format;
