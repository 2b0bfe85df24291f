package org.sunwindow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the service against what the design promises, both sides in one run on one machine, and prints tables. */
final class Bench {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Options options;
    private final Workplace workplace;

    private Bench(Options options, Workplace workplace) {
        this.options = options;
        this.workplace = workplace;
    }

    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        var workplace = new Workplace();
        boolean complete = false;
        try {
            complete = new Bench(options, workplace).run();
        } catch (Exception e) {
            if (!workplace.isClosing()) {
                e.printStackTrace();
            }
        }
        // the database's helpers would go on
        System.exit(complete ? 0 : 1);
    }

    /** Whether every part could be measured, or was left out for a reason. */
    private boolean run() throws Exception {
        var ground = new Ground(options, out, workplace, "service");
        ground.trainBare();
        describe(ground);
        boolean complete = true;
        for (Part part : options.parts()) {
            out.printf("%n## %s%n%n", part.toString().strip());
            long start = System.nanoTime();
            try {
                part.run(ground);
                out.printf("%nThis part took %d s.%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            } catch (Part.Skipped e) {
                out.println("Skipped: " + e.getMessage());
            } catch (Exception | LinkageError | AssertionError e) {
                if (workplace.isClosing()) {
                    throw e;
                }
                complete = false;
                out.println("Failed: " + e);
                e.printStackTrace();
            }
        }
        return complete;
    }

    private void describe(Ground ground) throws Exception {
        out.printf("# script/bench%n%n- %s%n", Machine.description());
        try (var connection = DriverManager.getConnection(ground.database().url(), "postgres", "postgres")) {
            out.printf(
                    "- Quarkus %s, Lucene %s, PostgreSQL %s%n",
                    io.quarkus.builder.Version.getVersion(),
                    org.apache.lucene.util.Version.LATEST,
                    connection.getMetaData().getDatabaseProductVersion());
        }
        out.printf(
                "- %s; heap of a JVM at most %s, no Vector API; %,d records.%n",
                ground.runtimes().description(), ground.runtimes().heap(), options.size());
        out.printf(
                "- %d rounds, each measurement of %d s, after a warm-up of %d s; everything shares the processors.%n",
                options.rounds(), options.time().toSeconds(), options.warmUp().toSeconds());
    }
}
