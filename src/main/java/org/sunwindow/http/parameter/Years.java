package org.sunwindow.http.parameter;

import java.time.DateTimeException;

/** The range of years in records and parameters. Other years are typing errors, or beyond the range of the database. */
public final class Years {

    private Years() {}

    public static void check(int year) {
        if (year < 1900 || year > 2200) {
            throw new DateTimeException("year out of range");
        }
    }
}
