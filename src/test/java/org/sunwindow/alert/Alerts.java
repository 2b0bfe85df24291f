package org.sunwindow.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sunwindow.YamlNode;
import org.yaml.snakeyaml.Yaml;

/**
 * The alerts of {@code k8s/observability}, evaluated after each scrape. Scrapes are dated 15 seconds apart, whenever they
 * are done, so that nobody waits for the minutes after which an alert fires.
 */
public final class Alerts {

    private static final Path FILE = Path.of("k8s/observability/alerts.yaml");

    /** Between two scrapes, in seconds. */
    private static final int INTERVAL = 15;

    /**
     * @param seconds for which the condition must have held
     */
    private record Alert(String name, Expression.Node condition, int seconds) {}

    private final List<Alert> alerts = new ArrayList<>();
    private final Map<Map<String, String>, Supplier<String>> targets;
    private final Samples samples = new Samples();

    /** When the condition of an alert began to hold, by the labels that it holds for. */
    private final Map<Alert, Map<Map<String, String>, Integer>> since = new HashMap<>();

    private int time;

    /**
     * @param instances metrics of instances by the names of the instances. A supplier that fails stands for an instance
     *     that does not answer
     */
    public Alerts(Map<String, Supplier<String>> instances) throws IOException {
        targets = new HashMap<>();
        instances.forEach((name, metrics) -> targets.put(
                Map.of("namespace", "bureau", "job", "bureau/sunwindow", "instance", name, "pod", name), metrics));
        var file = new YamlNode(new Yaml().load(Files.readString(FILE)), FILE.toString());
        for (YamlNode group : file.get("spec", "groups").items()) {
            for (YamlNode rule : group.get("rules").items()) {
                alerts.add(new Alert(
                        rule.get("alert").text(),
                        Expression.parse(rule.get("expr").text()),
                        60 * Integer.parseInt(rule.get("for").text().replaceFirst("m$", ""))));
            }
        }
    }

    /** Scrapes all instances, and evaluates all alerts. */
    public void scrape() {
        time += INTERVAL;
        targets.forEach((labels, metrics) -> samples.add(labels, time, text(metrics)));
        for (Alert alert : alerts) {
            Map<Map<String, String>, Integer> before = since.getOrDefault(alert, Map.of());
            var now = new HashMap<Map<String, String>, Integer>();
            alert.condition()
                    .at(samples, time)
                    .values()
                    .keySet()
                    .forEach(labels -> now.put(labels, before.getOrDefault(labels, time)));
            since.put(alert, now);
        }
    }

    private static String text(Supplier<String> metrics) {
        try {
            return metrics.get();
        } catch (Exception e) {
            // REST Assured throws checked exceptions, too
            return null;
        }
    }

    /** Returns the names of the alerts that fire. */
    public Set<String> firing() {
        var firing = new TreeSet<String>();
        since.forEach((alert, begun) -> {
            if (begun.values().stream().anyMatch(start -> time - start >= alert.seconds())) {
                firing.add(alert.name());
            }
        });
        return firing;
    }
}
