package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.sunwindow.relevance.Corpus;

/** Imports into an empty database, including checks and indexing, compared with COPY of the same rows. */
final class Imports {

    private static final int PART = 10;

    /** Lines whose privacy check is measured. */
    private static final int CHECKED = 20_000;

    private Imports() {}

    /**
     * The measurements of one import.
     *
     * @param rate   lines per second until the last one is visible
     * @param cost   processor time of the service per line, in milliseconds
     * @param copied rows per second of COPY
     * @param heap   maximum heap in use after a collection, in MB
     * @param memory maximum anonymous memory, in MiB
     */
    private record Import(double rate, double cost, double copied, double heap, double memory) {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        // a running service would use the processors
        environment.stop();
        var report = new Report();
        for (int round = 0; round < options.rounds(); round++) {
            Import small = measured(environment.separate("import", options.size() / PART));
            Import whole = measured(environment.separate("import", options.size()));
            report.add("**import ÷ COPY of the same rows**, lines/s", whole.rate() / whole.copied(), "≥ 0.1");
            report.add(
                    "**memory for all lines ÷ for a tenth**",
                    environment.runtimes().isNative() ? whole.memory() / small.memory() : whole.heap() / small.heap(),
                    "flat at 1,000,000");
            double check = PrivacyChecks.cost(Math.min(options.size(), CHECKED));
            report.add("**privacy check's share of the import**, processor time", check / whole.cost(), "≤ 0.1");
            report.add("import until visible, lines/s", whole.rate());
            report.add("import, processor ms of the service per line", whole.cost());
            report.add("privacy check, processor ms per line", check);
            report.add("COPY, rows/s", whole.copied());
            report.add("all: maximum heap after a collection, MB", whole.heap());
            report.add("a tenth: maximum heap after a collection, MB", small.heap());
            report.add("all: maximum anonymous memory, MiB", whole.memory());
            report.add("a tenth: maximum anonymous memory, MiB", small.memory());
        }
        environment
                .out()
                .printf(
                        "- %,d lines and a tenth of them, each into an empty database with a newly started service (%s,"
                                + " maximum heap %s).%n%n",
                        options.size(),
                        environment.runtimes().description(),
                        environment.runtimes().heap());
        environment.print(report);
    }

    private static Import measured(Environment environment) throws Exception {
        try (environment) {
            Files.createDirectories(environment.home());
            int lines = environment.options().size();
            var collections = new GcLog(environment.home().resolve("gc.log"));
            var service = environment.prepared(environment.home(), Environment.CACHED, collections.option());
            service.start();
            try (service;
                    var memory = new ResidentMemory(service.process())) {
                var before = ProcessorTime.now(service.process());
                Duration load = service.load(Corpus.entries(lines));
                double spent =
                        ProcessorTime.now(service.process()).since(before).service();
                double rate = lines * 1e9 / load.toNanos();
                return new Import(
                        rate,
                        spent / 1e6 / lines,
                        copied(environment, lines),
                        collections.maxHeapAfterCollection(),
                        memory.peak());
            }
        }
    }

    private static double copied(Environment environment, int rows) throws Exception {
        Path file = environment.home().resolve("rows");
        try (var connection = DriverManager.getConnection(environment.database().url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (var out = Files.newOutputStream(file)) {
                copy.copyOut("copy publication to stdout", out);
            }
            statement.execute("create table copied (like publication including all)");
            try (var in = Files.newInputStream(file)) {
                long start = System.nanoTime();
                long taken = copy.copyIn("copy copied from stdin", in);
                long nanos = System.nanoTime() - start;
                if (taken != rows) {
                    throw new IOException("%d rows of %d".formatted(taken, rows));
                }
                return taken * 1e9 / nanos;
            }
        }
    }
}
