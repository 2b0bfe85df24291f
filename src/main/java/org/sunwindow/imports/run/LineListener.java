package org.sunwindow.imports.run;

import org.sunwindow.http.Problem;

/** Receives the faults and warnings of a run, in the order of its lines, and then those about the whole file. */
@FunctionalInterface
public interface LineListener {

    LineListener NONE = (line, isWarning, item, label, excerpt) -> {};

    /**
     * @param line    0 for the whole file
     * @param label   name of the field, for a sheet the heading of its column; {@code null} for none
     * @param excerpt masked text around personal data, {@code null} for none
     */
    void message(long line, boolean isWarning, Problem.Item item, String label, String excerpt);

    /** Returns a listener to messages about the whole file, which belong to no line. */
    default LineListener ofFile() {
        return (line, isWarning, item, label, excerpt) -> message(0, isWarning, item, label, excerpt);
    }
}
