package org.sunwindow.publication;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A kind of publication. Its record is what an import line parses into, what the store keeps, what the API returns and
 * what the contract describes.
 */
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
}
