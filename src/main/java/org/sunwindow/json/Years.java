package org.sunwindow.json;

import java.time.DateTimeException;

/** The years that dates of records and parameters can have; others are slips, and beyond what a database holds. */
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
