package org.sunwindow.privacy;

import org.sunwindow.http.Problem;

/**
 * Personal data in a field of a record.
 *
 * @param path    of the field, such as {@code contacts[0].note}
 * @param value   see {@link Finding#value}
 * @param excerpt the text around it, with all personal data replaced by {@code *}
 */
public record Hit(String path, PersonalKind kind, String value, String excerpt) {

    /** The fault to report. It contains no personal data. */
    public Problem.Item item() {
        return new Problem.Item(
                path, kind.code(), "含有%s，不能公开：%s。%s".formatted(kind.label(), excerpt, kind.suggestion()));
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "%s at %s".formatted(kind, path);
    }
}
