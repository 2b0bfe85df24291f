package org.sunwindow.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Settings;

/**
 * Which owners of records may write the records of others, as publishers are configured. A statement about the validity
 * of a record counts only if the owner of the statement has this right. Immutable.
 */
public final class OwnerRights {

    /** Without configured publishers: everybody may write what it owns. */
    public static final OwnerRights OWN_ONLY = new OwnerRights(Map.of());

    private final Map<String, Publisher> publishers;

    private OwnerRights(Map<String, Publisher> publishers) {
        this.publishers = publishers;
    }

    public static OwnerRights of(Settings settings) {
        var publishers = new HashMap<String, Publisher>();
        settings.publishers().forEach((name, publisher) -> publishers.put(name, Publishers.publisher(name, publisher)));
        return new OwnerRights(Map.copyOf(publishers));
    }

    /** Returns the owners that may write a record, for the same arguments as {@link #mayWrite}. */
    public Set<String> writers(String owner, String division) {
        return Stream.concat(
                        Stream.of(owner),
                        publishers.keySet().stream().filter(writer -> mayWrite(writer, owner, division)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the owner of a record may write another record. Records without an owner were stored before records had
     * owners; they may make statements about each other.
     *
     * @param writer   owner of the former, empty for nobody; a publisher that is no longer configured keeps its own
     *     records
     * @param owner    of the latter, empty for nobody
     * @param division of the latter, its 12-digit code; empty for none
     */
    public boolean mayWrite(String writer, String owner, String division) {
        if (writer.equals(owner)) {
            return true;
        }
        Publisher publisher = publishers.get(writer);
        return publisher != null
                && publisher.mayWrite(owner.isEmpty() ? null : owner, division.isEmpty() ? null : division);
    }
}
