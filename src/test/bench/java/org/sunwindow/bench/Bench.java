package org.sunwindow.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sunwindow.relevance.Corpus;

/** Measures the service against what the design promises, both sides in one run on one machine, and prints tables. */
final class Bench {

    /** Every request is to be computed: no answer is small enough to be kept. */
    private static final Map<String, String> SETTINGS = Map.of("SUNWINDOW_READS_CACHE_BYTES", "1");

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Options options;
    private final Workplace workplace;

    private Bench(Options options, Workplace workplace) {
        this.options = options;
        this.workplace = workplace;
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        var workplace = new Workplace();
        try {
            new Bench(options, workplace).run();
        } catch (Exception e) {
            if (!workplace.isClosing()) {
                e.printStackTrace();
            }
            System.exit(1);
        }
        // the database's helpers would go on
        System.exit(0);
    }

    private void run() throws Exception {
        out.printf("%s%n%n", Machine.description());
        out.printf(
                "- Heap at most %s on either side, no Vector API; the client runs in the process of the plain way.%n",
                Machine.heap());
        out.printf("- Service: %s, no compression asked for.%n", SETTINGS);
        var service = workplace.add(new PackagedService(workplace.directory("service"), Machine.heap(), SETTINGS));
        service.start();
        Duration load = service.load(Corpus.entries(options.size()));
        long start = System.nanoTime();
        var plain = workplace.add(new PlainLucene(workplace.directory("plain"), Corpus.entries(options.size())));
        Duration build = Duration.ofNanos(System.nanoTime() - start);
        out.printf(
                "- %,d records; imported until visible in %s s (%,.0f/s); the plain way's index built in %s s.%n",
                plain.records(), seconds(load), plain.records() * 1e9 / load.toNanos(), seconds(build));
        search(service, plain);
        out.printf(
                "%nIndex: service %,d MB with all its answers and fields, plain way %,d MB.%n",
                Workplace.size(workplace.directory("service/index")) / 1_000_000,
                Workplace.size(workplace.directory("plain")) / 1_000_000);
    }

    private void search(PackagedService service, PlainLucene plain) throws Exception {
        List<Question> questions = Question.all(options.size());
        try (var search = new UncachedSearch(service, plain, questions, options.time())) {
            out.printf(
                    "- %d questions in turn, top %d. Plain way: %d threads. Service: %d connections.%n",
                    questions.size(), PlainLucene.HITS, UncachedSearch.PLAIN_THREADS, UncachedSearch.CONNECTIONS);
            out.printf(
                    "- Warm-up %d s for each way of asking, then %d rounds of %d s for each; latencies at a fixed rate,"
                            + " from when a request was due.%n%n",
                    options.time().toSeconds() * UncachedSearch.WARM_UP,
                    options.rounds(),
                    options.time().toSeconds());
            search.warmUp();
            var report = new Report();
            for (int round = 0; round < options.rounds(); round++) {
                search.round(report);
            }
            search.askOneByOne();
            out.printf("Uncached search%n%n");
            report.print(out);
            out.printf("%nOne question at a time, mean%n%n");
            search.print(out);
        }
    }

    private static String seconds(Duration time) {
        return Report.number(time.toMillis() / 1000.0);
    }
}
