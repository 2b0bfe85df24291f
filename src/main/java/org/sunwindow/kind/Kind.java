package org.sunwindow.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A kind of publication. Its record is what an import line is parsed into, what the store keeps, what the API returns
 * and what the contract describes.
 *
 * <p>A kind is a {@code @Singleton} bean with a constructor without parameters. It depends on no other bean, because the
 * build also creates one to write the contract. Immutable.
 */
public abstract class Kind<R> {

    /** The value of {@link #lapsesOn} for a record that is not in force and has no known last day. */
    protected static final LocalDate NEVER_IN_FORCE = LocalDate.EPOCH;

    private final String name;
    private final String label;
    private final Class<R> type;
    private final Fields<R> fields;
    private final Contract contract;

    /**
     * @param name     in imports, in the store and in site search, such as {@code disclosure}
     * @param label    for people, such as 政府信息
     * @param type     of the record
     * @param fields   what the record's components are used for
     * @param contract the texts of the contract
     */
    protected Kind(String name, String label, Class<R> type, Fields<R> fields, Contract contract) {
        this.name = name;
        this.label = label;
        this.type = type;
        this.fields = fields;
        this.contract = contract;
    }

    public final String name() {
        return name;
    }

    public final String label() {
        return label;
    }

    public final Class<R> type() {
        return type;
    }

    public final Fields<R> fields() {
        return fields;
    }

    public final Contract contract() {
        return contract;
    }

    /** The rules of this kind, applied to a record whose shape has been checked. */
    public abstract Admission<R> admit(R record);

    /** Whether a rejected line may be kept for its sender. The line may lack or garble any field. */
    public boolean mayKeep(JsonNode line) {
        return true;
    }

    /** The key of the record that a line, whatever else is wrong with it, declares not to be public. */
    public Optional<String> closes(JsonNode line) {
        return Optional.empty();
    }

    /** The key that a caller means; another spelling of it may be the same. */
    public String key(String written) {
        return written;
    }

    /**
     * The first day on which a record is no longer in force: abolished, closed, cancelled or replaced.
     *
     * @return {@link #NEVER_IN_FORCE} if the day is not known, {@code null} if the record is in force without end
     */
    public LocalDate lapsesOn(R record) {
        return null;
    }

    /** Whether people ask for a record by its name, in which spelling mistakes are corrected. Costs memory for each name. */
    public boolean isAskedByName(R record) {
        return false;
    }

    /** What is added to the score of every record of this kind in site search. */
    public float searchBoost() {
        return 0;
    }

    /** What is added to the score of every record of this kind in suggestions, of names that match equally well. */
    public float suggestionBoost() {
        return 0;
    }

    /**
     * What a single record shows of others: what it belongs to, what belongs to it, what replaced it. It becomes the member
     * {@code links}, and is described in the contract as the schema {@code <type>Links}.
     *
     * @return {@code null} for nothing
     */
    public Object links(R record, RelatedRecords related) {
        return null;
    }

    /** Formats of records beside the JSON of this API, chosen by {@code Accept}. */
    public List<Representation<R>> representations() {
        return List.of();
    }
}
