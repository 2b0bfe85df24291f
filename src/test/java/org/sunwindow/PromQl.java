package org.sunwindow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an expression of Prometheus asks for. It reads as much of the language as our alerts and panels use. */
record PromQl(String expression) {

    /** What Prometheus adds to every series. */
    private static final Set<String> OF_TARGETS = Set.of("namespace", "pod", "instance", "job", "container");

    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern AGGREGATION = Pattern.compile(
            "\\b(?:sum|max|min|avg|count|group|topk|bottomk|quantile|stddev)\\b\\s*(?:by\\s*\\(([^)]*)\\))?\\s*\\(");

    /** A name with an underscore that is no function, or {@code up}, and its matchers. */
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z]+_[a-z0-9_]+|up)\\b(?!\\s*\\()(?:\\{([^}]*)})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    /** A part in parentheses without others in it. */
    private static final Pattern CHOICE = Pattern.compile("\\(([^()]*)\\)");

    private record Selector(String metric, String matchers) {}

    private List<Selector> selectors() {
        String rest = GROUPING.matcher(RANGE.matcher(expression).replaceAll("")).replaceAll("");
        return SELECTOR.matcher(rest)
                .results()
                .map(found -> new Selector(found.group(1), found.group(2) == null ? "" : found.group(2)))
                .toList();
    }

    Set<String> metrics() {
        var metrics = new LinkedHashSet<String>();
        selectors().forEach(selector -> metrics.add(selector.metric()));
        return metrics;
    }

    /** Whether every aggregation keeps a label. */
    boolean aggregatesBy(String label) {
        return AGGREGATION
                .matcher(expression)
                .results()
                .allMatch(
                        found -> found.group(1) != null && names(found.group(1)).contains(label));
    }

    private static List<String> names(String list) {
        return Stream.of(list.split(",")).map(String::strip).toList();
    }

    /**
     * Returns what the expression asks for and nothing has.
     *
     * @param series values of each label of each metric
     */
    List<String> faults(Map<String, Map<String, Set<String>>> series) {
        var faults = new ArrayList<String>();
        var labels = new HashSet<>(OF_TARGETS);
        for (Selector selector : selectors()) {
            Map<String, Set<String>> known = series.get(selector.metric());
            if (known == null) {
                faults.add("no metric " + selector.metric());
                continue;
            }
            labels.addAll(known.keySet());
            MATCHER.matcher(selector.matchers()).results().forEach(found -> {
                String label = found.group(1);
                if (known.containsKey(label)) {
                    values(found.group(2), found.group(3), known.get(label)).stream()
                            .map(value -> "%s: no %s is %s".formatted(selector.metric(), label, value))
                            .forEach(faults::add);
                } else if (!OF_TARGETS.contains(label)) {
                    faults.add("%s has no label %s".formatted(selector.metric(), label));
                }
            });
        }
        Matcher groupings = GROUPING.matcher(expression);
        while (groupings.find()) {
            names(groupings.group(1)).stream()
                    .filter(label -> !label.isEmpty() && !labels.contains(label))
                    .map(label -> "nothing has the label " + label)
                    .forEach(faults::add);
        }
        return faults;
    }

    /** Returns the parts of a value that no series has. */
    private static List<String> values(String operator, String value, Set<String> known) {
        if (!operator.contains("~")) {
            return known.contains(value) ? List.of() : List.of(value);
        }
        return alternatives(value).stream()
                .filter(part -> known.stream().noneMatch(each -> each.matches(part)))
                .toList();
    }

    /** Returns the alternatives of a regular expression, also those of parts in parentheses. */
    private static List<String> alternatives(String regex) {
        Matcher choice = CHOICE.matcher(regex);
        if (choice.find()) {
            return Stream.of(choice.group(1).split("\\|"))
                    .flatMap(part ->
                            alternatives(regex.substring(0, choice.start()) + part + regex.substring(choice.end()))
                                    .stream())
                    .toList();
        }
        return List.of(regex.split("\\|"));
    }
}
