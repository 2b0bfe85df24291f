package org.sunwindow.cases;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the factors of a case in its texts, which would be stored in plain text and shown. A factor of six characters
 * or more is found anywhere, with or without separators. Four digits may also be a year or an amount, so they are found
 * only after a word such as 尾号 or 手机, before such a word, and after masked digits (138****8000). Chinese numerals and
 * digits of any script are digits.
 */
final class ShownFactors {

    /** A shorter factor may occur in a text by coincidence. */
    private static final int MIN_LENGTH = 6;

    /** Between the characters of a factor, and beside it; also the marks of keycaps. */
    private static final String GAP = "[^\\p{L}\\p{N}]{0,3}";

    private static final String TAIL = "尾号|尾数|后[46]|末[46]";

    private static final String ANNOUNCED = "(?:" + TAIL + "|手机|电话|联系方式|号码|证件|身份证|证号|查询码|验证码|密码)[^0-9A-Z]{0,12}";

    private static final String MASKED = "(?:[*•●×#_]|X{2,})[^0-9A-Z]{0,2}";

    /** The factor first: 8000（尾号）, 8000为手机尾号. */
    private static final String EXPLAINED = GAP + "(?:为|是|系)?[^\\p{L}\\p{N}]?(?:手机|电话|号码|证件|身份证){0,2}(?:" + TAIL + ")";

    /** Digits in the order of their values. */
    private static final String[] NUMERALS = {"〇零○", "一壹弌幺", "二贰弍", "三叁弎", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"};

    /** Letters and signs that look like the check digit of an identity number. */
    private static final String LIKE_X = "×✕✖╳ΧХχх";

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{M}]");

    private final List<Predicate<String>> factors;

    ShownFactors(List<Factor> factors) {
        this.factors = factors.stream().map(ShownFactors::finder).toList();
    }

    private static Predicate<String> finder(Factor factor) {
        String value = letters(plain(factor.value()));
        if (value.length() >= MIN_LENGTH) {
            return text -> letters(text).contains(value);
        }
        String typed = value.chars().mapToObj(Character::toString).collect(Collectors.joining(GAP));
        boolean hasLetter = value.chars().anyMatch(Character::isLetter);
        String alone = "(?<![0-9A-WYZ])" + typed + "(?![0-9A-Z])";
        Pattern pattern = Pattern.compile(
                hasLetter ? alone : "(?:" + ANNOUNCED + "|" + MASKED + ")" + alone + "|" + alone + EXPLAINED);
        return text -> pattern.matcher(text).find();
    }

    private static String letters(String plain) {
        return FoldedText.lettersAndDigits(plain).folded();
    }

    /** In NFKC and upper case, without invisible characters and accents, and with Arabic numerals. */
    private static String plain(String text) {
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        var plain = new StringBuilder(visible.length());
        visible.codePoints().forEach(character -> plain.appendCodePoint(plain(character)));
        return plain.toString();
    }

    private static int plain(int character) {
        if (character < 0x80) {
            return character;
        }
        if (LIKE_X.indexOf(character) >= 0) {
            return 'X';
        }
        int digit = Character.isDigit(character) ? Character.digit(character, 10) : numeral(character);
        return digit >= 0 ? '0' + digit : character;
    }

    private static int numeral(int character) {
        for (int digit = 0; digit < NUMERALS.length; digit++) {
            if (NUMERALS[digit].indexOf(character) >= 0) {
                return digit;
            }
        }
        return -1;
    }

    /** Whether a text shows a factor. */
    boolean in(String text) {
        if (factors.isEmpty()) {
            return false;
        }
        String plain = plain(text);
        return factors.stream().anyMatch(factor -> factor.test(plain));
    }
}
