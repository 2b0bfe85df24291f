package org.sunwindow.imports.format;

import java.util.List;
import java.util.Map;
import org.sunwindow.json.CellText;
import org.sunwindow.json.StrictJson;

/**
 * What the rows of a sheet are.
 *
 * @param type    of the records
 * @param aliases other headings of its components than their names, by component
 * @param written how cells write components in words, by component
 */
public record SheetRecords(Class<?> type, Map<String, List<String>> aliases, Map<String, CellText> written, FileColumns files, StrictJson json) {
}
