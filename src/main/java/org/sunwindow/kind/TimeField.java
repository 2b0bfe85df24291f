package org.sunwindow.kind;

/**
 * A time by which lists can be limited and sorted.
 *
 * @param name   component of the record and sort option, such as {@code publishedAt}
 * @param prefix of its range parameters, such as {@code published} for publishedFrom and publishedTo
 */
public record TimeField(String name, String prefix, Bound from, Bound to) {

    /**
     * One end of a range, as the contract describes its parameter.
     *
     * @param description in Chinese
     */
    public record Bound(String description, String example) {}
}
