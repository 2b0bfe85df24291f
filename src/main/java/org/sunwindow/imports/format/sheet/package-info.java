/**
 * The records of sheets: which component a heading names, what cells state, further worksheets, and templates. Start
 * with {@link org.sunwindow.imports.format.sheet.SheetLines}.
 */
package org.sunwindow.imports.format.sheet;
