package org.sunwindow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.sunwindow.Sunwindow;

/** The small reads that come with every key pressed and every map moved, all of them computed. */
final class Lookups {

    static final int CONNECTIONS = 16;

    /** A part of its maximum at which the latency of each is measured. */
    private static final double SHARE = 0.5;

    private static final int PLACES = 500;
    private static final long SEED = 20261122;

    private Lookups() {}

    static void run(Ground ground) throws Exception {
        Options options = ground.options();
        PackagedService service = ground.uncached();
        BareApplication bare = ground.bare();
        var random = new SplittableRandom(SEED);
        Map<String, HttpLoad> loads = new LinkedHashMap<>();
        loads.put("bare endpoint", ground.load(bare.address(), CONNECTIONS, List.of(Call.get("/list"))));
        loads.put("suggestions", ground.load(service.address(), CONNECTIONS, suggestions()));
        loads.put("offices nearby", ground.load(service.address(), CONNECTIONS, nearby(random, PLACES)));
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
                    report.add("**%s ÷ bare endpoint**, requests/s".formatted(load.getKey()), rate / ofBare, "told");
                }
            }
        }
        ground.out().printf("- Nothing cached, %d connections.%n%n", CONNECTIONS);
        report.print(ground.out());
    }

    static List<Call> suggestions() {
        return Question.TYPED.stream()
                .map(typed -> Call.get("/api/v1/suggestions?q=" + Sunwindow.encoded(typed)))
                .toList();
    }

    /** Within the made-up city. */
    static List<Call> nearby(SplittableRandom random, int count) {
        var calls = new ArrayList<Call>();
        for (int i = 0; i < count; i++) {
            calls.add(nearby(random));
        }
        return calls;
    }

    static Call nearby(SplittableRandom random) {
        return Call.get("/api/v1/offices?near=%.4f,%.4f"
                .formatted(random.nextDouble(30.2, 30.6), random.nextDouble(118.6, 119.1)));
    }
}
