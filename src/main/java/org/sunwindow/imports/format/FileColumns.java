package org.sunwindow.imports.format;

import java.util.Set;
import org.sunwindow.publication.FileIntake;

/**
 * Which components of a record list files, and who receives those that arrive with the records.
 *
 * @param components such as {@code attachments}
 * @param intake     {@code null} if files are not received
 * @param linked     fetches files that records name by their addresses
 */
public record FileColumns(Set<String> components, FileIntake intake, LinkedFiles linked) {

    /** Of records that have no files. */
    public static final FileColumns NONE = new FileColumns(Set.of(), null, LinkedFiles.NONE);
}
