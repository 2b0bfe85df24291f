package org.sunwindow.http;

import java.time.DateTimeException;

/** The range of years in records and parameters. Other years are typing errors, or beyond the range of the database. */
public final class Years {

    private static final int FIRST = 1900;
    private static final int LAST = 2200;

    private Years() {}

    public static void check(int year) {
        if (year < FIRST || year > LAST) {
            throw new DateTimeException("year out of range");
        }
    }
}
