package org.sunwindow.imports.quarantine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sunwindow.privacy.Hit;
import org.sunwindow.publisher.Publisher;

/** The valid releases of some records of a kind that apply to the lines of a publisher. Not thread-safe. */
public final class Releases {

    private final String kind;
    private final Fingerprints fingerprints;
    private final Map<String, List<Release>> byKey = new HashMap<>();
    private final Set<UUID> used = new HashSet<>();

    /**
     * A released entry.
     *
     * @param values hashes of what was released
     */
    record Release(UUID id, String key, Set<ByteBuffer> values) {

        /**
         * A release applies to its publisher, and to those that may write the records of this publisher. The rows are
         * not loaded as entities, which would overwrite a release that is revoked at the same time.
         */
        static List<Release> ofRecords(Publisher publisher, String kind, Collection<String> keys, Instant now) {
            return QuarantineEntry.released(kind, keys, now)
                    .filter(row -> publisher.mayWrite((String) row[3], null))
                    .map(row -> new Release((UUID) row[0], (String) row[1], Fingerprints.split((byte[]) row[2])))
                    .toList();
        }
    }

    Releases(String kind, Fingerprints fingerprints, List<Release> releases) {
        this.kind = kind;
        this.fingerprints = fingerprints;
        releases.forEach(release ->
                byKey.computeIfAbsent(release.key(), key -> new ArrayList<>()).add(release));
    }

    /** Returns the hits in a line of a record that are not released. */
    public List<Hit> unreleased(String key, List<Hit> hits) {
        List<Release> releases = byKey.getOrDefault(key, List.of());
        return releases.isEmpty()
                ? hits
                : hits.stream().filter(hit -> !isReleased(releases, key, hit)).toList();
    }

    private boolean isReleased(List<Release> releases, String key, Hit hit) {
        for (Release release : releases) {
            if (fingerprints.contains(release.values(), kind, key, hit)) {
                used.add(release.id());
                return true;
            }
        }
        return false;
    }

    /** Extends the validity of the releases that were used, unless they were extended lately or are revoked. */
    void renew(Instant now, Duration validity, Duration lately) {
        if (!used.isEmpty()) {
            QuarantineEntry.renew(used, now.plus(validity), now.plus(validity).minus(lately));
        }
    }
}
