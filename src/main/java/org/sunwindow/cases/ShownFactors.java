package org.sunwindow.cases;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the factors of a case in its texts, which would be stored in plain text and shown. A factor of six characters or more
 * is found anywhere, with or without separators. Four digits may also be a year or an amount, so they are found only after
 * a word such as 尾号 or 手机 and after masked digits (138****8000).
 */
final class ShownFactors {

    /** A shorter factor may occur in a text by coincidence. */
    private static final int MIN_LENGTH = 6;

    private static final String ANNOUNCED = "(?:尾号|后[4四6六]|末[4四6六]|手机|电话|联系方式|证件|身份证|查询码|验证码|密码)[^0-9A-Z]{0,12}";

    private static final String MASKED = "(?:[*•●×#_]|X{2,})[^0-9A-Z]{0,2}";
    private static final String GAP = "[^\\p{L}\\p{N}]{0,2}";
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private final List<Predicate<String>> factors;

    ShownFactors(List<Factor> factors) {
        this.factors = factors.stream().map(ShownFactors::finder).toList();
    }

    private static Predicate<String> finder(Factor factor) {
        String value = FoldedText.lettersAndDigits(factor.value()).folded();
        if (value.length() >= MIN_LENGTH) {
            return text -> FoldedText.lettersAndDigits(text).folded().contains(value);
        }
        String typed = value.chars().mapToObj(Character::toString).collect(Collectors.joining(GAP));
        boolean hasLetter = value.chars().anyMatch(Character::isLetter);
        Pattern pattern = Pattern.compile(
                (hasLetter ? "" : "(?:" + ANNOUNCED + "|" + MASKED + ")") + "(?<![0-9A-WYZ])" + typed + "(?![0-9A-Z])");
        return text -> pattern.matcher(plain(text)).find();
    }

    private static String plain(String text) {
        return INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }

    /** Whether a text shows a factor. */
    boolean in(String text) {
        return factors.stream().anyMatch(factor -> factor.test(text));
    }
}
