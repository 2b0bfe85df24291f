package org.sunwindow.publication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publisher.Publisher;

/**
 * The stored records that a batch of writes may change, by key and by likeness, and whether others with a number have
 * the same likeness. Not thread-safe.
 */
final class KnownRecords {

    private final Map<PublicationId, Publication> byId = new HashMap<>();
    private final Map<String, Set<Publication>> byLikeness = new HashMap<>();

    /** Keys of records with a number that the batch does not change, by likeness. */
    private final Map<String, List<PublicationId>> numbered = new HashMap<>();

    private final Publisher publisher;
    private final DryRun run;

    private KnownRecords(Publisher publisher, DryRun run) {
        this.publisher = publisher;
        this.run = run;
    }

    /**
     * @param publisher sender of the writes; records under other keys that it may not write are not the same as its own
     * @param run       whose changes count instead of the stored records; {@code null} unless it is a dry run
     */
    static KnownRecords of(List<? extends Write> writes, Publisher publisher, DryRun run) {
        var known = new KnownRecords(publisher, run);
        List<PublicationId> ids = writes.stream()
                .flatMap(write -> Stream.concat(Stream.of(write.id()), otherIds(write)))
                .distinct()
                .toList();
        Publication.withIds(ids).forEach(known::addStored);
        Set<String> withdrawn = likenesses(writes, write -> write instanceof Withdraw && !isNumbered(write));
        Set<String> replaced = likenesses(writes, KnownRecords::isNumbered);
        Set<String> unnumbered = likenesses(writes, write -> write instanceof Put && !isNumbered(write));
        replaced.removeAll(withdrawn);
        unnumbered.removeAll(withdrawn);
        if (!withdrawn.isEmpty()) {
            Publication.withLikenesses(withdrawn).forEach(known::addStored);
        }
        if (!replaced.isEmpty()) {
            Publication.unnumbered(replaced).forEach(known::addStored);
        }
        if (!unnumbered.isEmpty()) {
            Publication.numbered(unnumbered, ids).forEach(known::addNumbered);
        }
        if (run != null) {
            ids.stream().filter(run::knows).map(run::get).forEach(known::add);
            Stream.of(withdrawn, replaced, unnumbered)
                    .flatMap(Set::stream)
                    .flatMap(likeness -> run.alike(likeness).stream())
                    .forEach(known::add);
        }
        return known;
    }

    private void addStored(Publication publication) {
        if (run == null || !run.knows(publication.id)) {
            add(publication);
        }
    }

    Collection<Publication> all() {
        return byId.values();
    }

    private static boolean isNumbered(Write write) {
        return write.identity().numbered();
    }

    private static Set<String> likenesses(List<? extends Write> writes, Predicate<Write> which) {
        return writes.stream()
                .filter(which)
                .map(write -> write.identity().likeness())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void addNumbered(Object[] row) {
        var id = new PublicationId((String) row[1], (String) row[4]);
        if (run != null && run.knows(id)) {
            return;
        }
        if (publisher.mayWrite((String) row[2], (String) row[3])) {
            numbered.computeIfAbsent((String) row[0], likeness -> new ArrayList<>())
                    .add(id);
        }
    }

    private static Stream<PublicationId> otherIds(Write write) {
        return write.identity().otherKeys().stream().map(key -> new PublicationId(write.kind(), key));
    }

    /** Returns the record under a key, withdrawn or not, {@code null} for none. */
    Publication get(PublicationId id) {
        return byId.get(id);
    }

    /** Adds a record, or notes a changed likeness. */
    void add(Publication publication) {
        byId.put(publication.id, publication);
        if (publication.likeness != null) {
            byLikeness
                    .computeIfAbsent(publication.likeness, likeness -> new LinkedHashSet<>())
                    .add(publication);
        }
    }

    /**
     * Returns the records under other keys that a write withdraws. A write with a number withdraws what had none: under
     * its other keys, and of its likeness. A withdrawal without a number withdraws all of its likeness.
     */
    List<Publication> others(Write write) {
        if (!write.identity().numbered()) {
            return write instanceof Withdraw ? alike(write) : List.of();
        }
        Stream<Publication> renumbered = otherIds(write).map(byId::get).filter(other -> isPublic(other, write));
        return Stream.concat(renumbered, alike(write).stream())
                .filter(other -> !other.numbered)
                .distinct()
                .toList();
    }

    /** Returns the key of a record with a number that has the likeness of a record to be stored without one. */
    Optional<String> numbered(Put put) {
        String likeness = put.identity().likeness();
        Stream<String> changed =
                alike(put).stream().filter(other -> other.numbered).map(other -> other.id.key());
        Stream<String> unchanged = numbered.getOrDefault(likeness, List.of()).stream()
                .filter(id -> id.kind().equals(put.kind()))
                .map(PublicationId::key);
        return Stream.concat(changed, unchanged).findFirst();
    }

    private List<Publication> alike(Write write) {
        String likeness = write.identity().likeness();
        Collection<Publication> alike = likeness == null ? Set.of() : byLikeness.getOrDefault(likeness, Set.of());
        return alike.stream()
                .filter(other -> likeness.equals(other.likeness) && isPublic(other, write))
                .toList();
    }

    private boolean isPublic(Publication other, Write write) {
        return other != null
                && !other.isWithdrawn()
                && other.id.kind().equals(write.kind())
                && !other.id.equals(write.id())
                && publisher.mayWrite(other.owner, other.division);
    }
}
