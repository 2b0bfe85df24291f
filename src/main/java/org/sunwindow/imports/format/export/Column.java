package org.sunwindow.imports.format.export;

import org.sunwindow.json.RecordFields.Component;

/**
 * A column of an exported sheet.
 *
 * @param heading   that the import finds the path by
 * @param path      of the values in the record, such as {@code materials[0].name}
 * @param component whose values they are
 * @param cells     number of columns that it takes, more than one for texts longer than a cell
 */
record Column(String heading, String path, Component component, int cells) {}
