package org.sunwindow.imports.quarantine;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.imports.target.ImportTarget.Refusal;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.Sentinel;
import org.sunwindow.publication.Ownership;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/**
 * Stores the findings in lines with personal data, and their releases. The lines themselves are not stored. All
 * methods join the transaction of the caller.
 */
@ApplicationScoped
public class Quarantine {

    /** Values of one entry. A line with more of them is held again after its entry was released. */
    static final int MAX_VALUES = 1_000;

    /** A release that is used often is not written each time. */
    private static final Duration RENEWAL = Duration.ofDays(1);

    private final Clock clock;
    private final QuarantineSettings settings;
    private final Fingerprints fingerprints;
    private final Ownerships ownerships;

    Quarantine(Clock clock, QuarantineSettings settings, Fingerprints fingerprints, Ownerships ownerships) {
        this.clock = clock;
        this.settings = settings;
        this.fingerprints = fingerprints;
        this.ownerships = ownerships;
    }

    /**
     * A line that was accepted or held.
     *
     * @param position in the batch
     * @param key      canonical key of the record
     * @param hits     what is not released; empty if the line was accepted
     */
    public record Line(int position, String key, List<Hit> hits) {}

    /** Returns the releases of records that apply to lines of a publisher. They need no lock. */
    public Releases releases(Publisher publisher, String kind, Set<String> keys) {
        return new Releases(
                kind,
                fingerprints,
                keys.isEmpty() ? List.of() : Releases.Release.ofRecords(publisher, kind, keys, clock.instant()));
    }

    /**
     * Returns the stored records that a publisher may write, among those with open entries of other publishers. Asked
     * before the store is written: a record that a line creates gives no right to what others sent under its key
     * before.
     */
    public Set<String> shared(Publisher publisher, String kind, Set<String> keys) {
        Set<String> ofOthers = QuarantineEntry.heldByOthers(publisher.name(), kind, keys);
        return ofOthers.isEmpty()
                ? Set.of()
                : ownerships.of(kind, ofOthers).stream()
                        .filter(record -> record.allows(publisher))
                        .map(Ownership::key)
                        .collect(Collectors.toSet());
    }

    /** Returns the reasons for refusing lines, without storing them. */
    public static List<Refusal> refusals(List<Hit> hits) {
        return refusals(hits, Map.of());
    }

    private static List<Refusal> refusals(List<Hit> hits, Map<Place, UUID> entries) {
        var first = new LinkedHashMap<List<Object>, Refusal>();
        for (Hit hit : hits) {
            first.computeIfAbsent(
                    List.of(hit.path(), hit.kind()),
                    place -> new Refusal(hit.item(), hit.excerpt(), entries.get(Place.of(hit))));
        }
        return List.copyOf(first.values());
    }

    /** A field without array indices, and what was found in it. */
    private record Place(String field, String code) {

        static Place of(Hit hit) {
            return new Place(hit.field(), hit.kind().code());
        }

        static Place of(QuarantineEntry entry) {
            return new Place(entry.field, entry.code);
        }
    }

    /**
     * Creates entries for what was held, closes the open entries of records of which a line was accepted, and renews
     * the releases that were used. Entries belong to the publisher that sent their line; those of others are closed in
     * shared records only. Called after the store was written, whose lock is held from then on, so that concurrent
     * imports lock entries one after the other.
     *
     * @param lines  in their order; the last one of a record decides
     * @param shared see {@link #shared}
     * @return the reasons for the refusal of each held line, by its position
     */
    public Map<Integer, List<Refusal>> keep(
            Origin origin, String kind, List<Line> lines, Releases used, Set<String> shared) {
        Instant now = clock.instant();
        used.renew(now, settings.released(), RENEWAL);
        Set<String> suspects = keys(lines, false);
        var refused = new HashMap<Integer, List<Refusal>>();
        if (!suspects.isEmpty()) {
            new Batch(origin, kind, suspects, shared, now).keep(lines, refused);
        }
        Set<String> accepted = keys(lines, true);
        accepted.removeAll(suspects);
        if (!accepted.isEmpty()) {
            QuarantineEntry.mend(kind, accepted, shared, origin.publisher().name(), now, settings.held());
        }
        return refused;
    }

    private static Set<String> keys(List<Line> lines, boolean accepted) {
        return lines.stream()
                .filter(line -> line.hits().isEmpty() == accepted)
                .map(Line::key)
                .collect(Collectors.toSet());
    }

