package org.sunwindow.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A field by which a kind can be narrowed and, unless it holds identifiers, counted.
 *
 * @param name      parameter, facet and name in {@link IndexDocument#value}
 * @param labels    Chinese labels of coded values; a value without one is its own label
 * @param labelKind kind whose record titles label the values, or {@code null}
 * @param closed    the only values there can be; empty where bureaus have values of their own
 */
public record Filter(String name, Mode mode, Map<String, String> labels, String labelKind, List<String> closed) {

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
        IDENTIFIER
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

    boolean hasFacet() {
        return mode != Mode.IDENTIFIER && mode != Mode.SERVED;
    }

    /** One spelling of a value, in the index and in a request. */
    String canonical(String value) {
        return switch (mode) {
            case EXACT, YEAR -> value.strip();
            case PATH -> String.join("/", segments(value));
            case DIVISION, SERVED -> value.length() == 6 ? value + "000000" : value;
            case IDENTIFIER -> ChineseText.identifier(value);
        };
    }

    /** The terms a record's value is found under: itself and what it lies in. */
    List<String> terms(String value) {
        return switch (mode) {
            case EXACT, YEAR, IDENTIFIER, SERVED -> List.of(canonical(value));
            case PATH -> {
                var terms = new ArrayList<String>();
                for (String segment : segments(value)) {
                    terms.add(terms.isEmpty() ? segment : terms.getLast() + "/" + segment);
                }
                yield terms;
            }
            case DIVISION -> {
                String code = canonical(value);
                var terms = new ArrayList<String>();
                for (int end : new int[] {2, 4, 6, 9, 12}) {
                    if (end <= code.length()) {
                        String term = code.substring(0, end) + "0".repeat(12 - end);
                        if (!terms.contains(term)) {
                            terms.add(term);
                        }
                    }
                }
                yield terms;
            }
        };
    }

    String label(String value) {
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
