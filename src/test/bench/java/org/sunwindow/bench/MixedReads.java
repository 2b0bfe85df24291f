package org.sunwindow.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/** All kinds of reads together: at the maximum rate, below it, and in overload. */
final class MixedReads {

    private static final int CONNECTIONS = 16;

    /** Enough connections that no request waits for one at a sustainable rate. */
    private static final int PLENTY = 64;

    private static final int CROWD = 256;

    private static final double BUSY = 0.7;
    private static final double QUIET = 0.1;
    private static final double OVERLOAD = 2;

    /** Maximum number of warm-up steps. */
    private static final int STEPS = 12;

    private static final double STABLE = 1.03;

    /** Maximum p99 in milliseconds at a sustainable rate. */
    private static final double SUSTAINABLE_P99 = 50;

    private static final double STEP_DOWN = 0.93;

    private static final Duration WINDOW = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Options options;
    private final PackagedService service;
    private final HttpLoad most;
    private final HttpLoad alone;
    private final HttpLoad plenty;
    private final HttpLoad crowd;
    private final Report report = new Report();

    /** Highest rate of any round. The overload refers to it, because the service may still warm up in early rounds. */
    private double highest;

    private MixedReads(Environment environment, Mixture mixture) throws IOException, InterruptedException {
        options = environment.options();
        service = environment.cached();
        InetSocketAddress server = service.address();
        most = environment.workspace().add(new HttpLoad(server, CONNECTIONS, mixture, Set.of(HttpLoad.OK)));
        alone = environment.workspace().add(new HttpLoad(server, 1, mixture, Set.of(HttpLoad.OK)));
        plenty = environment.workspace().add(new HttpLoad(server, PLENTY, mixture, Set.of(HttpLoad.OK)));
        crowd = environment
                .workspace()
                .add(new HttpLoad(server, CROWD, mixture, Set.of(HttpLoad.OK, HttpLoad.REFUSED)));
    }

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        environment.load();
        environment.stop();
        PackagedService service = environment.cached();
        var mixture = new Mixture(service, options.size());
        double atRest = ResidentMemory.now(service.process());
        var reads = new MixedReads(environment, mixture);
        environment
                .out()
                .printf(
                        "- 80 %% of the requests are among %d popular ones (Zipf), cached after the warm-up; 20 %% are new.%n"
                                + "- Maximum rate: %d connections in a closed model, %d in an open model with a p99 of at most"
                                + " %.0f ms. Load: 70 %% of the latter. Unloaded: 1 connection at 10 %%. Overload: %d connections at"
                                + " twice the maximum rate.%n- %,d records; memory of a %s, maximum heap %s.%n%n",
                        mixture.popularSize(),
                        CONNECTIONS,
                        PLENTY,
                        SUSTAINABLE_P99,
                        CROWD,
                        options.size(),
                        environment.runtimes().isNative() ? "native image" : "JVM",
                        environment.runtimes().heap());
        reads.warmUp();
        try (var memory = new ResidentMemory(service.process())) {
            for (int round = 0; round < options.rounds(); round++) {
                reads.round();
            }
            reads.report.add("anonymous memory at rest, MiB", atRest);
            reads.report.add(
                    "**maximum anonymous memory under load**, MiB", memory.peak(), "≤ 128, native, 10,000 records");
        }
        environment.print(reads.report);
    }

    /** Runs until the rate is stable, because JIT compilation would otherwise appear as latency. */
    private void warmUp() {
        double best = most.run(options.warmUp(), Schedule.UNBOUNDED).perSecond();
        for (int more = 0; more < STEPS; more++) {
            double rate = most.run(options.time(), Schedule.UNBOUNDED).perSecond();
            if (rate <= best * STABLE) {
                return;
            }
            best = rate;
        }
    }

    private void round() {
        double rate = most.run(options.time(), Schedule.UNBOUNDED).perSecond();
        highest = Math.max(highest, rate);
        double sustainable = sustainableRate(rate);
        Sample quiet = alone.run(options.time(), rate * QUIET);
        Sample busy = plenty.run(options.time(), sustainable * BUSY);
        double unloaded = quiet.percentile(99);
        report.add("**p99 at 70 % ÷ p99 unloaded**", busy.percentile(99) / unloaded, "≤ 3");
        report.add("maximum rate, closed model, requests/s", rate);
        report.add("maximum sustainable rate, open model, requests/s", sustainable);
        report.add("p99 unloaded, ms", unloaded);
        report.add("p50 at 70 %, ms", busy.percentile(50));
        report.add("p99 at 70 %, ms", busy.percentile(99));
        report.add("popular at 70 %, mean, ms", busy.mean(0));
        report.add("new at 70 %, mean, ms", busy.mean(1));
        overload(highest * OVERLOAD, unloaded, rate * QUIET);
    }

    /**
     * Returns the maximum rate in an open model. It is lower than that of a closed model, because requests that do not wait
     * for each other more often have to wake idle threads.
     */
    private double sustainableRate(double rate) {
        double tried = rate;
        while (plenty.run(options.time(), tried).percentile(99) > SUSTAINABLE_P99) {
            tried *= STEP_DOWN;
        }
        return tried;
    }

    private void overload(double rate, double unloaded, double quiet) {
        Sample sample = crowd.flood(options.time(), rate);
        long over = System.nanoTime();
        double recovery = recovery(over, unloaded, quiet);
        report.add("**time from the end of the overload until p99 is ≤ 2 × unloaded**, s", recovery, "≤ 5");
        report.add("503 without Retry-After during overload", sample.refusedWithoutRetryAfter(), "0");
        report.add("overload: responses 200, per second", sample.perSecond());
        report.add(
                "overload: responses 503, per second",
                sample.refused() / (double) options.time().toSeconds());
        report.add("overload: p99 of 200 from the scheduled time, ms", sample.percentile(99));
        report.add("overload: p99 of 503 from the scheduled time, ms", sample.percentileOfRefused(99));
    }

    /** Returns the seconds until the end of the first window with a normal p99, or NaN if there is none. */
    private double recovery(long over, double unloaded, double quiet) {
        while (System.nanoTime() - over < PATIENCE.toNanos()) {
            double p99 = alone.run(WINDOW, quiet).percentile(99);
            if (p99 <= 2 * unloaded) {
                return (System.nanoTime() - over) / 1e9;
            }
        }
        return Double.NaN;
    }
}
