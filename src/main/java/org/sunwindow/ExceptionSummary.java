package org.sunwindow;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Describes exceptions for the log without their messages: those of databases and parsers repeat whole records. */
public final class ExceptionSummary {

    private static final int FRAMES = 12;

    private ExceptionSummary() {}

    /** Returns the classes and SQL states of an exception and its causes, and the top of its stack trace. */
    public static String of(Throwable e) {
        var summary = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            summary.append(summary.isEmpty() ? "" : "; caused by ")
                    .append(cause.getClass().getName());
            if (cause instanceof SQLException sql) {
                summary.append(" (SQL state ").append(sql.getSQLState()).append(')');
            }
        }
        String frames = Arrays.stream(e.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return summary.append(" at ").append(frames).toString();
    }
}
