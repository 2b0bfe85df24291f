package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sunwindow.index.lucene.IndexWriterBaseline;

/** Index build of an instance without an index, compared with Lucene on the same rows. */
final class IndexBuilds {

    private IndexBuilds() {}

    static void run(Environment environment) throws Exception {
        environment.load();
        environment.stop();
        var report = new Report();
        double records = environment.options().size();
        for (int round = 0; round < environment.options().rounds(); round++) {
            double start = secondsToReady(environment);
            Workspace.clear(environment.index());
            double whole = secondsToReady(environment);
            double baseline = baseline(environment);
            double build = whole - start;
            report.add("**index from the store ÷ IndexWriter fed from memory**, records/s", baseline / build, "≥ 0.6");
            report.add("index from the store, records/s", records / build);
            report.add("IndexWriter, records/s", records / baseline);
            report.add("start with an index until ready, s", start);
            report.add("start without an index until ready, s", whole);
        }
        environment
                .out()
                .printf(
                        "- %,.0f records, without the time of a start with an index. Both processes are newly started and have the"
                                + " same heap; the IndexWriter (one thread) builds documents from rows in memory.%n%n",
                        records);
        environment.print(report);
    }

    private static double secondsToReady(Environment environment) throws IOException {
        try (var service = environment.prepared(environment.home(), Environment.CACHED)) {
            long start = System.nanoTime();
            service.start();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double baseline(Environment environment) throws IOException, InterruptedException {
        Path directory = environment.home().resolve("baseline");
        var java = new ExternalProgram(Path.of(System.getProperty("java.home"), "bin", "java"));
        String output = java.run(
                Map.of(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + environment.runtimes().heap(),
                "-cp",
                System.getProperty("java.class.path"),
                IndexWriterBaseline.class.getName(),
                environment.database().url(),
                directory.toString());
        Workspace.clear(directory);
        List<String> lines = output.lines().toList();
        return Long.parseLong(lines.getLast()) / 1e9;
    }
}
