package org.sunwindow.publication;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publisher.Publisher;

/** The stored records that a batch of writes may change, by key and by likeness. Not thread-safe. */
final class KnownRecords {

    private final Map<PublicationId, Publication> byId = new HashMap<>();
    private final Map<String, Set<Publication>> byLikeness = new HashMap<>();

    private final Publisher publisher;

    private KnownRecords(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * @param publisher sender of the writes; records under other keys that it may not write are not the same as its own
     */
    static KnownRecords of(List<? extends Write> writes, Publisher publisher) {
        var known = new KnownRecords(publisher);
        Publication.withIds(writes.stream()
                        .flatMap(write -> Stream.concat(Stream.of(write.id()), otherIds(write)))
                        .distinct()
                        .toList())
                .forEach(known::add);
        var likenesses = writes.stream()
                .map(write -> write.identity().likeness())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!likenesses.isEmpty()) {
            Publication.withLikenesses(likenesses).forEach(known::add);
        }
        return known;
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
     * Returns the records under other keys that a write withdraws. A write with a number withdraws what had none: under its
     * other keys, and of its likeness. A withdrawal without a number withdraws all of its likeness.
     */
    List<Publication> others(Write write) {
        if (!write.identity().numbered()) {
            return write instanceof Publications.Withdraw ? alike(write) : List.of();
        }
        Stream<Publication> renumbered = otherIds(write).map(byId::get).filter(other -> isPublic(other, write));
        return Stream.concat(renumbered, alike(write).stream())
                .filter(other -> !other.numbered)
                .distinct()
                .toList();
    }

    /** Returns the records under other keys that have the likeness of a write, without those that are withdrawn. */
    List<Publication> alike(Write write) {
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
