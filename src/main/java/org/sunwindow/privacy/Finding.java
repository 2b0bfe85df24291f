package org.sunwindow.privacy;

/**
 * Personal data in a text.
 *
 * @param start position of its first character in the text as it was sent
 * @param end   position after its last character
 * @param value what a reader sees; of a number the digits without separators, of a statement about a person its whole
 *     sentence. It must be neither stored nor logged
 */
public record Finding(PersonalKind kind, int start, int end, String value) {

    /** Hides the value. */
    @Override
    public String toString() {
        return "%s[%d, %d)".formatted(kind, start, end);
    }
}
