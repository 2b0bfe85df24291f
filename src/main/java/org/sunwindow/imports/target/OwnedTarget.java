package org.sunwindow.imports.target;

import java.util.Set;
import org.sunwindow.publisher.Origin;

/** A target whose records belong to publishers. */
public interface OwnedTarget<O> extends ImportTarget<O> {

    /**
     * Gives the records of one owner to another, all or none.
     *
     * @param from the owner, {@code null} for records that nobody owns
     * @param to   the new owner
     * @param keys keys of the records as sent, empty for all; those of other owners are skipped
     * @return the number of records
     */
    int handOver(Origin origin, String from, String to, Set<String> keys);
}
