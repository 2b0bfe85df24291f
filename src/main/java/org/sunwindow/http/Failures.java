package org.sunwindow.http;

import java.sql.SQLException;

/** Classifies exceptions. */
public final class Failures {

    private Failures() {}

    /** Whether an exception or one of its causes means that the database is unavailable. */
    public static boolean isDatabaseUnavailable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                // 08 connection, 57 operator intervention, 53 resources, none for a time-out of the pool,
                // 42P01 undefined table while the schema is being created
                return state == null
                        || state.startsWith("08")
                        || state.startsWith("57")
                        || state.startsWith("53")
                        || state.equals("42P01");
            }
        }
        return false;
    }
}
