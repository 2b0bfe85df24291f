package org.sunwindow.cases;

import java.util.List;

/** Masks the name of one applicant at the door, wherever it stands. */
final class Masking {

    private static final String STAR = "*";

    private final String raw;
    private final String masked;

    /**
     * @param name as it was sent, or {@code null}
     */
    Masking(String name) {
        raw = name == null || name.isBlank() ? null : name.strip();
        masked = raw == null ? null : mask(raw);
    }

    /** First and last character, stars between: 张*某, 李*, and of an organisation no more. Stars that arrive stay. */
    private static String mask(String name) {
        int[] characters = name.codePoints().toArray();
        if (characters.length == 1) {
            return STAR;
        }
        String first = Character.toString(characters[0]);
        return characters.length == 2
                ? first + STAR
                : first
                        + STAR.repeat(Math.min(3, characters.length - 2))
                        + Character.toString(characters[characters.length - 1]);
    }

    String name() {
        return masked;
    }

    /** A text in which the name may stand too; a single character is no name to look for. */
    String in(String text) {
        return text == null || raw == null || raw.length() < 2 ? text : text.replace(raw, masked);
    }

    List<String> in(List<String> texts) {
        return texts == null ? null : texts.stream().map(this::in).toList();
    }
}
