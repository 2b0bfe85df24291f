/** A ZIP of a sheet and the files that its rows name. Start with {@code ArchiveLines}. */
package org.sunwindow.imports.format.archive;
