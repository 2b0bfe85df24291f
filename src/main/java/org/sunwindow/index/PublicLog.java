package org.sunwindow.index;

import java.time.Instant;
import java.util.List;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.LogPosition;

/**
 * The revision log as far as it is public, in one state of the index: for each key the last revision, and the record if
 * it is public now. Earlier states are not part of it.
 */
public interface PublicLog {

    /** Returns the log position of the state that is read. */
    LogPosition position();

    /** Returns the instant for which it is decided what is public. */
    Instant now();

    /** Why a key has no public record. */
    enum Absence {
        WITHDRAWN,
        EXPIRED,
        /** An earlier state was public, the present one will be. */
        NOT_PUBLIC,
        /** No state of the record was public yet. It must not be mentioned. */
        NEVER_PUBLIC
    }

    /**
     * The state of a key.
     *
     * @param key        canonical
     * @param at         when the state began: of the change, or when the record became public, expired or was withdrawn
     * @param absence    {@code null} if the record is public
     * @param publishers values of the filter by publishing body; empty unless the record is public
     * @param json       the record, {@code null} unless it is public and was asked for
     */
    record Logged(
            String kind,
            String key,
            long revision,
            Instant at,
            Absence absence,
            List<String> publishers,
            byte[] json) {}

    /**
     * Returns the keys whose last revision is after another, in the order of revisions.
     *
     * @param kinds   names of kinds
     * @param records whether to read the records
     */
    List<Logged> changed(List<String> kinds, long after, int most, boolean records);

    /**
     * Returns the keys whose record began or ceased to be public in a period because of its own times, in the order of
     * these, then of revisions.
     *
     * @param kinds   names of kinds
     * @param upTo    the last revision; later ones are {@link #changed}
     * @param after   the entry after which to continue; of its instant, only entries with later revisions are returned
     * @param until   inclusive
     * @param most    maximum number of entries
     * @param records whether to read the records
     */
    List<Logged> turned(List<String> kinds, long upTo, Turn after, Instant until, int most, boolean records);

    /**
     * A place in the order of {@link #turned}.
     *
     * @param revision of the last entry at this instant, {@link Long#MAX_VALUE} after all of them
     */
    record Turn(Instant at, long revision) {}

    /**
     * Returns public records of a kind in the order of their canonical keys.
     *
     * @param after key after which to continue, {@code null} to begin
     */
    List<Logged> records(Kind<?> kind, String after, int most);

    /**
     * Hashes of a public record.
     *
     * @param key    SHA-256 of the canonical key in UTF-8
     * @param record SHA-256 of the record as canonical JSON (RFC 8785)
     */
    record Digest(byte[] key, byte[] record) {

        /** Bytes of a hash. */
        public static final int LENGTH = 32;
    }

    /**
     * Returns the hashes of all public records of a kind, each as those of its key and its content, in the order of the
     * hashes of the keys.
     */
    byte[] digests(Kind<?> kind);
}
