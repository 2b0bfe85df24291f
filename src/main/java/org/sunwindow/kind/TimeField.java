package org.sunwindow.kind;

/**
 * A time by which lists can be limited and sorted.
 *
 * @param name   component of the record and sort option, such as {@code publishedAt}
 * @param prefix of its range parameters, such as {@code published} for publishedFrom and publishedTo
 * @param isEnd  whether something ends at this time, exclusive: the midnight after a day belongs to the day
 */
public record TimeField(String name, String prefix, Bound from, Bound to, boolean isEnd) {

    /**
     * One end of a range, as the contract describes its parameter.
     *
     * @param description in Chinese
     */
    public record Bound(String description, String example) {}
}
