package org.sunwindow.privacy;

/**
 * Personal data in a text.
 *
 * @param start position of its first character in the original text
 * @param end   position after its last character
 * @param value what a reader sees: for a number, the digits without separators; for a statement about a person, the
 *     statement with its context. Must be neither stored nor logged
 */
public record Finding(PersonalKind kind, int start, int end, String value) {

    /** Hides the value. */
    @Override
    public String toString() {
        return "%s[%d, %d)".formatted(kind, start, end);
    }
}
