package org.sunwindow.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.alert.Vector.Matching;

/**
 * Reads and evaluates expressions of PromQL. It knows what the alerts use, and refuses everything else with an {@link
 * IllegalArgumentException}.
 */
final class Expression {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*([a-zA-Z_][\\w:]*|[0-9.]+|\"(?:[^\"\\\\]|\\\\.)*\"|\\[[0-9]+[smhd]]|=~|!~|!=|==|>=|<=|[-+*/<>=(){},])");
    private static final Map<Character, Integer> SECONDS = Map.of('s', 1, 'm', 60, 'h', 3600, 'd', 86_400);

    private static final Map<String, ToDoubleFunction<Collection<Double>>> AGGREGATIONS = Map.of(
            "sum", values -> values.stream().mapToDouble(Double::doubleValue).sum(),
            "max",
                    values -> values.stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElseThrow(),
            "group", values -> 1);

    private static final Map<String, DoubleBinaryOperator> ARITHMETIC = Map.of(
            "/", (left, right) -> left / right,
            "*", (left, right) -> left * right,
            "+", Double::sum,
            "-", (left, right) -> left - right);

    /** A part of an expression. */
    interface Node {
        Vector at(Samples samples, double time);
    }

    /** A number, which is no vector. */
    private record Number(double value) implements Node {
        @Override
        public Vector at(Samples samples, double time) {
            throw new IllegalArgumentException("a number where a vector belongs");
        }
    }

    private final List<String> tokens;
    private int next;

    private Expression(String text) {
        var all = new ArrayList<String>();
        Matcher token = TOKEN.matcher(text.strip());
        int end = 0;
        while (token.find() && token.start() == end) {
            all.add(token.group(1));
            end = token.end();
        }
        if (end != text.strip().length()) {
            throw new IllegalArgumentException("not understood: " + text.strip().substring(end));
        }
        tokens = all;
    }

