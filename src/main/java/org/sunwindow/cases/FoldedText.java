package org.sunwindow.cases;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.sunwindow.language.ChineseText;

/**
 * A text in which characters that are typed in different ways are equal: decomposed (NFKD), in upper case and
 * simplified characters, without the characters that are ignored. It maps each character to its position in the
 * original.
 */
final class FoldedText {

    /** Dots within names, and letters without a shape. */
    private static final String FILLERS = "·•・‧∙\u115F\u1160\u2800\u3164\uFFA0";

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

    /**
     * Folds a text, but keeps punctuation. White space, invisible characters, accents, and the dots and hyphens within
     * names are ignored.
     */
    static FoldedText visible(String text) {
        return of(text, FoldedText::isVisible);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    // accents, variation selectors and keycaps
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.DASH_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION -> false;
            default -> FILLERS.indexOf(character) < 0;
        };
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
        if (character < 0x80) {
            return Character.toString(Character.toUpperCase(character));
        }
        if (character >= '一' && character <= '龥') {
            return Character.toString(ChineseText.normalize((char) character));
        }
        String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
        // compatibility forms of traditional characters
        return ChineseText.normalize(plain).toUpperCase(Locale.ROOT);
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
