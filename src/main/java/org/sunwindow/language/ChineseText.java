package org.sunwindow.language;

import com.github.houbb.opencc4j.support.data.impl.OpenccDatas;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.sunwindow.Identifier;

/**
 * Normalizes Chinese text: full and half width, letter case, traditional and simplified characters, radicals in place
 * of ideographs. Each character maps to exactly one, so offsets in the normalized text are offsets in the original.
 */
public final class ChineseText {

    private static final char[] TABLE = table();

    /** Issuer (发文机关代字), year and number, without separators. */
    private static final Pattern DOCUMENT_NUMBER =
            Pattern.compile("(\\p{IsHan}+)((?:19|20)\\d{2})年?第?0*([1-9]\\d{0,4})号?");

    private ChineseText() {}

    public static char normalize(char c) {
        return TABLE[c];
    }

    public static String normalize(CharSequence text) {
        return new String(normalized(text));
    }

    public static char[] normalized(CharSequence text) {
        var normalized = new char[text.length()];
        for (int i = 0; i < normalized.length; i++) {
            normalized[i] = TABLE[text.charAt(i)];
        }
        return normalized;
    }

    /**
     * Returns the form in which identifiers are searched: 索引号, 文号, 统一社会信用代码, codes of items. It consists of the
     * letters, digits and ideographs of the {@link Identifier#canonical canonical form}, so brackets, hyphens and
     * spaces may be missing. In a 文号, 年, 第, 号 and leading zeros may be missing, too.
     */
    public static String identifier(CharSequence text) {
        String letters = letters(Identifier.canonical(text.toString()));
        var number = DOCUMENT_NUMBER.matcher(letters);
        return number.matches() ? number.group(1) + number.group(2) + number.group(3) : letters;
    }

    /** Returns the normalized letters, digits and ideographs of a text, without anything between them. */
    public static String letters(CharSequence text) {
        var letters = new StringBuilder(text.length());
        normalize(text).codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static char[] table() {
        var table = new char[Character.MAX_VALUE + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = compatible((char) i);
        }
        Radicals.ideographs().forEach((radical, ideograph) -> table[radical] = ideograph);
        OpenccDatas.tsChar().data().getDataMap().forEach((traditional, simplified) -> {
            if (traditional.length() == 1 && simplified.getFirst().length() == 1) {
                table[traditional.charAt(0)] = simplified.getFirst().charAt(0);
            }
        });
        // a compatibility form of a traditional character maps to the traditional one until here
        for (int i = 0; i < table.length; i++) {
            table[i] = table[table[i]];
        }
        return table;
    }

    /** Returns the NFKC form in lower case, if it is a single character. */
    private static char compatible(char c) {
        boolean common = c >= 0x4E00 && c <= 0x9FFF || Character.isSurrogate(c);
        if (common) {
            return c;
        }
        String compatible = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        return compatible.length() == 1 ? Character.toLowerCase(compatible.charAt(0)) : Character.toLowerCase(c);
    }
}
