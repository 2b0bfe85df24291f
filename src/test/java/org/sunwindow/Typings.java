package org.sunwindow;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways in which people and systems type one identifier. */
public final class Typings {

    private static final List<String> INVISIBLE = List.of(
            "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u202E", "\u180E", "\uFE0F", "\u2800",
            "\u3164");
    private static final List<String> SPACES = List.of(" ", "\t", "\u00A0", "\u2003", "\u202F", "\u3000");
    private static final List<String> DASHES = List.of(
            "\u2010",
            "\u2011",
            "\u2012",
            "\u2013",
            "\u2014",
            "\u2014\u2014",
            "\u2015",
            "\u2212",
            "\uFE58",
            "\uFE63",
            "\uFF0D");
    private static final List<String> BRACKETS = List.of("()", "（）", "[]", "【】", "〔〕", "〖〗", "《》");

    private Typings() {}

    /** Returns typings of an identifier that has, or has not, dashes and brackets (〔〕). */
    public static List<String> of(String identifier) {
        var typings = new ArrayList<>(List.of(
                identifier,
                identifier.toLowerCase(Locale.ROOT),
                identifier.toUpperCase(Locale.ROOT),
                wide(identifier),
                " " + identifier));
        INVISIBLE.forEach(c -> typings.add(c + inserted(identifier, c)));
        SPACES.forEach(c -> typings.add(inserted(identifier, c)));
        if (identifier.contains("-")) {
            DASHES.forEach(dash -> typings.add(identifier.replace("-", dash)));
        }
        if (identifier.contains("〔")) {
            BRACKETS.forEach(
                    pair -> typings.add(identifier.replace('〔', pair.charAt(0)).replace('〕', pair.charAt(1))));
        }
        return typings.stream().distinct().toList();
    }

    /** Returns the typings that a record may have: a text that changes its direction is refused. */
    public static List<String> sent(String identifier) {
        return of(identifier).stream()
                .filter(typed -> !typed.contains("\u202E"))
                .toList();
    }

    private static String inserted(String identifier, String c) {
        return identifier.substring(0, 3) + c + identifier.substring(3);
    }

    private static String wide(String identifier) {
        String wide = identifier
                .chars()
                .mapToObj(c -> Character.toString(c > ' ' && c < 0x7F ? c + 0xFEE0 : c))
                .collect(Collectors.joining());
        assert Normalizer.normalize(wide, Normalizer.Form.NFKC).equals(identifier);
        return wide;
    }
}
