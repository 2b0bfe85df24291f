package org.sunwindow.fault;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of faults and prints a row for each. Exits with 1 if a promise is broken or a change lost. */
final class Faults {

    private static final String USAGE = """
            Usage: script/faults [--long] [--seed=NUMBER] [--list] [PART OF A NAME ...]

              --long     does each fault more often, or with more requests; takes hours
              --seed     repeats the random choices of a former run; without it, the long form chooses one
              --list     prints the faults and does none
              PART       only faults whose description, class or method contains it""";

    /** A reference, without which the level would be forgotten: every line of PostgreSQL is logged. */
    private static final Logger DATABASE = Logger.getLogger("io.zonky");

    private final PrintStream out = System.out;
    private final List<String> parts = new ArrayList<>();
    private boolean list;

    private Faults(String[] arguments) {
        long seed = 1;
        for (String argument : arguments) {
            if (argument.equals("--long")) {
                System.setProperty(Scale.LONG, "true");
                seed = new Random().nextInt(1_000_000);
            } else if (argument.equals("--list")) {
                list = true;
            } else if (!argument.startsWith("-")) {
                parts.add(argument);
            } else if (!argument.matches("--seed=[0-9]{1,18}")) {
                throw new IllegalArgumentException(argument);
            }
        }
        for (String argument : arguments) {
            if (argument.startsWith("--seed=")) {
                seed = Long.parseLong(argument.substring("--seed=".length()));
            }
        }
        System.setProperty(Scale.SEED, Long.toString(seed));
    }

    public static void main(String[] arguments) {
        Faults faults;
        try {
            faults = new Faults(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        DATABASE.setLevel(Level.OFF);
        System.exit(faults.run() ? 0 : 1);
    }

    private boolean run() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("org.sunwindow"))
                .filters(includeClassNamePatterns(".*IT"), TagFilter.includeTags(Fault.TAG), (PostDiscoveryFilter)
                        this::isChosen)
                .build();
        var table = new Table();
        long begun = System.nanoTime();
        out.printf("seed %s%n%n", System.getProperty(Scale.SEED));
        out.println("| fault | promise | seen | lost | |");
        out.println("|---|---|---|--:|---|");
        try (var session = LauncherFactory.openSession()) {
            var launcher = session.getLauncher();
            var plan = launcher.discover(request);
            if (list) {
                plan.getRoots().stream()
                        .flatMap(root -> plan.getDescendants(root).stream())
                        .filter(TestIdentifier::isTest)
                        .forEach(test -> table.row(test, "", "", ""));
            } else {
                launcher.execute(plan, table);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        out.printf("%n%d faults, %d broken, %d s%n", table.rows, table.broken, seconds);
        return table.rows > 0 && table.broken == 0;
    }

    private FilterResult isChosen(TestDescriptor test) {
        boolean chosen = parts.isEmpty()
                || test.getSource()
                        .map(source -> source instanceof MethodSource method
                                && parts.stream().anyMatch(part -> name(method).contains(part)))
                        .orElse(true);
        return FilterResult.includedIf(chosen);
    }

    private static String name(MethodSource method) {
        return "%s.%s %s"
                .formatted(
                        method.getJavaClass().getSimpleName(),
                        method.getMethodName(),
                        of(method).value());
    }

    private static Fault of(MethodSource method) {
        return method.getJavaMethod().getAnnotation(Fault.class);
    }

    /** Prints each row when its test ends. */
    private final class Table implements TestExecutionListener {

        private int broken;
        private int rows;
        private String seen = "";
        private String lost = "";

        @Override
        public void executionStarted(TestIdentifier test) {
            seen = "";
            lost = "";
        }

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            seen = entry.getKeyValuePairs().getOrDefault(FaultReport.SEEN, seen);
            lost = entry.getKeyValuePairs().getOrDefault(FaultReport.LOST, lost);
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            row(test, "not done: " + reason, "", "");
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String failure = result.getThrowable().map(Throwable::toString).orElse("");
            if (test.isContainer() && result.getStatus() == TestExecutionResult.Status.FAILED) {
                broken(test, failure);
                return;
            }
            switch (result.getStatus()) {
                case SUCCESSFUL -> row(test, seen, lost, "kept");
                case ABORTED -> row(test, "not done: " + failure, "", "");
                case FAILED -> {
                    row(test, seen, lost, "**broken**");
                    broken(test, failure);
                }
            }
        }

        private void broken(TestIdentifier test, String failure) {
            broken++;
            System.err.println(test.getDisplayName() + ": " + failure);
        }

        private void row(TestIdentifier test, String seen, String lost, String verdict) {
            if (test.isTest() && test.getSource().orElse(null) instanceof MethodSource method) {
                Fault fault = of(method);
                rows++;
                out.printf("| %s | %s | %s | %s | %s |%n", fault.value(), fault.promise(), seen, lost, verdict);
            }
        }
    }
}
