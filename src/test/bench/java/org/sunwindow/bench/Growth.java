package org.sunwindow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same queries with increasing numbers of records. */
final class Growth {

    /**
     * The measurements of one size.
     *
     * @param rate     searches per second with 16 connections
     * @param p99      p99 of one search at a time, in milliseconds
     * @param index    size of the index in MB
     * @param imported imported lines per second
     */
    private record Step(int records, double rate, double p99, double index, double imported) {}

    private Growth() {}

    static void run(Environment environment) throws Exception {
        environment.stop();
        var steps = new ArrayList<Step>();
        for (int records : environment.options().sizes()) {
            steps.add(step(environment.separate("growth", records)));
        }
        print(steps, environment.out());
        plot(steps, environment);
    }

    private static Step step(Environment environment) throws IOException, InterruptedException {
        try (environment) {
            Options options = environment.options();
            int records = options.size();
            PackagedService service = environment.uncached();
            List<Request> requests = SearchQuery.all(records).stream()
                    .map(query -> UncachedSearch.Variant.DISCLOSURES.request(query.text()))
                    .toList();
            HttpLoad many = environment.load(service.address(), UncachedSearch.CONNECTIONS, requests);
            HttpLoad one = environment.load(service.address(), 1, requests);
            many.run(options.warmUp(), Schedule.UNBOUNDED);
            var rates = new ArrayList<Double>();
            var p99s = new ArrayList<Double>();
            for (int round = 0; round < options.rounds(); round++) {
                rates.add(many.run(options.time(), Schedule.UNBOUNDED).perSecond());
                p99s.add(one.run(options.time(), Schedule.UNBOUNDED).percentile(99));
            }
            return new Step(
                    records,
                    Report.median(rates),
                    Report.median(p99s),
                    Workspace.size(environment.index()) / 1e6,
                    records * 1e9 / environment.load().toNanos());
        }
    }

    private static void print(List<Step> steps, PrintStream out) {
        out.println("- Uncached searches; p99 with one search at a time; medians of all rounds.");
        out.println();
        out.println("| records | searches/s | p99, ms | index, MB | import, lines/s |");
        out.println("|---:|---:|---:|---:|---:|");
        steps.forEach(step -> out.printf(
                "| %,d | %s | %s | %s | %s |%n",
                step.records(),
                Report.number(step.rate()),
                Report.number(step.p99()),
                Report.number(step.index()),
                Report.number(step.imported())));
        Step first = steps.getFirst();
        Step last = steps.getLast();
        out.printf(
                "%n**p99 with %,d records ÷ with %,d**: %s (target: ≤ 10 from 10,000 to 1,000,000)%n",
                last.records(), first.records(), Report.number(last.p99() / first.p99()));
    }

    private static void plot(List<Step> steps, Environment environment) throws IOException {
        var directory = Files.createDirectories(environment.options().plots());
        String machine = "%d processors, %s"
                .formatted(Machine.processors(), environment.runtimes().description());
        write(directory.resolve("search-p99.svg"), "p99 of an uncached search, ms", machine, steps, Step::p99);
        write(directory.resolve("search-rate.svg"), "uncached searches a second", machine, steps, Step::rate);
        write(directory.resolve("index-size.svg"), "size of the index, MB", machine, steps, Step::index);
        environment.out().println("Plots: " + directory);
    }

    private static void write(
            java.nio.file.Path file, String what, String machine, List<Step> steps, ToDoubleFunction<Step> value)
            throws IOException {
        var points = steps.stream()
                .map(step -> new Plot.Point(step.records(), value.applyAsDouble(step)))
                .toList();
        Files.writeString(file, new Plot(what, machine, points).svg());
    }
}
