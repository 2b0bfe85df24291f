/**
 * Records as sheets, which {@code imports.format} reads again without a difference. Start with {@code ExportedSheet}.
 */
package org.sunwindow.imports.format.export;
