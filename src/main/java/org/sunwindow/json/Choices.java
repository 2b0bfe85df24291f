package org.sunwindow.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the code that a sender meant by one of its names. */
public final class Choices {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_\\-.]");
    private static final Pattern OWN_LEVEL = Pattern.compile("(?<=[省市县区])本级$");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\d)");

    /** Characters that turn a name into its opposite: 非公开 is not 公开. */
    private static final Pattern NEGATED = Pattern.compile("[不非未无禁停]");

    private static final int MIN_PART = 2;

    private Choices() {}

    /**
     * Returns the code that a text stands for: another spelling of the code, its name, or a text that shares its name
     * with no other code.
     *
     * @param choices names by their codes
     */
    public static Optional<String> meant(String text, Map<String, String> choices) {
        String written = text.strip();
        Optional<String> exact = named(text, choices);
        if (exact.isPresent() || written.length() < MIN_PART) {
            return exact;
        }
        List<String> alike = choices.entrySet().stream()
                .filter(choice -> isPart(written, choice.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /** Returns the code that a text is, or is the whole name of, however it is typed. */
    static Optional<String> named(String text, Map<String, String> choices) {
        String written = text.strip();
        return choices.entrySet().stream()
                .filter(choice -> !written.isEmpty())
                .filter(choice -> plain(choice.getKey()).equals(plain(written))
                        || choice.getValue().equals(written)
                        || choice.getValue().equals(written + "级")
                        || written.equals(choice.getValue() + "级")
                        // 市本级 is 市级
                        || choice.getValue().equals(OWN_LEVEL.matcher(written).replaceFirst("级")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isPart(String written, String name) {
        return (name.length() >= MIN_PART && written.contains(name) || name.contains(written))
                && NEGATED.matcher(written).find() == NEGATED.matcher(name).find();
    }

    private static String plain(String code) {
        String plain = SEPARATORS.matcher(code).replaceAll("").toUpperCase(Locale.ROOT);
        return LEADING_ZEROS.matcher(plain).replaceFirst("");
    }
}
