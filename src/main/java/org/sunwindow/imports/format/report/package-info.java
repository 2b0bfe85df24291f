/**
 * The sheet of a sender, sent back with what was found in it. Start with {@code SheetReport}. It reads the sheet as {@code
 * imports.format} does, so that a report can be sent again.
 */
package org.sunwindow.imports.format.report;
