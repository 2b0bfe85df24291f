package org.sunwindow.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/** All reads at once, as much as there can be, somewhat less, and more than that. */
final class MixedReads {

    private static final int CONNECTIONS = 16;

    /** So many that at a rate that can be kept none of them is waited for. */
    private static final int PLENTY = 64;

    private static final int CROWD = 256;

    private static final double BUSY = 0.7;
    private static final double QUIET = 0.1;
    private static final double TOO_MUCH = 2;

    /** Of the warm-up, at most; each of them is to bring something. */
    private static final int STEPS = 12;

    private static final double STANDS_STILL = 1.03;

    /** Milliseconds of the p99 of requests that are kept up with; beyond, more come than are answered. */
    private static final double KEPT_UP = 50;

    private static final double LESS = 0.93;

    private static final Duration WINDOW = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Options options;
    private final PackagedService service;
    private final HttpLoad most;
    private final HttpLoad alone;
    private final HttpLoad plenty;
    private final HttpLoad crowd;
    private final Report report = new Report();

    /** Highest rate of any round: what was too much for a service that was still warming up need not be later. */
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
                        "- 80 %% of the requests among %d popular ones (Zipf), which the cache has after the warm-up, 20 %% new"
                                + " ones. %d connections that wait for the most, %d with requests that come when they come:"
                                + " the most of these has a p99 of at most %.0f ms, busy is 70 %% of it; 1 at 10 %% as unloaded,"
                                + " %d at twice the most.%n- %,d records; memory is that of a %s, heap at most %s.%n%n",
                        mixture.popularSize(),
                        CONNECTIONS,
                        PLENTY,
                        KEPT_UP,
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
                    "**anonymous memory under load**, most, MiB", memory.peak(), "≤ 128, native, 10,000 records");
        }
        reads.report.print(environment.out());
    }

    /** Until the rate stands still: what compilers do beside the requests would be taken for what these wait for. */
    private void warmUp() {
        double best = most.run(options.warmUp(), Schedule.UNBOUNDED).perSecond();
        for (int more = 0; more < STEPS; more++) {
            double rate = most.run(options.time(), Schedule.UNBOUNDED).perSecond();
            if (rate <= best * STANDS_STILL) {
                return;
            }
            best = rate;
        }
    }

    private void round() {
        double rate = most.run(options.time(), Schedule.UNBOUNDED).perSecond();
        highest = Math.max(highest, rate);
        double kept = mostKeptUpWith(rate);
        Sample quiet = alone.run(options.time(), rate * QUIET);
        Sample busy = plenty.run(options.time(), kept * BUSY);
        double unloaded = quiet.percentile(99);
        report.add("**p99 at 70 % ÷ p99 unloaded**", busy.percentile(99) / unloaded, "≤ 3");
        report.add("most, callers that wait for one answer before they ask again, requests/s", rate);
        report.add("most that is kept up with, requests/s", kept);
        report.add("p99 unloaded, ms", unloaded);
        report.add("p50 at 70 %, ms", busy.percentile(50));
        report.add("p99 at 70 %, ms", busy.percentile(99));
        report.add("popular at 70 %, mean, ms", busy.mean(0));
        report.add("new at 70 %, mean, ms", busy.mean(1));
        overload(highest * TOO_MUCH, unloaded, rate * QUIET);
    }

    /**
     * Requests of the public come when they come. They cost more than those of callers that wait for one answer before they
     * ask again, because each may have to wake what these find awake, so fewer of them are the most.
     */
    private double mostKeptUpWith(double rate) {
        double tried = rate;
        while (plenty.run(options.time(), tried).percentile(99) > KEPT_UP) {
            tried *= LESS;
        }
        return tried;
    }

    private void overload(double rate, double unloaded, double quiet) {
        Sample sample = crowd.flood(options.time(), rate);
        long over = System.nanoTime();
        double recovery = recovery(over, unloaded, quiet);
        report.add("**time from the end of the overload until p99 is ≤ 2 × unloaded**, s", recovery, "≤ 5");
        report.add("503 without Retry-After in the overload", sample.refusedWithoutRetryAfter(), "0");
        report.add("overload: 200, answers/s", sample.perSecond());
        report.add(
                "overload: 503, answers/s",
                sample.refused() / (double) options.time().toSeconds());
        report.add("overload: p99 of 200 from when they were due, ms", sample.percentile(99));
        report.add("overload: p99 of 503 from when they were due, ms", sample.percentileOfRefused(99));
    }

    /** In seconds, up to the end of the first window that is as it should be; not a number when none is. */
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
