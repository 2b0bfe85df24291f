package org.sunwindow.imports.format;

import java.util.Set;
import org.sunwindow.publication.FileIntake;

/**
 * Where a record lists files, and who receives those that arrive with the records.
 *
 * @param paths  such as {@code attachments}
 * @param intake     {@code null} if files are not received
 * @param linked     fetches files that records name by their addresses
 */
public record FileColumns(Set<String> paths, FileIntake intake, LinkedFiles linked) {

    /** Of records that have no files. */
    public static final FileColumns NONE = new FileColumns(Set.of(), null, LinkedFiles.NONE);
}