    /** The records of a batch of which at least one line was held. */
    private final class Batch {

        private final Origin origin;
        private final String kind;
        private final Instant now;
        private final Set<String> foreign;

        /** Of the publisher. */
        private final Map<String, Map<Place, List<QuarantineEntry>>> open = new HashMap<>();

        /** Of other publishers, in shared records. */
        private final Map<String, List<QuarantineEntry>> ofOthers = new HashMap<>();

        private long room;

        Batch(Origin origin, String kind, Set<String> keys, Set<String> shared, Instant now) {
            this.origin = origin;
            this.kind = kind;
            this.now = now;
            foreign = ownerships.of(kind, keys).stream()
                    .filter(record -> !record.allows(origin.publisher()))
                    .map(Ownership::key)
                    .collect(Collectors.toSet());
            QuarantineEntry.held(kind, keys, origin.publisher().name(), shared).forEach(this::add);
            room = settings.maxHeld()
                    - QuarantineEntry.countHeld(origin.publisher().name(), now);
        }

        private void add(QuarantineEntry entry) {
            if (!entry.publisher.equals(origin.publisher().name())) {
                ofOthers.computeIfAbsent(entry.key, key -> new ArrayList<>()).add(entry);
                return;
            }
            open.computeIfAbsent(entry.key, key -> new HashMap<>())
                    .computeIfAbsent(Place.of(entry), place -> new ArrayList<>())
                    .add(entry);
        }

        void keep(List<Line> lines, Map<Integer, List<Refusal>> refused) {
            for (Line line : lines) {
                if (!line.hits().isEmpty()) {
                    refused.put(line.position(), refusals(line.hits(), hold(line)));
                } else {
                    mend(line.key());
                }
            }
        }

        private void mend(String key) {
            Map<Place, List<QuarantineEntry>> own = open.remove(key);
            List<QuarantineEntry> others = ofOthers.remove(key);
            Stream.concat(
                            own == null ? Stream.of() : own.values().stream().flatMap(List::stream),
                            others == null ? Stream.of() : others.stream())
                    .forEach(entry -> entry.mend(origin.publisher().name(), now, settings.held()));
        }

        private Map<Place, UUID> hold(Line line) {
            if (foreign.contains(line.key()) || reveals(line)) {
                return Map.of();
            }
            var byPlace = new LinkedHashMap<Place, List<Hit>>();
            line.hits()
                    .forEach(hit -> byPlace.computeIfAbsent(Place.of(hit), place -> new ArrayList<>())
                            .add(hit));
            var ids = new HashMap<Place, UUID>();
            byPlace.forEach((place, hits) -> {
                QuarantineEntry entry = hold(line.key(), place, hits);
                if (entry != null) {
                    ids.put(place, entry.id);
                }
            });
            return ids;
        }

        /**
         * Renews the publisher's entry with the same values, or replaces its entries with other values, so that nobody
         * releases values of a later line without having seen them.
         */
        private QuarantineEntry hold(String key, Place place, List<Hit> hits) {
            byte[] hashes = Fingerprints.join(hits.stream()
                    .map(hit -> fingerprints.of(kind, key, hit))
                    .distinct()
                    .limit(MAX_VALUES)
                    .sorted()
                    .toList());
            List<QuarantineEntry> others =
                    open.computeIfAbsent(key, any -> new HashMap<>()).computeIfAbsent(place, any -> new ArrayList<>());
            Predicate<QuarantineEntry> same = entry -> Arrays.equals(entry.hashes, hashes);
            others.stream().filter(same.negate()).forEach(QuarantineEntry::delete);
            others.removeIf(same.negate());
            if (others.isEmpty()) {
                if (--room < 0) {
                    return null;
                }
                others.add(QuarantineEntry.of(kind, key, place.field(), place.code(), hashes));
            }
            QuarantineEntry entry = others.getFirst();
            entry.publisher = origin.publisher().name();
            entry.runId = origin.id();
            entry.excerpt = hits.getFirst().excerpt();
            entry.heldAt = now;
            entry.hold(now, settings.held());
            entry.persist();
            return entry;
        }
    }

    /** Whether the key of the record holds personal data itself, so that no entry may name it. */
    private static boolean reveals(Line line) {
        String key = plain(line.key());
        return !Sentinel.find(line.key(), FieldUse.RECORD_NUMBER).isEmpty()
                || line.hits().stream().anyMatch(hit -> key.contains(plain(hit.value())));
    }

    private static String plain(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
