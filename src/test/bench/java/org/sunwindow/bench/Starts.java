package org.sunwindow.bench;

import java.io.IOException;
import org.sunwindow.Sunwindow;

/** How long it takes from the command to the first answer, with the index there. */
final class Starts {

    /** One after the other are quick enough to be done more often than other things. */
    private static final int OF_A_ROUND = 3;

    private Starts() {}

    static void run(Ground ground) throws Exception {
        if (!ground.runtimes().isBareAlike()) {
            throw new Part.Skipped("both must be native to start alike: --native-bare PATH, from ./mvnw -f"
                    + " src/test/bench/bare -Dquarkus.version=(that of pom.xml) -Dnative package");
        }
        ground.load();
        // also makes what it is started from, where there is something to make
        ground.preparedBare().close();
        ground.stop();
        Call search = Call.get("/api/v1/search?q=" + Sunwindow.encoded("最低生活保障"));
        var report = new Report();
        int starts = ground.options().quick() ? 1 : ground.options().rounds() * OF_A_ROUND;
        for (int start = 0; start < starts; start++) {
            double bare = ofBare(ground);
            double service = ofService(ground, search);
            report.add("**service ÷ bare application**, time to the first answer", service / bare, "≤ 2");
            report.add("service, ms to the first 200 of a search", service);
            report.add("bare application, ms to the first 200", bare);
        }
        ground.out()
                .printf(
                        "- %s, %d starts of each, in turn.%n%n",
                        ground.runtimes().description(), starts);
        report.print(ground.out());
    }

    private static double ofBare(Ground ground) throws IOException, InterruptedException {
        try (var bare = ground.preparedBare()) {
            long start = System.nanoTime();
            FirstAnswer.await(bare.launch().address(), Call.get("/list"));
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static double ofService(Ground ground, Call search) throws IOException {
        try (var service = ground.prepared(ground.home(), Ground.CACHED)) {
            long start = System.nanoTime();
            service.launch();
            FirstAnswer.await(service.address(), search);
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
