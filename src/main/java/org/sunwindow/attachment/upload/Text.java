package org.sunwindow.attachment.upload;

/** The text of a file while it is read. Not thread-safe. */
final class Text {

    /** Longest text of a file, in characters. All of it is checked for personal data, so a longer one is refused. */
    static final int MAX = 4_000_000;

    private final StringBuilder text = new StringBuilder();

    Text add(CharSequence part) {
        if (part != null) {
            if (text.length() + part.length() > MAX) {
                throw RefusedFileException.tooLong();
            }
            text.append(part);
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
