package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sunwindow.index.lucene.IndexWriterBaseline;

/** An instance that comes without its index, beside Lucene that is given the same rows. */
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
            double fed = fed(environment);
            double build = whole - start;
            report.add("**index from the store ÷ IndexWriter fed from memory**, records/s", fed / build, "≥ 0.6");
            report.add("index from the store, records/s", records / build);
            report.add("IndexWriter, records/s", records / fed);
            report.add("start with the index until ready, s", start);
            report.add("start without it until ready, s", whole);
        }
        environment
                .out()
                .printf(
                        "- %,.0f records; the start itself is taken off. Both are processes just started, with the same heap; the"
                                + " IndexWriter (one thread) makes its documents of rows that it has in memory.%n%n",
                        records);
        report.print(environment.out());
    }

    private static double secondsToReady(Environment environment) throws IOException {
        try (var service = environment.prepared(environment.home(), Environment.CACHED)) {
            long start = System.nanoTime();
            service.start();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double fed(Environment environment) throws IOException, InterruptedException {
        Path directory = environment.home().resolve("fed");
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
