package org.sunwindow.imports.format;

import java.util.List;
import java.util.Map;
import org.sunwindow.json.StrictJson;

/**
 * What the rows of a sheet are.
 *
 * @param type    of the records
 * @param aliases other headings of its components than their names, by component
 */
public record SheetRecords(Class<?> type, Map<String, List<String>> aliases, StrictJson json) {}
