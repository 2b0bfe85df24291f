package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sunwindow.index.lucene.IndexBuild;

/** An instance that comes without its index, beside Lucene that is given the same rows. */
final class IndexBuilds {

    private IndexBuilds() {}

    static void run(Ground ground) throws Exception {
        ground.load();
        ground.stop();
        var report = new Report();
        double records = ground.options().size();
        for (int round = 0; round < ground.options().rounds(); round++) {
            double start = secondsToReady(ground);
            Workplace.clear(ground.index());
            double whole = secondsToReady(ground);
            double fed = fed(ground);
            double build = whole - start;
            report.add("**index from the store ÷ IndexWriter fed from memory**, records/s", fed / build, "≥ 0.6");
            report.add("index from the store, records/s", records / build);
            report.add("IndexWriter, records/s", records / fed);
            report.add("start with the index until ready, s", start);
            report.add("start without it until ready, s", whole);
        }
        ground.out()
                .printf(
                        "- %,.0f records; the start itself is taken off. Both are processes just started, with the same heap; the"
                                + " IndexWriter (one thread) makes its documents of rows that it has in memory.%n%n",
                        records);
        report.print(ground.out());
    }

    private static double secondsToReady(Ground ground) throws IOException {
        try (var service = ground.prepared(ground.home(), Ground.CACHED)) {
            long start = System.nanoTime();
            service.start();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double fed(Ground ground) throws IOException, InterruptedException {
        Path directory = ground.home().resolve("fed");
        var java = new Tool(Path.of(System.getProperty("java.home"), "bin", "java"));
        String said = java.run(
                Map.of(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + ground.runtimes().heap(),
                "-cp",
                System.getProperty("java.class.path"),
                IndexBuild.class.getName(),
                ground.database().url(),
                directory.toString());
        Workplace.clear(directory);
        List<String> lines = said.lines().toList();
        return Long.parseLong(lines.getLast()) / 1e9;
    }
}
