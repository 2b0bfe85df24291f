package org.sunwindow.cases.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;

/**
 * The time of the database, which is used for locks, windows, challenges and the audit log. Clocks of instances differ
 * and may be set back; that of the database is the same for all. Statements compute it themselves, as {@link #NOW}.
 * Thread-safe.
 */
@ApplicationScoped
class DatabaseTime {

    /** The current time in SQL. Its parameter is set by {@link #bind}. */
    static final String NOW = "coalesce(?::timestamptz, now())";

    private final Clock clock;
    private volatile Reading last;

    DatabaseTime(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param nanos {@link System#nanoTime} at that time, which no one can set back
     */
    private record Reading(Instant time, long nanos) {}

    /** Sets the parameter of {@link #NOW} to null, which selects the clock of the database. */
    void bind(PreparedStatement statement, int parameter) throws SQLException {
        statement.setNull(parameter, Types.TIMESTAMP_WITH_TIMEZONE);
    }

    /** Remembers the result of {@link #NOW}. */
    void read(Instant time) {
        last = new Reading(time, System.nanoTime());
    }

    /** Returns an estimate of the time of the database, for code that must not wait for the database. */
    Instant estimate() {
        Reading reading = last;
        return reading == null ? clock.instant() : reading.time().plusNanos(System.nanoTime() - reading.nanos());
    }
}
