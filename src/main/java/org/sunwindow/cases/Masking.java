package org.sunwindow.cases;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks the name of the applicant in all texts of a case before the case is stored, however the name is typed. A name
 * may consist of the names of several applicants, each of which is masked.
 */
final class Masking {

    private static final String STAR = "*";

    /** Between applicants. Han names of two characters or more may also be separated by spaces. */
    private static final Pattern SEPARATOR =
            Pattern.compile("\\s*[、，,;；/／|｜\\n]\\s*|(?<=\\p{IsHan}{2})[\\s\\u00A0\\u3000]+(?=\\p{IsHan}{2})");

    private static final String OPENING = "[(（\\[【〔]";

    private static final Pattern BRACKET = Pattern.compile(OPENING + ".*");
    private static final Pattern REMARK = Pattern.compile("\\s*" + OPENING + "[^)）\\]】〕]*[)）\\]】〕]$");

    private record Name(String folded, String masked) {}

    private final List<Name> names;
    private final String masked;

    /**
     * @param name as sent, may be {@code null}
     */
    Masking(String name) {
        String raw = name == null || name.isBlank() ? null : name.strip();
        masked = raw == null ? null : applicants(raw).map(Masking::mask).collect(Collectors.joining("、"));
        names = raw == null
                ? List.of()
                : Stream.concat(Stream.of(raw), applicants(raw))
                        .flatMap(each -> Stream.of(each, beforeBracket(each)))
                        .map(each -> new Name(FoldedText.visible(each).folded(), mask(each)))
                        // a single character may be part of any word
                        .filter(each ->
                                each.folded().codePointCount(0, each.folded().length()) > 1)
                        .distinct()
                        .sorted(Comparator.comparingInt(
                                        (Name each) -> each.folded().length())
                                .reversed())
                        .toList();
    }

    private static Stream<String> applicants(String name) {
        return SEPARATOR.splitAsStream(name).filter(each -> !each.isBlank());
    }

    /** The name in texts that leave out a remark such as （代理人王强）. */
    private static String beforeBracket(String name) {
        return BRACKET.matcher(name).replaceFirst("").strip();
    }

    /** Keeps the first and the last character, with up to three stars between: 张*某, 李*, 云***司. Idempotent. */
    private static String mask(String name) {
        int[] characters = REMARK.matcher(name).replaceFirst("").codePoints().toArray();
        if (characters.length < 2) {
            return STAR;
        }
        String first = Character.toString(characters[0]);
        return characters.length == 2
                ? first + STAR
                : first
                        + STAR.repeat(Math.min(3, characters.length - 2))
                        + Character.toString(characters[characters.length - 1]);
    }

    /** The masked name, {@code null} if there is none. */
    String name() {
        return masked;
    }

    /** Masks the name in a text. */
    String in(String text) {
        String result = text;
        for (Name name : names) {
            result = FoldedText.visible(result).replace(name.folded(), name.masked());
        }
        return result;
    }
}
