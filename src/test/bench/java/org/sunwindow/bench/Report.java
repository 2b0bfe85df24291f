package org.sunwindow.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table whose lines are measured in every round. */
final class Report {

    /** Target of a main line for which the design states none. */
    static final String NO_TARGET = "–";

    /** A target without a condition, such as one that holds for the native executable only. */
    private static final Pattern BOUND = Pattern.compile("([≤≥]) (\\d(?:[\\d,.]*\\d)?)(?:, aim: .*)?");

    private record Line(String target, List<Double> values) {

        /** Whether the median misses the target. A value that could not be measured does. */
        boolean misses() {
            Matcher bound = BOUND.matcher(target);
            if (!bound.matches()) {
                return false;
            }
            double limit = Double.parseDouble(bound.group(2).replace(",", ""));
            double median = median(values);
            return !(bound.group(1).equals("≤") ? median <= limit : median >= limit);
        }
    }

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** Adds a measurement of a secondary line. */
    void add(String line, double value) {
        add(line, value, "");
    }

    /**
     * Adds a measurement of a main line, which is printed first.
     *
     * @param target target of the design, or {@link #NO_TARGET}
     */
    void add(String line, double value, String target) {
        lines.computeIfAbsent(line, name -> new Line(target, new ArrayList<>()))
                .values()
                .add(value);
    }

    /** Prints a Markdown table. */
    void print(PrintStream out) {
        out.println("| | median | lowest – highest | target |");
        out.println("|---|---:|---:|---|");
        print(out, line -> !line.target().isEmpty());
        print(out, line -> line.target().isEmpty());
    }

    private void print(PrintStream out, Predicate<Line> which) {
        lines.forEach((name, line) -> {
            if (!which.test(line)) {
                return;
            }
            List<Double> sorted = line.values().stream().sorted().toList();
            out.printf(
                    "| %s | %s | %s – %s | %s |%n",
                    name, number(median(sorted)), number(sorted.getFirst()), number(sorted.getLast()), line.target());
        });
    }

    /** Returns a sentence about each line whose median over all rounds misses a target such as {@code ≤ 2}. */
    List<String> missed() {
        return lines.entrySet().stream()
                .filter(line -> line.getValue().misses())
                .map(line -> "%s is %s instead of %s"
                        .formatted(
                                line.getKey().replace("**", ""),
                                number(median(line.getValue().values())),
                                line.getValue().target()))
                .toList();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Formats a value with three significant digits, because more would be noise. */
    static String number(double value) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
