package org.sunwindow.cases;

/** Masks the name of one applicant in all texts of a case before the case is stored, however the name is typed. */
final class Masking {

    private static final String STAR = "*";

    private final String folded;
    private final String masked;

    /**
     * @param name as sent, may be {@code null}
     */
    Masking(String name) {
        String raw = name == null || name.isBlank() ? null : name.strip();
        folded = raw == null ? "" : FoldedText.visible(raw).folded();
        masked = raw == null ? null : mask(raw);
    }

    /** Keeps the first and the last character, with up to three stars between: 张*某, 李*, 云***司. Idempotent. */
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

    /** The masked name, {@code null} if there is none. */
    String name() {
        return masked;
    }

    /** Masks the name in a text. A single character is not masked, because it may be part of any word. */
    String in(String text) {
        return folded.codePointCount(0, folded.length()) < 2
                ? text
                : FoldedText.visible(text).replace(folded, masked);
    }
}
