package org.sunwindow.http;

import java.sql.SQLException;
import java.util.Set;

/** Classifies exceptions. */
public final class Failures {

    /**
     * Classes of SQL states: 08 connection, 25 a database that only reads, 53 resources such as the disk, 57 operator
     * intervention, 58 its files.
     */
    private static final Set<String> UNAVAILABLE = Set.of("08", "25", "53", "57", "58");

    /** An undefined table or column: the schema is being created or migrated. */
    private static final Set<String> SCHEMA = Set.of("42P01", "42703");

    private Failures() {}

    /** Whether an exception or one of its causes means that the database is unavailable. */
    public static boolean isDatabaseUnavailable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                // a timeout of the pool has no SQL state
                return state == null || UNAVAILABLE.stream().anyMatch(state::startsWith) || SCHEMA.contains(state);
            }
        }
        return false;
    }
}
