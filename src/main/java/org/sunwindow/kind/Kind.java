package org.sunwindow.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A kind of publication. Its record is what an import line is parsed into, what the store keeps, what the API returns
 * and what the contract describes.
 *
 * <p>A kind declares what it is and depends on no other bean: the build creates one, too, to write the contract. It needs
 * a constructor without parameters and is a bean.
 */
public interface Kind<R> {

    /** The value of {@link #lapsesOn} for a record that is not in force and has no known last day. */
    LocalDate NEVER_IN_FORCE = LocalDate.EPOCH;

    /** Name in imports, in the store and in site search, such as {@code disclosure}. */
    String name();

    /** Name for people, such as 政府信息. */
    String label();

    Class<R> type();

    Fields<R> fields();

    /** The texts of the contract. */
    Contract contract();

    /** The rules of this kind, applied to a record whose shape has been checked. */
    Admission<R> admit(R record);

    /** Whether a rejected line may be kept for its sender. The line may lack or garble any field. */
    default boolean mayKeep(JsonNode line) {
        return true;
    }

    /** The key of the record that a line, whatever else is wrong with it, declares not to be public. */
    default Optional<String> closes(JsonNode line) {
        return Optional.empty();
    }

    /** The key that a caller means; another spelling of it may be the same. */
    default String key(String written) {
        return written;
    }

    /**
     * The first day on which a record is no longer in force: abolished, closed, cancelled or replaced.
     *
     * @return {@link #NEVER_IN_FORCE} if the day is not known, {@code null} if the record is in force without end
     */
    default LocalDate lapsesOn(R record) {
        return null;
    }

    /** Whether people ask for a record by its name, in which spelling mistakes are corrected. Costs memory for each name. */
    default boolean isAskedByName(R record) {
        return false;
    }

    /** What is added to the score of every record of this kind in site search. */
    default float searchBoost() {
        return 0;
    }

    /** What is added to the score of every record of this kind in suggestions, of names that match equally well. */
    default float suggestionBoost() {
        return 0;
    }

    /**
     * What a single record shows of others: what it belongs to, what belongs to it, what replaced it. It becomes the member
     * {@code links}, and is described in the contract as the schema {@code <type>Links}.
     *
     * @return {@code null} for nothing
     */
    default Object links(R record, RelatedRecords related) {
        return null;
    }

    /** Formats of records beside the JSON of this API, chosen by {@code Accept}. */
    default List<Representation<R>> representations() {
        return List.of();
    }
}
