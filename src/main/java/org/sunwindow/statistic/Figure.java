package org.sunwindow.statistic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Decimal numbers as texts, which no client rounds, and as the whole numbers in which the index sorts and adds them up.
 */
final class Figure {

    static final String PATTERN = "-?(?:0|[1-9][0-9]{0,13})(?:\\.[0-9]{1,4})?";

    static final String WANTED = "应为数字，写成文字，整数部分最多 14 位，小数最多 4 位，不带千位逗号和单位，例如 \"12345\"、\"86.5\"";

    /** With 14 places before the point, a number fits into a long. */
    private static final int SCALE = 4;

    private static final Pattern NUMBER = Pattern.compile(PATTERN);

    private Figure() {}

    /** Returns the number in ten-thousandths, {@code null} if the text is not a number. */
    static Long scaled(String text) {
        return text == null || !NUMBER.matcher(text).matches()
                ? null
                : new BigDecimal(text)
                        .setScale(SCALE, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .longValueExact();
    }

    /** Returns the text of a number in ten-thousandths. */
    static String text(BigInteger scaled) {
        var number = new BigDecimal(scaled, SCALE);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Whether two texts are the same number. */
    static boolean same(String one, String other) {
        return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
}
