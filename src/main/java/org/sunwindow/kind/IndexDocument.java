package org.sunwindow.kind;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.place.Location;

/**
 * A record as input of the index, read by the {@link Fields} of its kind.
 *
 * @param title       what the record is called; weighs most; empty if there is none, like the other texts
 * @param keywords    words that describe the whole record
 * @param fileNames   names of the files that come with the record
 * @param body        everything else that is read, as plain text
 * @param mentions    names by which the record is found, but which it is not about
 * @param identifiers numbers and codes that identify the record
 * @param values      values by the name of their {@link Filter}
 * @param times       instants by the name of their {@link TimeField}
 * @param publisher   name of the body that published the record, {@code null} where it is not known
 * @param numbers     numbers to sort by, by the name of their field, see {@link Field#sortedBy}
 * @param askedByName whether the title is used for spelling correction
 * @param lapsedFrom  when the record ceases to be in force, {@link Instant#EPOCH} if it never was; may be {@code null}
 * @param effectFrom  when it takes effect, and what it replaces ceases to be in force, unless it becomes public later;
 *     {@code null} if at once
 * @param citations   documents that it is based on, see {@link Field#citations}
 * @param location    may be {@code null}
 * @param hours       opening hours, {@code null} where they are not known
 */
public record IndexDocument(
        String title,
        List<String> keywords,
        String summary,
        List<String> fileNames,
        String body,
        List<String> mentions,
        List<String> identifiers,
        Map<String, List<String>> values,
        Map<String, Instant> times,
        String publisher,
        Map<String, Long> numbers,
        boolean askedByName,
        Instant lapsedFrom,
        Instant effectFrom,
        Set<Citation> citations,
        Location location,
        OpeningHours hours) {

    /**
     * Returns this document with the texts of the files that come with the record, which are searched like its body.
     */
    public IndexDocument withFileTexts(List<String> texts) {
        return new IndexDocument(
                title,
                keywords,
                summary,
                fileNames,
                Stream.concat(Stream.of(body), texts.stream())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("\n")),
                mentions,
                identifiers,
                values,
                times,
                publisher,
                numbers,
                askedByName,
                lapsedFrom,
                effectFrom,
                citations,
                location,
                hours);
    }
}
