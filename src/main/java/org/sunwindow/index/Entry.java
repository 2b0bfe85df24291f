package org.sunwindow.index;

import java.time.Instant;
import java.util.List;

/**
 * What feeds and boards show of a record, the same for every kind.
 *
 * @param key       as it was sent
 * @param summary   empty if there is none
 * @param publisher name of the publishing body, or of the organization that the record belongs to; {@code null} if
 *     neither is known
 * @param topics    paths of 主题分类, without their ancestors
 * @param date      the main date of the record, {@code null} if its kind has none
 * @param from      when it became public, {@code null} if no time is set
 * @param until     first instant at which it is no longer public, {@code null} for never
 * @param updated   when it was published or last changed, for readers: not before {@code from}
 */
public record Entry(
        String kind,
        String key,
        String title,
        String summary,
        String publisher,
        List<String> topics,
        Instant date,
        Instant from,
        Instant until,
        Instant updated) {}
