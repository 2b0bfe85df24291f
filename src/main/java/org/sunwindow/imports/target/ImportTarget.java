package org.sunwindow.imports.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.json.CellText;
import org.sunwindow.json.TableText;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/**
 * Checks and stores the lines of one kind of import. A feature plugs in by a bean of this type with the qualifier
 * {@link ImportKind}. Implementations must be thread-safe: several imports run concurrently.
 *
 * @param <O> operations of the target
 */
public interface ImportTarget<O> {

    /** The type that a line is parsed into. Sheets have a column for each of its components. */
    Class<?> lineType();

    /**
     * Returns other headings of columns than the names of the components, by component. An element of a list is named
     * by its path, such as {@code history[901].at}: elements are put in the order of their columns, without gaps.
     */
    default Map<String, List<String>> headings() {
        return Map.of();
    }

    /** Returns how cells of sheets state components in words, by component. */
    default Map<String, CellText> written() {
        return Map.of();
    }

    /** Returns the components that hold the key. */
    default List<String> keys() {
        return List.of();
    }

    /** Returns the components by which people name a record: the key and the title. */
    default List<String> calledBy() {
        return keys();
    }

    /** Returns how a separate worksheet states the table of a record, {@code null} if the records have none. */
    default TableText table() {
        return null;
    }

    /** Returns the paths at which records list files, such as {@code attachments}. */
    default Set<String> files() {
        return Set.of();
    }

    /**
     * Starts to read what the rows of a sheet state in words, such as the names of other records. Names of records that
     * the sender must not know of are unknown.
     */
    default NameReader names(Publisher sender) {
        return (line, headings) -> new Named(line, List.of());
    }

    /** Reads what the rows of one sheet state in words. Not thread-safe. */
    @FunctionalInterface
    interface NameReader {
        /**
         * @param headings of the columns that fill the row, by their paths in it
         */
        Named read(String line, Map<String, String> headings);
    }

    /**
     * A row of a sheet with keys and codes instead of words.
     *
     * @param faults   ambiguous or unknown words
     * @param warnings about what was completed
     */
    record Named(String line, List<Problem.Item> faults, List<Problem.Item> warnings) {

        public Named(String line, List<Problem.Item> faults) {
            this(line, faults, List.of());
        }
    }

    /** Whether lines may be returned to their sender with their faults, because they are not about persons. */
    default boolean mayReturn() {
        return true;
    }

    /** Checks a line and maps it to an operation. */
    Verdict<O> check(String line);

    /**
     * Returns the operation that withdraws a record.
     *
     * @param key    as sent
     * @param reason for the operator, may be {@code null}
     */
    O withdrawal(String key, String reason);

    /**
     * Starts a run.
     *
     * @param dryRun whether to compute the outcomes only and store nothing
     */
    Applier<O> applier(Origin origin, boolean dryRun);

    /** Applies the operations of one run. Not thread-safe. */
    interface Applier<O> {

        /**
         * Applies operations in their order, all or none. Joins the transaction of the caller. Every write is checked
         * against the publisher and recorded in the {@link org.sunwindow.publisher.WriteAudit}. A dry run sees what its
         * earlier operations would have stored.
         */
        Applied apply(List<O> operations);
    }

    /** The effect of one operation. */
    enum Outcome {
        CREATED,
        CHANGED,
        /** The record was already stored in this state, or in a newer one. */
        UNCHANGED,
        WITHDRAWN,
        /** The record to withdraw does not exist. */
        UNKNOWN,
        /** The record belongs to a publisher whose records the sender may not write; nothing is changed. */
        FOREIGN,
        /** The record has no number and cannot be distinguished from a numbered one. Nothing is stored. */
        ALIKE,
        /** The record is refused for what it contains and not stored; see {@link Applied#refusals}. */
        HELD;

        /** Returns what the audit records, empty if nothing was written. */
        public Optional<WriteAudit.Action> action() {
            return switch (this) {
                case CREATED -> Optional.of(WriteAudit.Action.CREATED);
                case CHANGED -> Optional.of(WriteAudit.Action.CHANGED);
                case WITHDRAWN -> Optional.of(WriteAudit.Action.WITHDRAWN);
                case UNCHANGED, UNKNOWN, FOREIGN, ALIKE, HELD -> Optional.empty();
            };
        }
    }

    /**
     * @param outcomes one per operation, in the order of the operations
     * @param revision newest revision of the publication store; {@code null} for targets without revisions
     * @param alike    key of the other record by the position of each operation whose outcome is {@link Outcome#ALIKE}
     * @param refusals reasons by the position of each operation whose outcome is {@link Outcome#HELD}
     * @param warnings warnings that require the store, by the position of the operation
     */
    record Applied(
            List<Outcome> outcomes,
            Long revision,
            Map<Integer, String> alike,
            Map<Integer, List<Refusal>> refusals,
            Map<Integer, List<Problem.Item>> warnings) {

        public Applied(List<Outcome> outcomes, Long revision) {
            this(outcomes, revision, Map.of(), Map.of(), Map.of());
        }
    }

    /**
     * Why a record is refused, such as for personal data. It contains none itself.
     *
     * @param excerpt      the text around the personal data, which is masked
     * @param quarantineId the entry of the quarantine, {@code null} if there is none
     */
    record Refusal(Problem.Item item, String excerpt, UUID quarantineId) {}

    /**
     * The result of checking a line. A line can be rejected and still have an operation: a record declared not to be
     * public is rejected, and withdrawn if it was published before.
     *
     * @param operation may be {@code null}
     * @param key       of the record as it was sent, for the sender; may be {@code null}
     * @param identity equal for lines of which a later one replaces an earlier one; {@code null} if a record usually
     *     has several lines
     * @param faults    reasons for the rejection, empty if the line is accepted
     * @param warnings  what may be wrong; the line is accepted all the same
     */
    record Verdict<O>(
            O operation, String key, String identity, List<Problem.Item> faults, List<Problem.Item> warnings) {

        public static <O> Verdict<O> rejected(String key, List<Problem.Item> faults) {
            return new Verdict<>(null, key, null, faults, List.of());
        }

        /**
         * Returns the verdict of a line that has other faults, too. What is declared not to be public is still
         * withdrawn.
         */
        public Verdict<O> rejected(List<Problem.Item> others) {
            return new Verdict<>(
                    faults.isEmpty() ? null : operation,
                    key,
                    null,
                    Stream.concat(others.stream(), faults.stream()).toList(),
                    List.of());
        }

        /** Returns the verdict with other warnings before its own, if the line is accepted. */
        public Verdict<O> warned(List<Problem.Item> others) {
            return !faults.isEmpty() || others.isEmpty()
                    ? this
                    : new Verdict<>(
                            operation,
                            key,
                            identity,
                            faults,
                            Stream.concat(others.stream(), warnings.stream()).toList());
        }

        public static <O> Verdict<O> accepted(O operation, String key) {
            return new Verdict<>(operation, key, null, List.of(), List.of());
        }
    }
}
