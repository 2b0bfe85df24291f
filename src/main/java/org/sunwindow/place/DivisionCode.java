package org.sunwindow.place;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sunwindow.Identifier;

/**
 * Codes of 行政区划: 2, 2, 2, 3 and 3 digits for 省, 市, 县, 乡 and 村 (GB/T 2260 and GB/T 10114 combined, as the statistics
 * bureau writes them). A code may end at any level; it is then padded with zeros.
 */
public final class DivisionCode {

    /** Name of the kind whose records have these codes as keys. */
    public static final String KIND = "division";

    /** A code of any width that ends a level. */
    public static final String PATTERN = "^(?:\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12})$";

    public static final String WANTED = "应为行政区划代码：2、4、6、9 或 12 位数字";

    private static final Pattern OF_ANY_WIDTH = Pattern.compile(PATTERN);
    private static final int[] WIDTHS = {2, 4, 6, 9, 12};
    private static final int LENGTH = 12;

    private DivisionCode() {}

    /** Whether a text has the format of a code. */
    public static boolean isValid(String text) {
        return OF_ANY_WIDTH.matcher(text).matches();
    }

    /**
     * The code with 12 digits, however it is typed. A text that is not a code, or {@code null}, is returned unchanged.
     */
    public static String padded(String code) {
        if (code == null) {
            return null;
        }
        String digits = Identifier.canonical(code);
        return isValid(digits) ? filled(digits) : code;
    }

    private static String filled(String code) {
        return code + "0".repeat(LENGTH - code.length());
    }

    /**
     * The level of a code, 1 for 省 to 5 for 村.
     *
     * @param code of 12 digits
     */
    public static int level(String code) {
        int level = WIDTHS.length;
        while (level > 1 && code.substring(WIDTHS[level - 2]).chars().allMatch(digit -> digit == '0')) {
            level--;
        }
        return level;
    }

    /** The code one level up, with 12 digits; {@code null} for a 省. */
    public static String parent(String code) {
        int level = level(code);
        return level == 1 ? null : filled(code.substring(0, WIDTHS[level - 2]));
    }

    /** The spellings of a code of 12 digits: without the zeros of each lower level. */
    public static List<String> written(String code) {
        var written = new ArrayList<String>();
        int level = level(code);
        for (int i = WIDTHS.length; i >= level; i--) {
            written.add(code.substring(0, WIDTHS[i - 1]));
        }
        return written;
    }

    /** The codes of all levels from 省 down to the one given. */
    public static List<String> path(String code) {
        var path = new ArrayList<String>();
        for (int width : WIDTHS) {
            if (width <= code.length()) {
                String above = padded(code.substring(0, width));
                if (!path.contains(above)) {
                    path.add(above);
                }
            }
        }
        return path;
    }
}
