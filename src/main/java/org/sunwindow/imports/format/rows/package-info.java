/**
 * The rows of sheets, read from CSV and XLSX files: encodings, separators, cells, dates, and what a file is that is
 * neither. Start with {@link org.sunwindow.imports.format.rows.SheetRows}, which {@link
 * org.sunwindow.imports.format.rows.CsvRows} and {@link org.sunwindow.imports.format.rows.XlsxRows} implement.
 */
package org.sunwindow.imports.format.rows;
