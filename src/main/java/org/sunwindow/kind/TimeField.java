package org.sunwindow.kind;

/**
 * A time by which a kind can be narrowed and sorted.
 *
 * @param name  field of the record and sort option, such as {@code publishedAt}
 * @param range prefix of its range parameters, such as {@code published} for publishedFrom and publishedTo
 */
public record TimeField(String name, String range) {}
