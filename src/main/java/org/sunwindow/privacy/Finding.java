package org.sunwindow.privacy;

import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.text.ReaderText;

/**
 * Personal data in a text.
 *
 * @param start position of its first character in the original text
 * @param end   position after its last character
 * @param value what a reader sees: for a number, the digits without separators; for a statement about a person, the
 *     statement with its context. Must be neither stored nor logged
 */
public record Finding(PersonalKind kind, int start, int end, String value) {

    /** Returns a finding at positions of a text as a reader sees it. */
    public static Finding of(ReaderText text, PersonalKind kind, int from, int to, String value) {
        return new Finding(kind, text.originalStart(from), text.originalEnd(to), value);
    }

    /**
     * Returns a finding whose value is the text that a reader sees. The value of a statement about a person includes
     * the words around it, because the same statement about another person must have another value.
     */
    public static Finding of(ReaderText text, PersonalKind kind, int from, int to) {
        if (!kind.isAboutPerson()) {
            return of(text, kind, from, to, text.slice(from, to));
        }
        Scope statement = Scope.around(text, from, to).form();
        return of(text, kind, from, to, text.slice(statement.from(), statement.to()));
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "%s[%d, %d)".formatted(kind, start, end);
    }
}
