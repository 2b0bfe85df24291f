package org.sunwindow.privacy;

/**
 * Personal data in a text.
 *
 * @param start position of its first character in the text as it was sent
 * @param end   position after its last character
 * @param value as a reader sees it, numbers without separators, statements about a person with the text that tells the person;
 *     it must be neither stored nor logged
 */
public record Finding(PersonalKind kind, int start, int end, String value) {

    /** Hides the value. */
    @Override
    public String toString() {
        return "%s[%d, %d)".formatted(kind, start, end);
    }
}
