package org.sunwindow.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.DivisionNames;
import org.sunwindow.place.DivisionCode;

/**
 * A field by which a kind can be narrowed and, unless it holds identifiers, counted.
 *
 * @param name      parameter, facet and name in {@link IndexDocument#value}
 * @param labels    Chinese labels of coded values; a value without one is its own label
 * @param labelKind kind whose record titles label the values, or {@code null}
 * @param closed    the only values there can be; empty where bureaus have values of their own
 * @param mirror    filter of the kind of the labels by which its records name records of this kind: who is named from either
 *                  side is meant; {@code null} for none
 */
public record Filter(
        String name, Mode mode, Map<String, String> labels, String labelKind, List<String> closed, String mirror) {

    private Filter(String name, Mode mode, Map<String, String> labels, String labelKind, List<String> closed) {
        this(name, mode, labels, labelKind, closed, null);
    }

    /** How values are compared. */
    public enum Mode {
        /** As they are. */
        EXACT,
        /** As they are; counted by value, the largest first, and not by count. */
        YEAR,
        /** Segments with a slash between them; a value counts for everything above it. */
        PATH,
        /** 12-digit codes of 行政区划; a value counts for the divisions it lies in. */
        DIVISION,
        /**
         * 12-digit codes of the divisions that something serves. A value stands for those of its own level or, where
         * nothing else that is asked for is there, for those of the next level above that has some; has no facet.
         */
        SERVED,
        /** By {@link ChineseText#identifier}; has no facet. */
        IDENTIFIER,
        /**
         * Names of divisions, as they are written or without their last word (东湖 for 东湖区). A value is several of them one
         * after the other, as in an address, and stands for the last one; has no facet.
         */
        NAMES
    }

    public static Filter exact(String name) {
        return new Filter(name, Mode.EXACT, Map.of(), null, List.of());
    }

    public static Filter oneOf(String name, String... values) {
        return new Filter(name, Mode.EXACT, Map.of(), null, List.of(values));
    }

    public static Filter coded(String name, Map<String, String> labels) {
        return new Filter(name, Mode.EXACT, labels, null, List.of());
    }

    /** The codes are all there are. */
    static Filter ofCodes(String name, Map<String, String> labels) {
        return new Filter(name, Mode.EXACT, labels, null, List.copyOf(labels.keySet()));
    }

    /** Counted from the latest year on. */
    public static Filter year(String name) {
        return new Filter(name, Mode.YEAR, Map.of(), null, List.of());
    }

    /** Values are keys of records of another kind. */
    public static Filter reference(String name, String kind) {
        return new Filter(name, Mode.EXACT, Map.of(), kind, List.of());
    }

    /** The same where records of the other kind name those of this one, too, and a bureau keeps either list. */
    public Filter mirrored(String filter) {
        return new Filter(name, mode, labels, labelKind, closed, filter);
    }

    public static Filter names(String name) {
        return new Filter(name, Mode.NAMES, Map.of(), null, List.of());
    }

    public static Filter path(String name) {
        return new Filter(name, Mode.PATH, Map.of(), null, List.of());
    }

    public static Filter division(String name) {
        return new Filter(name, Mode.DIVISION, Map.of(), "division", List.of());
    }

    public static Filter served(String name) {
        return new Filter(name, Mode.SERVED, Map.of(), null, List.of());
    }

    public static Filter identifier(String name) {
        return new Filter(name, Mode.IDENTIFIER, Map.of(), null, List.of());
    }

    public boolean hasFacet() {
        return mode != Mode.IDENTIFIER && mode != Mode.SERVED && mode != Mode.NAMES;
    }

    /** One spelling of a value, in the index and in a request. */
    public String canonical(String value) {
        return switch (mode) {
            case EXACT, YEAR -> "division".equals(labelKind) ? DivisionCode.padded(value) : value;
            case PATH -> String.join("/", segments(value));
            case DIVISION, SERVED -> DivisionCode.padded(value);
            case IDENTIFIER -> ChineseText.identifier(value);
            case NAMES -> ChineseText.letters(value);
        };
    }

    /** The terms a record's value is found under: itself and what it lies in. */
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
            case NAMES -> DivisionNames.spellings(canonical(value));
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
