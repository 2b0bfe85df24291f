package org.sunwindow.publication;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.Rehearsal;

/** The records that the batches of a dry run would have changed so far, without their content. Not thread-safe. */
public final class DryRun {

    private final Rehearsal<PublicationId, Publication> records = new Rehearsal<>();

    /** May have records under likenesses that they no longer have. */
    private final Map<String, Set<PublicationId>> byLikeness = new HashMap<>();

    void remember(Collection<Publication> batch) {
        for (Publication record : batch) {
            if (records.put(record.id, record.outline()) && record.likeness != null) {
                byLikeness
                        .computeIfAbsent(record.likeness, likeness -> new HashSet<>())
                        .add(record.id);
            }
        }
    }

    boolean knows(PublicationId id) {
        return records.knows(id);
    }

    Publication get(PublicationId id) {
        return records.get(id);
    }

    List<Publication> alike(String likeness) {
        return byLikeness.getOrDefault(likeness, Set.of()).stream()
                .map(records::get)
                .toList();
    }

    /** Whether a record would be stored and public. */
    boolean has(PublicationId id) {
        return records.knows(id) && !records.get(id).isWithdrawn();
    }
}
