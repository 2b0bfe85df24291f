package org.sunwindow.kind;

import java.time.OffsetDateTime;
import java.util.List;
import org.sunwindow.calendar.OpeningHours;

/**
 * A standard format of records, other than the JSON of this API. Coordinates are in WGS-84, as these standards require.
 *
 * @param mediaType by which {@code Accept} chooses the format
 * @param ofLists   whether lists have this format, too
 */
public record Representation<R>(String mediaType, boolean ofLists, Writer<R> writer) {

    /**
     * A record and what depends on the request.
     *
     * @param distance  in metres, {@code null} if the request names no location
     * @param state     opening state, {@code null} if not requested or if the hours are not known
     * @param inForce   whether it is in force now
     * @param address   under which the public finds the record, {@code null} in lists and if no address is set
     * @param described {@code null} in lists
     */
    public record Shown<R>(
            R record,
            Double distance,
            OpeningHours.State state,
            boolean inForce,
            String address,
            Described described) {}

    /**
     * What is known of a single record of any kind.
     *
     * @param key       as it was sent
     * @param summary   empty if there is none
     * @param publisher name of the publishing body or of the organization that it belongs to, {@code null} for none
     * @param published {@code null} if no time is known
     * @param modified  when it was published or last changed
     */
    public record Described(
            String key,
            String title,
            String summary,
            String publisher,
            OffsetDateTime published,
            OffsetDateTime modified) {}

    @FunctionalInterface
    public interface Writer<R> {

        /**
         * @param single whether a single record was requested, not a list
         * @return a text in UTF-8, or the bytes of a workbook
         */
        byte[] write(List<Shown<R>> records, boolean single);
    }
}
