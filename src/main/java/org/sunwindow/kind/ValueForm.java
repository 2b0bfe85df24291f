package org.sunwindow.kind;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form that the values of a {@link Filter} have. A request for any other value could never match, so it is refused
 * instead of being answered with nothing.
 *
 * @param closed  all allowed values, empty if the form alone decides
 * @param pattern of allowed values, whose digits are ASCII; its groups together, if it has any, are the canonical spelling, so that
 *     values may be typed as people write them (27号); {@code null} if any text is allowed
 * @param wanted  the form in Chinese, {@code null} without a pattern
 */
record ValueForm(List<String> closed, Pattern pattern, String wanted) {

    static final ValueForm ANY = new ValueForm(List.of(), null, null);

    static final ValueForm YEAR = of("((?:19|20|21)[0-9]{2})年?", "应为 4 位数字的年份，例如 2024");

    static ValueForm oneOf(List<String> closed) {
        return new ValueForm(closed, null, null);
    }

    static ValueForm of(String pattern, String wanted) {
        return new ValueForm(List.of(), Pattern.compile(pattern), wanted);
    }

    boolean allows(String value) {
        return pattern == null || pattern.matcher(value.strip()).matches();
    }

    /** Returns the canonical spelling of a value; one that is not allowed is returned unchanged. */
    String canonical(String value) {
        Matcher parts = pattern == null ? null : pattern.matcher(value.strip());
        if (parts == null || parts.groupCount() == 0 || !parts.matches()) {
            return value;
        }
        var canonical = new StringBuilder();
        for (int i = 1; i <= parts.groupCount(); i++) {
            canonical.append(parts.group(i));
        }
        return canonical.toString();
    }
}
