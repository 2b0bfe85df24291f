package org.sunwindow.imports.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sunwindow.http.Problem;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;

/**
 * Checks and stores the lines of one kind of import. A feature plugs in by a bean of this type with the qualifier {@link
 * ImportKind}. Implementations must be thread-safe: several imports run concurrently.
 *
 * @param <O> operations of the target
 */
public interface ImportTarget<O> {

    /**
     * Checks a line and maps it to an operation.
     *
     * @throws StrictJson.Invalid when the line cannot be read as a record of this kind
     */
    Verdict<O> check(String line) throws StrictJson.Invalid;

    /**
     * Returns the operation that withdraws a record.
     *
     * @param key    as sent
     * @param reason for the operator, may be {@code null}
     */
    O withdrawal(String key, String reason);

    /**
     * Applies operations in their order, all or none. Joins the transaction of the caller. Every write is checked against
     * the publisher and recorded in the {@link org.sunwindow.publisher.WriteAudit}.
     *
     * @param dryRun whether to compute the outcomes only and store nothing
     */
    Applied apply(List<O> operations, Origin origin, boolean dryRun);

    /**
     * Returns the part of a rejected line that may be stored for its sender. The line may be malformed.
     */
    Optional<String> redacted(String line);

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
        /** The record contains personal data and is not stored; see {@link Applied#refusals}. */
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
     */
    record Applied(
            List<Outcome> outcomes, Long revision, Map<Integer, String> alike, Map<Integer, List<Refusal>> refusals) {

        public Applied(List<Outcome> outcomes, Long revision) {
            this(outcomes, revision, Map.of(), Map.of());
        }
    }

    /**
     * Why a record is held in quarantine. It contains no personal data.
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
     * @param faults    reasons for the rejection, empty if the line is accepted
     */
    record Verdict<O>(O operation, List<Problem.Item> faults) {

        public static <O> Verdict<O> rejected(List<Problem.Item> faults) {
            return new Verdict<>(null, faults);
        }

        /** Accepts the operation if there are no faults. */
        public static <O> Verdict<O> of(O operation, List<Problem.Item> faults) {
            return faults.isEmpty() ? new Verdict<>(operation, List.of()) : rejected(faults);
        }
    }
}
