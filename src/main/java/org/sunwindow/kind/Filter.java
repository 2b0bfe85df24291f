package org.sunwindow.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sunwindow.Identifier;
import org.sunwindow.language.ChineseText;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.DivisionName;

/**
 * A filter parameter of lists and, in most modes, a facet that counts hits by value.
 *
 * @param name            parameter, facet, and name of the values in {@link IndexDocument#values}
 * @param labels          Chinese labels of coded values; a value without one is its own label
 * @param labelKind       kind whose records have the values as keys and label them by their titles, or {@code null}
 * @param closed          all allowed values, empty if any value is allowed
 * @param mirror          filter of the referenced kind that refers back to this one; a record matches if either refers
 *     to the other; may be {@code null}
 * @param description     of the parameter, in Chinese
 * @param example         of the parameter
 * @param siteDescription of the parameter in site search, {@code null} if it is not a filter of site search
 */
public record Filter(
        String name,
        Mode mode,
        Map<String, String> labels,
        String labelKind,
        List<String> closed,
        String mirror,
        String description,
        String example,
        String siteDescription) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern YEAR = Pattern.compile("(?:19|20|21)[0-9]{2}");

    /** How values are compared. */
    public enum Mode {
        /** Unchanged; keys of records in their canonical form, see {@link Identifier#canonical}. */
        EXACT,
        /** Unchanged. The facet is sorted by year, latest first, and not by count. */
        YEAR,
        /** Segments separated by slashes. A value also matches its descendants. */
        PATH,
        /** 12-digit codes of 行政区划. A value also matches the divisions within it. */
        DIVISION,
        /**
         * 12-digit codes of the divisions that a record serves. A value matches the records that serve its own level or, if
         * there are none, those of the next higher level that has some. No facet.
         */
        SERVED,
        /** By {@link ChineseText#identifier}. No facet. */
        IDENTIFIER,
        /**
         * Names of divisions, complete or without their last word (东湖 for 东湖区). A value is a sequence of them, as in an
         * address, and means the last one. No facet.
         */
        NAMES
    }

    private static Filter of(Mode mode, Map<String, String> labels, String labelKind, List<String> closed) {
        return new Filter(null, mode, labels, labelKind, closed, null, null, null, null);
    }

    public static Filter exact() {
        return of(Mode.EXACT, Map.of(), null, List.of());
    }

    public static Filter oneOf(String... values) {
        return of(Mode.EXACT, Map.of(), null, List.of(values));
    }

    /** Codes with labels; other codes may occur and are their own labels. */
    public static Filter coded(Map<String, String> labels) {
        return of(Mode.EXACT, labels, null, List.of());
    }

    /** Codes with labels, and no others. */
    static Filter ofCodes(Map<String, String> labels) {
        return of(Mode.EXACT, labels, null, List.copyOf(labels.keySet()));
    }

    public static Filter year() {
        return of(Mode.YEAR, Map.of(), null, List.of());
    }

    /** Values are keys of records of another kind. */
    public static Filter reference(String kind) {
        return of(Mode.EXACT, Map.of(), kind, List.of());
    }

    public static Filter names() {
        return of(Mode.NAMES, Map.of(), null, List.of());
    }

    public static Filter path() {
        return of(Mode.PATH, Map.of(), null, List.of());
    }

    /** 主题分类, which is also a filter of site search. */
    public static Filter topic() {
        String text = "主题分类，由大到小以 / 分隔，包含下级";
        return path().siteWide(text).named(null, text, "民政、扶贫、慈善/社会救助");
    }

    /** The division that a record belongs to, which is also a filter of site search. */
    public static Filter division() {
        String text = "行政区划代码，2、4、6、9 或 12 位，包含下级";
        return of(Mode.DIVISION, Map.of(), DivisionCode.KIND, List.of())
                .siteWide(text)
                .named(null, text, "990102000000");
    }

    public static Filter served() {
        return of(Mode.SERVED, Map.of(), null, List.of())
                .named(null, "服务该行政区划的：先找本级的，本级没有符合其他筛选条件的，依次找上一级的；已撤销的区划，找并入的区划的；已关闭的不列。可重复", "990102001000");
    }

    public static Filter identifier() {
        return of(Mode.IDENTIFIER, Map.of(), null, List.of());
    }

    /** Also matches records that the referenced record refers to by a filter of its own kind. */
    public Filter mirrored(String filter) {
        return new Filter(name, mode, labels, labelKind, closed, filter, description, example, siteDescription);
    }

    /**
     * Makes this a filter of site search, too.
     *
     * @param siteText describes it there, in Chinese
     */
    public Filter siteWide(String siteText) {
        return new Filter(name, mode, labels, labelKind, closed, mirror, description, example, siteText);
    }

    /** Returns this filter with a name, to describe a parameter that several kinds share. */
    public Filter named(String parameter) {
        return named(parameter, description, example);
    }

    Filter named(String parameter, String text, String value) {
        return new Filter(parameter, mode, labels, labelKind, closed, mirror, text, value, siteDescription);
    }

    public boolean hasFacet() {
        return mode != Mode.IDENTIFIER && mode != Mode.SERVED && mode != Mode.NAMES;
    }

    /** Returns the kind of the records whose keys the values are, {@code null} if they are no keys. */
    String referencedKind() {
        return holdsDivisions() ? DivisionCode.KIND : labelKind;
    }

    /** Whether the values are codes, of which the known ones have labels. */
    boolean isCoded() {
        return isNumeric() && closed.isEmpty();
    }

    private boolean holdsDivisions() {
        return mode == Mode.DIVISION || mode == Mode.SERVED || DivisionCode.KIND.equals(labelKind);
    }

    /** Whether all known codes are numbers. Others may occur, but they are numbers, too. */
    private boolean isNumeric() {
        return !labels.isEmpty()
                && labels.keySet().stream()
                        .allMatch(code -> NUMBER.matcher(code).matches());
    }

    /** What a value has to look like, in Chinese; empty if it may be any text. */
    public Optional<String> wanted() {
        if (holdsDivisions()) {
            return Optional.of(DivisionCode.WANTED);
        }
        if (mode == Mode.YEAR) {
            return Optional.of("应为 4 位数字的年份，例如 2024");
        }
        return isNumeric() ? Optional.of("应为数字代码：" + String.join("、", labels.keySet())) : Optional.empty();
    }

    /** Whether a value is {@link #wanted}. */
    public boolean isValid(String value) {
        if (holdsDivisions()) {
            return DivisionCode.isValid(labelKind == null ? value : Identifier.canonical(value));
        }
        return mode == Mode.YEAR
                ? YEAR.matcher(value).matches()
                : !isNumeric() || NUMBER.matcher(value).matches();
    }

    /** Returns the canonical spelling of a value, in which the index and requests compare it. */
    public String canonical(String value) {
        return switch (mode) {
            case EXACT, YEAR -> labelKind == null ? value : Identifier.canonical(padded(value));
            case PATH -> String.join("/", segments(value));
            case DIVISION, SERVED -> DivisionCode.padded(value);
            case IDENTIFIER -> ChineseText.identifier(value);
            case NAMES -> ChineseText.letters(value);
        };
    }

    private String padded(String key) {
        return DivisionCode.KIND.equals(labelKind) ? DivisionCode.padded(key) : key;
    }

    /** Returns the terms that are indexed for a value: the value and its ancestors. */
    public List<String> terms(String value) {
        return switch (mode) {
            case EXACT, YEAR, IDENTIFIER, SERVED -> List.of(canonical(value));
            case PATH -> {
                var terms = new ArrayList<String>();
                for (String segment : segments(value)) {
                    terms.add(terms.isEmpty() ? segment : terms.getLast() + "/" + segment);
                }
                yield terms;
            }
            case DIVISION -> DivisionCode.path(canonical(value));
            case NAMES -> DivisionName.spellings(canonical(value));
        };
    }

    public String label(String value) {
        String fallback = mode == Mode.PATH ? value.substring(value.lastIndexOf('/') + 1) : value;
        return labels.getOrDefault(value, fallback);
    }

    private static List<String> segments(String path) {
        return List.of(path.replace('\\', '/').split("/")).stream()
                .map(String::strip)
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
