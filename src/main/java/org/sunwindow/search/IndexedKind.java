package org.sunwindow.search;

import java.util.List;
import java.util.Set;
import org.sunwindow.publication.Kind;

/** A kind with its mapping to the index. */
public interface IndexedKind<R> extends Kind<R> {

    IndexDocument index(R record);

    /** Fields that only the record on its own shows, not a list. */
    Set<String> detailFields();

    List<Filter> filters();

    default List<TimeField> times() {
        return List.of();
    }

    /** Whether records have opening hours, so that lists can be asked for what is open. */
    default boolean hasHours() {
        return false;
    }

    /** Whether records have places, so that lists can be asked for what is near. */
    default boolean hasPlaces() {
        return false;
    }

    /** A record with its place in a system of coordinates; it is indexed and shown in GCJ-02 unless asked otherwise. */
    default R placed(R record, Coordinates.System system) {
        return record;
    }

    /** The key that somebody means who writes one; another spelling of it is the same. */
    default String key(String written) {
        return written;
    }

    /**
     * What a record on its own shows of others: where it belongs, what belongs to it, where it went. It becomes the member
     * {@code links}.
     *
     * @return {@code null} for nothing
     */
    default Object links(R record, Neighbours neighbours) {
        return null;
    }

    /** Other ways to write records than the JSON of this API, for those who ask for them by {@code Accept}. */
    default List<Representation<R>> representations() {
        return List.of();
    }
}
