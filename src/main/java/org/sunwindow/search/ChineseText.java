package org.sunwindow.search;

import com.github.houbb.opencc4j.support.data.impl.OpenccDatas;
import java.text.Normalizer;

/**
 * Makes one spelling of the many that people type: full and half width, letter case, traditional and simplified
 * characters. Each character maps to exactly one, so positions in the normalised text are positions in the original
 * and a highlight can be cut from what was published.
 */
public final class ChineseText {

    private static final char[] TABLE = table();

    private ChineseText() {}

    static char normalize(char c) {
        return TABLE[c];
    }

    public static String normalize(CharSequence text) {
        var normalized = new char[text.length()];
        for (int i = 0; i < normalized.length; i++) {
            normalized[i] = TABLE[text.charAt(i)];
        }
        return new String(normalized);
    }

    /**
     * What is compared when identifiers are: 索引号, 文号, 统一社会信用代码, codes of items. Only letters, digits and
     * ideographs count, so brackets of any style, hyphens and spaces may differ or be missing.
     */
    public static String identifier(CharSequence text) {
        var identifier = new StringBuilder(text.length());
        normalize(text).codePoints().filter(Character::isLetterOrDigit).forEach(identifier::appendCodePoint);
        return identifier.toString();
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
