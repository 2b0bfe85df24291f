package org.sunwindow.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line chart over the number of records on a logarithmic axis, as an SVG for light and dark backgrounds.
 *
 * @param what    name and unit of the values
 * @param machine description of the machine
 */
record Plot(String what, String machine, List<Point> points) {

    record Point(double records, double value) {}

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 30;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final int LINES = 5;

    private static final String STYLE = """
            text { font: 13px sans-serif; fill: #333 }
            .axis { stroke: #333 }
            .grid { stroke: #999; stroke-opacity: 0.35 }
            .line { stroke: #2a78c8; stroke-width: 2.5; fill: none }
            .point { fill: #2a78c8 }
            @media (prefers-color-scheme: dark) { text { fill: #ddd } .axis { stroke: #ddd } }
            """;

    String svg() {
        double top = points.stream().mapToDouble(Point::value).max().orElse(1);
        double step = step(top / LINES);
        double most = step * Math.ceil(top / step);
        var svg = new StringBuilder();
        add(svg, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'>", WIDTH, HEIGHT);
        add(svg, "<title>%s</title><style>%s</style>", what, STYLE);
        add(svg, "<text x='%d' y='22'>%s</text>", LEFT, what);
        add(svg, "<text x='%d' y='40' opacity='0.7'>%s</text>", LEFT, machine);
        for (double value = 0; value <= most + step / 2; value += step) {
            double y = y(value, most);
            add(svg, "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>", LEFT, WIDTH - RIGHT, y, y);
            add(svg, "<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 8, y + 4, label(value));
        }
        for (Point point : points) {
            double x = x(point.records());
            int y = HEIGHT - BOTTOM;
            add(svg, "<line class='axis' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>", x, x, y, y + 5);
            add(svg, "<text x='%.1f' y='%d' text-anchor='middle'>%,.0f</text>", x, y + 20, point.records());
        }
        add(svg, "<path class='axis' fill='none' d='M%d %d V%d H%d'/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
        add(svg, "<text x='%d' y='%d' text-anchor='middle'>records</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14);
        String line = points.stream()
                .map(point -> format("%.1f,%.1f", x(point.records()), y(point.value(), most)))
                .collect(Collectors.joining(" "));
        add(svg, "<polyline class='line' points='%s'/>", line);
        for (Point point : points) {
            add(svg, "<circle class='point' cx='%.1f' cy='%.1f' r='4'/>", x(point.records()), y(point.value(), most));
        }
        add(svg, "</svg>");
        return svg.toString();
    }

    /** Returns the smallest of 1, 2 or 5 times a power of ten that is not below a value. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digit = least / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private static String label(double value) {
        return value >= 10 || value == 0 ? format("%,.0f", value) : format("%.2g", value);
    }

    private double x(double records) {
        double first = Math.log10(points.getFirst().records());
        double last = Math.log10(points.getLast().records());
        double share = last == first ? 0.5 : (Math.log10(records) - first) / (last - first);
        int inner = WIDTH - LEFT - RIGHT - 60;
        return LEFT + 30 + share * inner;
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
