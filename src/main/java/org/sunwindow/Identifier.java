package org.sunwindow;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Identifiers of records and application numbers: 索引号, 文号, codes of items, numbers given by a sender. People and
 * systems type the same identifier differently, so it is stored, found and compared in its canonical form. Stored keys
 * and the index depend on it: a change needs a migration and another {@code DocumentBuilder.VERSION}.
 */
public final class Identifier {

    /** Maximum length of a canonical form, in characters. */
    public static final int MAX_LENGTH = 200;

    /**
     * Longest text that is normalized, in characters. It leaves room for spaces and invisible characters. The time of
     * NFKC grows with the square of the combining marks in a row, and texts are normalized before they are validated.
     */
    private static final int MAX_TYPED = 4 * MAX_LENGTH;

    private static final String OPENING = "[{<〈《「『【〔〖〘〚⟦⟨⟪⟬⦅❨❪❬❮❰❲❴";
    private static final String CLOSING = "]}>〉》」』】〕〗〙〛⟧⟩⟫⟭⦆❩❫❭❯❱❳❵";

    /** Hyphens, dashes and minus signs, and characters that are typed in their place. */
    private static final String HYPHENS =
            "\u02D7\u058A\u05BE\u1806\u2010\u2011\u2012\u2013\u2043\u2212\u2796\u2E17\u2E1A\u2E40\u30FC";

    /** Dashes that Chinese typography doubles (——). A sequence of them is one. */
    private static final String LONG_DASHES = "\u2014\u2015\u2500\u2E3A\u2E3B";

    private static final String SLASHES = "\\\u2044\u2215\u29F8";

    private Identifier() {}

    /**
     * Returns the canonical form: NFKC in upper case, with {@code -} for any dash, {@code /} for any slash, {@code ( )}
     * for any brackets, and without spaces, control characters and invisible characters. Other characters, leading
     * zeros and separators count. The canonical form of a canonical form is the same. A text of more than four times
     * {@link #MAX_LENGTH} is not an identifier and is returned unchanged.
     *
     * @return empty if nothing visible is left
     */
    public static String canonical(String typed) {
        if (typed.length() > MAX_TYPED) {
            return typed;
        }
        String form = typed;
        while (!isPlain(form)) {
            String upper = Normalizer.normalize(form, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
            String next = folded(Normalizer.normalize(upper, Normalizer.Form.NFKC));
            // characters that a removed one separated may now compose
            if (next.equals(form)) {
                break;
            }
            form = next;
        }
        return form;
    }

    /** Whether two texts, which may be {@code null}, are the same identifier. */
    public static boolean same(String one, String other) {
        return one != null && other != null && canonical(one).equals(canonical(other));
    }

    /** Whether a text has only characters that every step leaves unchanged. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '/' || c == '_' || c == '.';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        boolean inDash = false;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isInvisible(c)) {
                continue;
            }
            boolean longDash = LONG_DASHES.indexOf(c) >= 0;
            if (longDash && inDash) {
                continue;
            }
            inDash = longDash;
            folded.appendCodePoint(
                    longDash || HYPHENS.indexOf(c) >= 0
                            ? '-'
                            : SLASHES.indexOf(c) >= 0
                                    ? '/'
                                    : OPENING.indexOf(c) >= 0 ? '(' : CLOSING.indexOf(c) >= 0 ? ')' : c);
        }
        return folded.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> VisibleText.isBlank(c);
        };
    }
}
