package org.sunwindow.bench;

import java.io.IOException;
import org.sunwindow.Sunwindow;

/** Time from the start of the process to the first response, with an existing index. */
final class StartupTimes {

    /** Starts are short, so each round repeats them. */
    private static final int OF_A_ROUND = 3;

    private StartupTimes() {}

    static void run(Environment environment) throws Exception {
        if (!environment.runtimes().isComparable()) {
            throw new Benchmark.Skipped("needs a native bare application, too: --native-bare PATH, built with ./mvnw -f"
                    + " src/test/bench/bare -Dquarkus.version=(that of pom.xml) -Dnative package");
        }
        environment.load();
        // also creates the responses of the bare application
        environment.stoppedBare().close();
        environment.stop();
        Request search = Request.get("/api/v1/search?q=" + Sunwindow.encoded("最低生活保障"));
        var report = new Report();
        int starts = environment.options().quick() ? 1 : environment.options().rounds() * OF_A_ROUND;
        for (int start = 0; start < starts; start++) {
            double bare = ofBare(environment);
            double service = ofService(environment, search);
            report.add("**service ÷ bare application**, time to the first response", service / bare, "≤ 2");
            report.add("service, ms to the first 200 of a search", service);
            report.add("bare application, ms to the first 200", bare);
        }
        environment
                .out()
                .printf(
                        "- %s, %d starts of each, in turn.%n%n",
                        environment.runtimes().description(), starts);
        environment.print(report);
    }

    private static double ofBare(Environment environment) throws IOException, InterruptedException {
        try (var bare = environment.stoppedBare()) {
            long start = System.nanoTime();
            FirstResponse.await(bare.launch().address(), Request.get("/list"));
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static double ofService(Environment environment, Request search) throws IOException {
        try (var service = environment.prepared(environment.home(), Environment.CACHED)) {
            long start = System.nanoTime();
            service.launch();
            FirstResponse.await(service.address(), search);
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
