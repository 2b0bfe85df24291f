package org.sunwindow.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Lines of a table, each measured in every round. */
final class Report {

    private record Line(String aim, List<Double> values) {}

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** What a round measured for a line that has nothing to reach. */
    void add(String line, double value) {
        add(line, value, "");
    }

    /**
     * @param aim what the design promises, in words
     */
    void add(String line, double value, String aim) {
        lines.computeIfAbsent(line, name -> new Line(aim, new ArrayList<>()))
                .values()
                .add(value);
    }

    /** As Markdown, what is to reach something first. */
    void print(PrintStream out) {
        out.println("| | median | lowest – highest | to reach |");
        out.println("|---|---:|---:|---|");
        print(out, line -> !line.aim().isEmpty());
        print(out, line -> line.aim().isEmpty());
    }

    private void print(PrintStream out, Predicate<Line> which) {
        lines.forEach((name, line) -> {
            if (!which.test(line)) {
                return;
            }
            List<Double> sorted = line.values().stream().sorted().toList();
            out.printf(
                    "| %s | %s | %s – %s | %s |%n",
                    name, number(median(sorted)), number(sorted.getFirst()), number(sorted.getLast()), line.aim());
        });
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Three digits; more would be noise. */
    static String number(double value) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
