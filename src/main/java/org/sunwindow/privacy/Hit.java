package org.sunwindow.privacy;

import org.sunwindow.http.Problem;

/**
 * Personal data in a field of a record.
 *
 * @param path    path of the field, such as {@code contacts[0].note}
 * @param value   see {@link Finding#value}
 * @param excerpt position and masked context (see {@link Excerpt}), at most 200 characters; empty for values beyond the
 *     first hundred of a field
 */
public record Hit(String path, PersonalKind kind, String value, String excerpt) {

    private static final int MAX_EXCERPT = 200;

    public Hit {
        excerpt = excerpt.length() <= MAX_EXCERPT ? excerpt : excerpt.substring(0, MAX_EXCERPT);
    }

    /** The path without array indices, such as {@code contacts.note}. */
    public String field() {
        return PrivacyCheck.field(path);
    }

    /**
     * The fault to report. It contains no text of the record, so it is the same for all values of a kind in a field.
     */
    public Problem.Item item() {
        return new Problem.Item(path, kind.code(), "含有%s，不能公开。%s".formatted(kind.label(), kind.suggestion()));
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "%s at %s".formatted(kind, path);
    }
}
