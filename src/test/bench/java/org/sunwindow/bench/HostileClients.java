package org.sunwindow.bench;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What others notice of connections that pipeline requests and read nothing: their latency, and the memory of the service. */
final class HostileClients {

    private static final int CONNECTIONS = 16;
    private static final double SHARE = 0.1;
    private static final String LIST = Reads.LIST + "?size=100";
    private static final int MANY = 40;

    /** Connections that stay open during a measurement. */
    private static final long OPEN = Long.MAX_VALUE;

    private static final long REOPENED = TimeUnit.SECONDS.toNanos(1);

    private final Options options;
    private final PackagedService service;
    private final HttpLoad others;
    private final Report report = new Report();
    private double rate;

    private HostileClients(Environment environment) throws IOException, InterruptedException {
        options = environment.options();
        service = environment.cached();
        others = environment
                .workspace()
                .add(new HttpLoad(
                        service.address(), CONNECTIONS, new Mixture(service, options.size()), Set.of(HttpLoad.OK)));
    }

    static void run(Environment environment) throws Exception {
        environment.load();
        environment.stop();
        var measurement = new HostileClients(environment);
        measurement.warmUp();
        environment
                .out()
                .printf(
                        "- Others: mixed reads on %d connections at %s requests/s, 10 %% of the maximum rate.%n"
                                + "- Hostile connections each send 5,000 requests for a list of 100 items and read nothing.%n%n",
                        CONNECTIONS, Report.number(measurement.rate));
        for (int round = 0; round < environment.options().rounds(); round++) {
            measurement.round();
        }
        environment.print(measurement.report);
    }

    private void warmUp() {
        others.run(options.warmUp(), Schedule.UNBOUNDED);
        rate = others.run(options.time(), Schedule.UNBOUNDED).perSecond() * SHARE;
        // grows the heap to what the load needs
        others.run(options.time(), rate);
    }

    private void round() throws InterruptedException {
        report.add("memory before, MiB", ResidentMemory.now(service.process()));
        double usual = p99("unloaded");
        hostile("1 hostile connection", 1, OPEN, usual, "≤ 2");
        hostile(MANY + " hostile connections", MANY, OPEN, usual, "≤ 2");
        hostile(MANY + " hostile connections, new ones every second", MANY, REOPENED, usual, Report.NO_TARGET);
        report.add("**p99 afterwards ÷ p99 unloaded**", p99("afterwards") / usual, "≤ 2");
        report.add("memory afterwards, MiB", ResidentMemory.now(service.process()));
    }

    private double p99(String when) {
        Sample sample = others.run(options.time(), rate);
        report.add("p99 %s, ms".formatted(when), sample.percentile(99));
        report.add("p50 %s, ms".formatted(when), sample.percentile(50));
        return sample.percentile(99);
    }

    private void hostile(String what, int connections, long life, double usual, String target)
            throws InterruptedException {
        try (var memory = new ResidentMemory(service.process());
                var hostile = new PipeliningClients(service.address(), LIST, connections, life)) {
            report.add("**p99 with %s ÷ p99 unloaded**".formatted(what), p99("with " + what) / usual, target);
            report.add("maximum memory with %s, MiB".formatted(what), memory.peak());
        }
    }
}
