package org.sunwindow.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sunwindow.place.Coordinates;

/** A kind of publication, with its rules and its mapping to the index. */
public interface Kind<R> {

    /** Name in imports and in the store, such as {@code disclosure}. */
    String name();

    /** Name for people, such as 政府信息. */
    String label();

    Class<R> type();

    /** Whether a line that is rejected may be kept for its sender; it may lack or garble any field. */
    default boolean mayKeep(JsonNode line) {
        return true;
    }

    /** The key of a record that a line, whatever else is wrong with it, declares not to be public. */
    default Optional<String> closes(JsonNode line) {
        return Optional.empty();
    }

    /** The rules of this kind, applied to a record whose shape has been checked. */
    Admission<R> admit(R record);

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
    default Object links(R record, RelatedRecords neighbours) {
        return null;
    }

    /** Other ways to write records than the JSON of this API, for those who ask for them by {@code Accept}. */
    default List<Representation<R>> representations() {
        return List.of();
    }

    /**
     * Paths of values that identify records, such as {@code related.key}, without array indices. They are made of division
     * codes, dates and sequences, so the privacy check takes one for an identity number only if its check digit is right.
     */
    default Set<String> recordNumbers() {
        return Set.of(
                "id",
                "indexNo",
                "code",
                "organization",
                "parent",
                "services",
                "windows.services",
                "offices",
                "related.key");
    }

    /** Paths of public numbers that resemble personal ones, such as {@code creditCode}. The privacy check skips them. */
    default Set<String> publicNumbers() {
        return Set.of("creditCode");
    }
}
