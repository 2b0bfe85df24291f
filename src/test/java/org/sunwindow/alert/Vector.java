package org.sunwindow.alert;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Values at one time, by their labels. */
record Vector(Map<Map<String, String>, Double> values) {

    /** The labels by which elements of two vectors are matched; none stands for all but the name. */
    record Matching(List<String> on) {

        static final Matching ALL = new Matching(null);

        private Map<String, String> of(Map<String, String> labels) {
            return on == null ? without(labels) : only(labels, on);
        }
    }

    private static Map<String, String> without(Map<String, String> labels) {
        var rest = new HashMap<>(labels);
        rest.remove(Samples.NAME);
        return rest;
    }

    private static Map<String, String> only(Map<String, String> labels, List<String> names) {
        var rest = new HashMap<>(labels);
        rest.keySet().retainAll(names);
        return rest;
    }

    Vector where(DoublePredicate condition) {
        var kept = new LinkedHashMap<>(values);
        kept.values().removeIf(value -> !condition.test(value));
        return new Vector(kept);
    }

    Vector map(DoubleUnaryOperator operation) {
        var results = new LinkedHashMap<Map<String, String>, Double>();
        values.forEach((labels, value) -> results.put(without(labels), operation.applyAsDouble(value)));
        return new Vector(results);
    }

    /** Combines the elements that both vectors have. */
    Vector with(Vector other, Matching matching, DoubleBinaryOperator operation) {
        var others = new HashMap<Map<String, String>, Double>();
        other.values.forEach((labels, value) -> others.put(matching.of(labels), value));
        var results = new LinkedHashMap<Map<String, String>, Double>();
        values.forEach((labels, value) -> {
            Map<String, String> matched = matching.of(labels);
            if (others.containsKey(matched)) {
                results.put(matched, operation.applyAsDouble(value, others.get(matched)));
            }
        });
        return new Vector(results);
    }

    /** Keeps the elements that the other vector has, or those that it has not. */
    Vector restrictedTo(Vector other, Matching matching, boolean present) {
        Set<Map<String, String>> others = other.matched(matching);
        var kept = new LinkedHashMap<>(values);
        kept.keySet().removeIf(labels -> others.contains(matching.of(labels)) != present);
        return new Vector(kept);
    }

    /** Adds the elements of the other vector that this one has not. */
    Vector or(Vector other, Matching matching) {
        var all = new LinkedHashMap<>(values);
        all.putAll(other.restrictedTo(this, matching, false).values);
        return new Vector(all);
    }

    private Set<Map<String, String>> matched(Matching matching) {
        return values.keySet().stream().map(matching::of).collect(Collectors.toSet());
    }

    /** Aggregates the elements that have the same values of some labels. */
    Vector aggregated(List<String> by, ToDoubleFunction<Collection<Double>> aggregation) {
        Map<Map<String, String>, List<Double>> groups = values.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> only(entry.getKey(), by),
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        var results = new LinkedHashMap<Map<String, String>, Double>();
        groups.forEach((labels, group) -> results.put(labels, aggregation.applyAsDouble(group)));
        return new Vector(results);
    }
}
