package org.sunwindow.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.sunwindow.index.lucene.InProcessSearch;
import org.sunwindow.relevance.Corpus;

/** Runs {@link UncachedSearch} and its baselines, and prints the results. */
final class Searches {

    private Searches() {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        var workspace = environment.workspace();
        long start = System.nanoTime();
        var plain = workspace.add(new PlainLucene(workspace.directory("plain"), Corpus.entries(options.size())));
        Duration build = Duration.ofNanos(System.nanoTime() - start);
        try (var own = own(environment)) {
            search(environment, plain, own);
        }
        environment
                .out()
                .printf(
                        "%nIndex: service %,d MB with stored responses and all fields; plain Lucene %,d MB, built in %s s.%n",
                        Workspace.size(environment.index()) / 1_000_000,
                        Workspace.size(workspace.directory("plain")) / 1_000_000,
                        Report.number(build.toMillis() / 1000.0));
    }

    /** Opens a copy, because an index can be opened by one process only. */
    private static InProcessSearch own(Environment environment) throws IOException, InterruptedException {
        environment.load();
        environment.stop();
        var copy = environment.workspace().directory("own");
        Workspace.copy(environment.index(), copy);
        return new InProcessSearch(copy);
    }

    private static void search(Environment environment, PlainLucene plain, InProcessSearch own) throws Exception {
        Options options = environment.options();
        List<SearchQuery> queries = SearchQuery.all(options.size());
        var out = environment.out();
        PackagedService service = environment.uncached();
        try (var search = new UncachedSearch(service, plain, own, queries, options)) {
            out.printf(
                    "- %d queries in turn, top %d; plain Lucene has hits for %d of them.%n"
                            + "- In this process, without HTTP: %d threads. Service: %d connections, nothing cached.%n "
                            + "- Latencies at a fixed rate, from the scheduled time of a request.%n%n",
                    queries.size(),
                    PlainLucene.HITS,
                    search.foundByPlain(),
                    UncachedSearch.THREADS,
                    UncachedSearch.CONNECTIONS);
            search.warmUp();
            var report = new Report();
            for (int round = 0; round < options.rounds(); round++) {
                search.round(report);
            }
            environment.print(report);
            out.printf("%nMean latency, one query at a time%n%n");
            new QueryTable(service, plain, queries)
                    .measure(search, options.time())
                    .print(out);
        }
    }
}
