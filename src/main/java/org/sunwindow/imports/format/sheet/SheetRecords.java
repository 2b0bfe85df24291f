package org.sunwindow.imports.format.sheet;

import java.util.List;
import java.util.Map;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.json.CellText;
import org.sunwindow.json.StrictJson;
import org.sunwindow.json.TableText;

/**
 * What the rows of a sheet are.
 *
 * @param type     of the records
 * @param aliases  other headings of its components than their names, by component
 * @param written  how cells state components in words, by component
 * @param files    the components that list files
 * @param keys     the components that hold the key, by which further worksheets name a record
 * @param calledBy the components by which a worksheet with the table of a record may be named
 * @param table    {@code null} if the records have none
 */
public record SheetRecords(
        Class<?> type,
        Map<String, List<String>> aliases,
        Map<String, CellText> written,
        FileColumns files,
        List<String> keys,
        List<String> calledBy,
        TableText table,
        StrictJson json) {

    /** For records that have neither words for structures, nor files, nor further worksheets. */
    public SheetRecords(Class<?> type, Map<String, List<String>> aliases, StrictJson json) {
        this(type, aliases, Map.of(), FileColumns.NONE, List.of(), List.of(), null, json);
    }
}
