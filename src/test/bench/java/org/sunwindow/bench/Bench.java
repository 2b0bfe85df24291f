package org.sunwindow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the service against the targets of the design. Compares both sides in one run on one machine and prints tables. */
final class Bench {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Options options;
    private final Workspace workspace;

    private Bench(Options options, Workspace workspace) {
        this.options = options;
        this.workspace = workspace;
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
        var workspace = new Workspace();
        boolean complete = false;
        try {
            complete = new Bench(options, workspace).run();
        } catch (Exception e) {
            if (!workspace.isClosing()) {
                e.printStackTrace();
            }
        }
        // ends the threads of the embedded database, too
        System.exit(complete ? 0 : 1);
    }

    /** Returns whether every benchmark succeeded or was skipped and, if they are checked, no target was missed. */
    private boolean run() throws Exception {
        var missed = new ArrayList<String>();
        var environment = new Environment(options, out, workspace, missed, "service");
        environment.trainBare();
        describe(environment);
        boolean complete = true;
        for (Benchmark benchmark : options.benchmarks()) {
            out.printf("%n## %s%n%n", benchmark.toString().strip());
            long start = System.nanoTime();
            try {
                benchmark.run(environment);
                out.printf("%nThis benchmark took %d s.%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            } catch (Benchmark.Skipped e) {
                out.println("Skipped: " + e.getMessage());
            } catch (Exception | LinkageError | AssertionError e) {
                if (workspace.isClosing()) {
                    throw e;
                }
                complete = false;
                out.println("Failed: " + e);
                e.printStackTrace();
            }
        }
        return complete && (missed.isEmpty() || !options.check());
    }

    private void describe(Environment environment) throws Exception {
        out.printf("# script/bench%n%n- %s%n", Machine.description());
        try (var connection = DriverManager.getConnection(environment.database().url(), "postgres", "postgres")) {
            out.printf(
                    "- Quarkus %s, Lucene %s, PostgreSQL %s%n",
                    io.quarkus.builder.Version.getVersion(),
                    org.apache.lucene.util.Version.LATEST,
                    connection.getMetaData().getDatabaseProductVersion());
        }
        out.printf(
                "- %s; maximum JVM heap %s, no Vector API; %,d records.%n",
                environment.runtimes().description(), environment.runtimes().heap(), options.size());
        out.printf(
                "- %d rounds, %d s per measurement, warm-up %d s; all processes share the processors.%n",
                options.rounds(), options.time().toSeconds(), options.warmUp().toSeconds());
    }
}
