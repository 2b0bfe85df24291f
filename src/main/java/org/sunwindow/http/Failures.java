package org.sunwindow.http;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What exceptions mean, and how they are told without what they carry: messages of databases repeat whole rows. */
public final class Failures {

    private static final int FRAMES = 12;

    private Failures() {}

    /** Whether the store is away: whatever the layer it surfaces in, that is no defect of ours. */
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

    /** Classes, SQL states and places of an exception and its causes; no messages. */
    public static String told(Throwable e) {
        var told = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            told.append(told.isEmpty() ? "" : "; caused by ")
                    .append(cause.getClass().getName());
            if (cause instanceof SQLException sql) {
                told.append(" (SQL state ").append(sql.getSQLState()).append(')');
            }
        }
        String places = Arrays.stream(e.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return told.append(" at ").append(places).toString();
    }
}
