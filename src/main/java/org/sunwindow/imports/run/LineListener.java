package org.sunwindow.imports.run;

import org.sunwindow.http.Problem;

/** Receives the faults and warnings of a run, in the order of its lines. */
@FunctionalInterface
public interface LineListener {

    LineListener NONE = (line, isWarning, item, label, excerpt) -> {};

    /**
     * @param label   name of the field, for a sheet the heading of its column; {@code null} for none
     * @param excerpt masked text around personal data, {@code null} for none
     */
    void message(long line, boolean isWarning, Problem.Item item, String label, String excerpt);
}
