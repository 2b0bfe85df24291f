package org.sunwindow.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** A table whose lines are measured in every round. */
final class Report {

    /** Target of a main line for which the design states none. */
    static final String NO_TARGET = "–";

    private record Line(String target, List<Double> values) {}

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
