package org.sunwindow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.sunwindow.Sunwindow;

/** Uncached suggestions and offices nearby, which clients request on every keystroke or move of the map. */
final class Lookups {

    static final int CONNECTIONS = 16;

    /** Share of the maximum rate at which latencies are measured. */
    private static final double SHARE = 0.5;

    private static final int PLACES = 500;
    private static final long SEED = 20261122;

    private Lookups() {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        PackagedService service = environment.uncached();
        BareApplication bare = environment.bare();
        var random = new SplittableRandom(SEED);
        Map<String, HttpLoad> loads = new LinkedHashMap<>();
        loads.put("bare endpoint", environment.load(bare.address(), CONNECTIONS, List.of(Request.get("/list"))));
        loads.put("suggestions", environment.load(service.address(), CONNECTIONS, suggestions()));
        loads.put("offices nearby", environment.load(service.address(), CONNECTIONS, nearby(random, PLACES)));
        loads.values().forEach(load -> load.run(options.warmUp(), Schedule.UNBOUNDED));
        var report = new Report();
        for (int round = 0; round < options.rounds(); round++) {
            double ofBare = 0;
            for (var load : loads.entrySet()) {
                double rate =
                        load.getValue().run(options.time(), Schedule.UNBOUNDED).perSecond();
                double p99 = load.getValue().run(options.time(), rate * SHARE).percentile(99);
                report.add(load.getKey() + ", requests/s", rate);
                report.add(load.getKey() + ", p99 at half its rate, ms", p99);
                if (ofBare == 0) {
                    ofBare = rate;
                } else {
                    report.add(
                            "**%s ÷ bare endpoint**, requests/s".formatted(load.getKey()),
                            rate / ofBare,
                            Report.NO_TARGET);
                }
            }
        }
        environment.out().printf("- Nothing cached, %d connections.%n%n", CONNECTIONS);
        environment.print(report);
    }

    static List<Request> suggestions() {
        return SearchQuery.TYPED.stream()
                .map(typed -> Request.get("/api/v1/suggestions?q=" + Sunwindow.encoded(typed)))
                .toList();
    }

    /** Returns requests for offices within the sample city. */
    static List<Request> nearby(SplittableRandom random, int count) {
        var requests = new ArrayList<Request>();
        for (int i = 0; i < count; i++) {
            requests.add(nearby(random));
        }
        return requests;
    }

    static Request nearby(SplittableRandom random) {
        return Request.get("/api/v1/offices?near=%.4f,%.4f"
                .formatted(random.nextDouble(30.2, 30.6), random.nextDouble(118.6, 119.1)));
    }
}
