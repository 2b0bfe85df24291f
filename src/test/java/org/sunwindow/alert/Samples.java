package org.sunwindow.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was scraped from targets, by series. A series is a set of labels; its name is the label {@link #NAME}. */
final class Samples {

    static final String NAME = "__name__";

    /** For how long a series without a newer sample is still seen, in seconds. */
    private static final double LOOKBACK = 300;

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: .*)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /**
     * @param time  in seconds
     * @param stale whether the series ended before this time
     */
    record Sample(double time, double value, boolean stale) {}

    private final Map<Map<String, String>, List<Sample>> series = new LinkedHashMap<>();

    /** The series of each target that its last scrape had. */
    private final Map<Map<String, String>, Set<Map<String, String>>> present = new HashMap<>();

    /**
     * Adds a scrape. Series that the target had before and has not now are ended.
     *
     * @param target labels of the target, which all its series have
     * @param text   in the format of Prometheus; {@code null} if the target did not answer
     */
    void add(Map<String, String> target, double time, String text) {
        var scraped = new HashMap<Map<String, String>, Double>();
        if (text != null) {
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(LINE::matcher)
                    .forEach(line -> {
                        if (line.matches()) {
                            scraped.put(labels(target, line.group(1), line.group(2)), number(line.group(3)));
                        }
                    });
        }
        scraped.put(labels(target, "up", null), text == null ? 0.0 : 1.0);
        Set<Map<String, String>> ended = new HashSet<>(present.getOrDefault(target, Set.of()));
        ended.removeAll(scraped.keySet());
        ended.forEach(labels -> series.get(labels).add(new Sample(time, Double.NaN, true)));
        scraped.forEach((labels, value) ->
                series.computeIfAbsent(labels, missing -> new ArrayList<>()).add(new Sample(time, value, false)));
        present.put(target, Set.copyOf(scraped.keySet()));
    }

    private static Map<String, String> labels(Map<String, String> target, String name, String written) {
        var labels = new HashMap<>(target);
        labels.put(NAME, name);
        Matcher label = LABEL.matcher(written == null ? "" : written);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return Map.copyOf(labels);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** Returns the latest value of each chosen series that has not ended. */
    Map<Map<String, String>, Double> latest(Predicate<Map<String, String>> chosen, double time) {
        var latest = new LinkedHashMap<Map<String, String>, Double>();
        within(chosen, time, LOOKBACK, true).forEach((labels, samples) -> {
            Sample last = samples.getLast();
            if (!last.stale()) {
                latest.put(labels, last.value());
            }
        });
        return latest;
    }

    /** Returns the samples of each chosen series in the seconds before a time. Series without one are left out. */
    Map<Map<String, String>, List<Sample>> range(Predicate<Map<String, String>> chosen, double time, double seconds) {
        return within(chosen, time, seconds, false);
    }

    private Map<Map<String, String>, List<Sample>> within(
            Predicate<Map<String, String>> chosen, double time, double seconds, boolean withEnds) {
        var within = new LinkedHashMap<Map<String, String>, List<Sample>>();
        series.forEach((labels, samples) -> {
            if (chosen.test(labels)) {
                List<Sample> found = samples.stream()
                        .filter(sample -> sample.time() > time - seconds && sample.time() <= time)
                        .filter(sample -> withEnds || !sample.stale())
                        .toList();
                if (!found.isEmpty()) {
                    within.put(labels, found);
                }
            }
        });
        return within;
    }
}
