/**
 * What an imported file may be: lines of JSON, an array, or a sheet as CSV or XLSX. Start with {@code FileFormat}.
 * Whatever the format, each record becomes one text of JSON, so that all records pass the same checks.
 */
package org.sunwindow.imports.format;
