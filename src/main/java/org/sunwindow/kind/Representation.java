package org.sunwindow.kind;

import java.util.List;
import org.sunwindow.calendar.OpeningHours;

/**
 * A standard's way to write records, beside the JSON of this API. Places are in WGS-84, as all these standards want it.
 *
 * @param mediaType what is asked for by {@code Accept}
 * @param ofLists   whether a page of a list can be written so, or only a record on its own
 */
public record Representation<R>(String mediaType, boolean ofLists, Writer<R> writer) {

    /**
     * A record and what belongs to the question.
     *
     * @param distance in metres, {@code null} when no place was asked for
     * @param state    whether it is open, {@code null} when not asked for and where no hours are known
     */
    public record Shown<R>(R record, Double distance, OpeningHours.State state) {}

    /** Writes records. */
    @FunctionalInterface
    public interface Writer<R> {

        /**
         * @param alone whether it is one record that was asked for, and not a list that has one
         * @return UTF-8
         */
        byte[] write(List<Shown<R>> records, boolean alone);
    }
}
