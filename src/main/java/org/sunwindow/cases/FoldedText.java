package org.sunwindow.cases;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A text in which differently typed characters are the same: in NFKC and upper case, without the characters that are ignored.
 * Remembers where each character comes from.
 */
final class FoldedText {

    private final String original;
    private final String folded;

    /** Index in the original of each folded character. */
    private final int[] positions;

    private FoldedText(String original, String folded, int[] positions) {
        this.original = original;
        this.folded = folded;
        this.positions = positions;
    }

    /** Folds a text to its letters and digits. */
    static FoldedText lettersAndDigits(String text) {
        return of(text, Character::isLetterOrDigit);
    }

    /** Folds a text, but keeps punctuation. White space, invisible characters and the dots within names are ignored. */
    static FoldedText visible(String text) {
        return of(
                text,
                character -> !Character.isWhitespace(character)
                        && !Character.isSpaceChar(character)
                        && Character.getType(character) != Character.FORMAT
                        && Character.getType(character) != Character.CONTROL
                        && "·•・‧∙".indexOf(character) < 0);
    }

    private static FoldedText of(String text, IntPredicate isKept) {
        var folded = new StringBuilder(text.length());
        var positions = new int[text.length() * 2 + 16];
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            String plain = fold(character);
            for (int k = 0; k < plain.length(); ) {
                int part = plain.codePointAt(k);
                if (isKept.test(part)) {
                    if (folded.length() + 2 > positions.length) {
                        positions = java.util.Arrays.copyOf(positions, positions.length * 2);
                    }
                    for (int unit = 0; unit < Character.charCount(part); unit++) {
                        positions[folded.length() + unit] = i;
                    }
                    folded.appendCodePoint(part);
                }
                k += Character.charCount(part);
            }
            i += Character.charCount(character);
        }
        return new FoldedText(text, folded.toString(), positions);
    }

    private static String fold(int character) {
        String text = Character.toString(character);
        boolean isPlain = character < 0x80 || character >= '一' && character <= '龥';
        return (isPlain ? text : Normalizer.normalize(text, Normalizer.Form.NFKC)).toUpperCase(Locale.ROOT);
    }

    String folded() {
        return folded;
    }

    /** Returns the original with all occurrences of a folded text replaced. */
    String replace(String part, String replacement) {
        int found = folded.indexOf(part);
        if (part.isEmpty() || found < 0) {
            return original;
        }
        var replaced = new StringBuilder();
        int copied = 0;
        while (found >= 0) {
            int first = positions[found];
            int last = positions[found + part.length() - 1];
            // several occurrences may be in one character, such as the dots in an ellipsis
            if (first >= copied) {
                replaced.append(original, copied, first).append(replacement);
            }
            copied = Math.max(copied, last + Character.charCount(original.codePointAt(last)));
            found = folded.indexOf(part, found + part.length());
        }
        return replaced.append(original, copied, original.length()).toString();
    }
}