    static Node parse(String text) {
        var expression = new Expression(text);
        Node node = expression.alternatives();
        if (expression.next < expression.tokens.size()) {
            throw new IllegalArgumentException("not understood: " + expression.peek());
        }
        return node;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private boolean accept(String token) {
        boolean found = peek().equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("%s where %s belongs".formatted(peek(), token));
        }
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private Node alternatives() {
        Node left = intersections();
        while (accept("or")) {
            Node first = left;
            Matching matching = matching();
            Node second = intersections();
            left = (samples, time) -> first.at(samples, time).or(second.at(samples, time), matching);
        }
        return left;
    }

    private Node intersections() {
        Node left = comparison();
        while (peek().equals("and") || peek().equals("unless")) {
            boolean present = take().equals("and");
            Node first = left;
            Matching matching = matching();
            Node second = comparison();
            left = (samples, time) -> first.at(samples, time).restrictedTo(second.at(samples, time), matching, present);
        }
        return left;
    }

    private Node comparison() {
        Node left = sum();
        String operator = peek();
        if (!List.of("==", "!=", ">", "<", ">=", "<=").contains(operator)) {
            return left;
        }
        next++;
        if (!(sum() instanceof Number bound)) {
            throw new IllegalArgumentException("a comparison with what is no number");
        }
        return (samples, time) -> left.at(samples, time).where(value -> compare(value, operator, bound.value()));
    }

    private static boolean compare(double value, String operator, double bound) {
        return switch (operator) {
            case "==" -> value == bound;
            case "!=" -> value != bound;
            case ">" -> value > bound;
            case "<" -> value < bound;
            case ">=" -> value >= bound;
            default -> value <= bound;
        };
    }

    private Node sum() {
        Node left = product();
        while (peek().equals("+") || peek().equals("-")) {
            left = calculation(left, take(), this::product);
        }
        return left;
    }

    private Node product() {
        Node left = operand();
        while (peek().equals("*") || peek().equals("/")) {
            left = calculation(left, take(), this::operand);
        }
        return left;
    }

    /** Reads the rest of a calculation. */
    private Node calculation(Node left, String operator, Supplier<Node> rest) {
        DoubleBinaryOperator operation = ARITHMETIC.get(operator);
        Matching matching = matching();
        Node right = rest.get();
        if (left instanceof Number(double first) && right instanceof Number(double second)) {
            return new Number(operation.applyAsDouble(first, second));
        }
        if (left instanceof Number(double first)) {
            return (samples, time) -> right.at(samples, time).map(value -> operation.applyAsDouble(first, value));
        }
        if (right instanceof Number(double second)) {
            return (samples, time) -> left.at(samples, time).map(value -> operation.applyAsDouble(value, second));
        }
        return (samples, time) -> left.at(samples, time).with(right.at(samples, time), matching, operation);
    }

    private Matching matching() {
        return accept("on") ? new Matching(names()) : Matching.ALL;
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        expect("(");
        do {
            names.add(take());
        } while (accept(","));
        expect(")");
        return names;
    }

    private Node operand() {
        if (accept("(")) {
            return closed(alternatives());
        }
        String token = take();
        if (token.matches("[0-9.]+")) {
            return new Number(Double.parseDouble(token));
        }
        ToDoubleFunction<Collection<Double>> aggregation = AGGREGATIONS.get(token);
        if (aggregation != null) {
            List<String> by = accept("by") ? names() : List.of();
            expect("(");
            Node of = closed(alternatives());
            return (samples, time) -> of.at(samples, time).aggregated(by, aggregation);
        }
        if (!peek().equals("(")) {
            Predicate<Map<String, String>> chosen = selector(token);
            return (samples, time) -> new Vector(samples.latest(chosen, time));
        }
        next++;
        return token.equals("absent") ? absent(alternatives()) : function(token);
    }

    private Node closed(Node node) {
        expect(")");
        return node;
    }

    private Node absent(Node of) {
        expect(")");
        Vector absent = new Vector(Map.of(Map.of(), 1.0));
        return (samples, time) -> of.at(samples, time).values().isEmpty() ? absent : new Vector(Map.of());
    }

    private Node function(String name) {
        RangeFunction function = Stream.of(RangeFunction.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no function " + name));
        Predicate<Map<String, String>> chosen = selector(take());
        String range = take();
        if (!range.startsWith("[")) {
            throw new IllegalArgumentException("%s where a range belongs".formatted(range));
        }
        int unit = range.length() - 2;
        double seconds = Double.parseDouble(range.substring(1, unit)) * SECONDS.get(range.charAt(unit));
        boolean keepsName = function == RangeFunction.LAST_OVER_TIME;
        return closed((samples, time) -> {
            var values = new LinkedHashMap<Map<String, String>, Double>();
            samples.range(chosen, time, seconds)
                    .forEach((labels, found) ->
                            function.of(found, time, seconds).ifPresent(value -> values.put(labels, value)));
            var vector = new Vector(values);
            return keepsName ? vector : vector.map(value -> value);
        });
    }

    /** Reads the matchers of a metric. */
    private Predicate<Map<String, String>> selector(String metric) {
        Predicate<Map<String, String>> all = labels -> labels.get(Samples.NAME).equals(metric);
        if (accept("{")) {
            while (!accept("}")) {
                all = all.and(matcher(take(), take(), take()));
                accept(",");
            }
        }
        return all;
    }

    private static Predicate<Map<String, String>> matcher(String label, String operator, String quoted) {
        if (!quoted.startsWith("\"")) {
            throw new IllegalArgumentException("%s where a text belongs".formatted(quoted));
        }
        String text = quoted.substring(1, quoted.length() - 1).replace("\\\\", "\\");
        return switch (operator) {
            case "=" -> labels -> labels.getOrDefault(label, "").equals(text);
            case "!=" -> labels -> !labels.getOrDefault(label, "").equals(text);
            case "=~" -> labels -> labels.getOrDefault(label, "").matches(text);
            case "!~" -> labels -> !labels.getOrDefault(label, "").matches(text);
            default -> throw new IllegalArgumentException("no matcher " + operator);
        };
    }
}
