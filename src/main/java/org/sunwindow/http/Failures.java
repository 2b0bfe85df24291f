package org.sunwindow.http;

import java.sql.SQLException;

/** Classifies exceptions. */
public final class Failures {

    private Failures() {}

    /** Whether an exception means that the database cannot be reached, in whatever layer it surfaces. */
    public static boolean isStoreDown(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                // 08 connection, 57 operator intervention, 53 resources; none when the pool gave up waiting;
                // 42P01 a table that is not there yet, because the schema is being made at this very moment
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
