package org.sunwindow.language;

import com.github.houbb.opencc4j.support.data.impl.OpenccDatas;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Makes one spelling of the many that people type: full and half width, letter case, traditional and simplified
 * characters. Each character maps to exactly one, so positions in the normalised text are positions in the original
 * and a highlight can be cut from what was published.
 */
public final class ChineseText {

    private static final char[] TABLE = table();

    /** 发文机关代字, year, number. */
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
     * What is compared when identifiers are: 索引号, 文号, 统一社会信用代码, codes of items. Only letters, digits and
     * ideographs count, so brackets of any style, hyphens and spaces may differ or be missing. Of a 文号, 年, 第, 号 and
     * leading zeros may be missing as well.
     */
    public static String identifier(CharSequence text) {
        String letters = letters(text);
        var number = DOCUMENT_NUMBER.matcher(letters);
        return number.matches() ? number.group(1) + number.group(2) + number.group(3) : letters;
    }

    /** Letters, digits and ideographs in one spelling, nothing between them. */
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
        OpenccDatas.tsChar().data().getDataMap().forEach((traditional, simplified) -> {
            if (traditional.length() == 1 && simplified.getFirst().length() == 1) {
                table[traditional.charAt(0)] = simplified.getFirst().charAt(0);
            }
        });
        // a compatibility form of a traditional character has reached the traditional one only
        for (int i = 0; i < table.length; i++) {
            table[i] = table[table[i]];
        }
        return table;
    }

    /** NFKC and lower case, where these are a single character again. */
    private static char compatible(char c) {
        boolean common = c >= 0x4E00 && c <= 0x9FFF || Character.isSurrogate(c);
        if (common) {
            return c;
        }
        String compatible = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        return compatible.length() == 1 ? Character.toLowerCase(compatible.charAt(0)) : Character.toLowerCase(c);
    }
}
