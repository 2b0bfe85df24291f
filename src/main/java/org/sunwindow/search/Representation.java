package org.sunwindow.search;

import java.util.List;

/**
 * A standard's way to write records, beside the JSON of this API. Places are in WGS-84, as all these standards want it.
 *
 * @param mediaType what is asked for by {@code Accept}
 * @param ofLists   whether a page of a list can be written so, or only a record on its own
 */
public record Representation<R>(String mediaType, boolean ofLists, Writer<R> writer) {

    /** Writes records. */
    @FunctionalInterface
    public interface Writer<R> {

        /**
         * @param alone whether it is one record that was asked for, and not a list that has one
         * @return UTF-8
         */
        byte[] write(List<R> records, boolean alone);
    }
}
