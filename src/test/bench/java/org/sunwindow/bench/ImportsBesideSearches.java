package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sunwindow.relevance.Corpus;

/** Searches at a fixed rate without an import and beside one, and the rate of that import. */
final class ImportsBesideSearches {

    private static final int SEARCHES_PER_SECOND = 50;
    private static final int CONNECTIONS = 16;
    private static final int LINES_OF_A_REQUEST = 2_000;

    private final PackagedService service;
    private final List<Part> parts;
    private final Options options;

    private ImportsBesideSearches(PackagedService service, List<Part> parts, Options options) {
        this.service = service;
        this.parts = parts;
        this.options = options;
    }

    /** Lines of one kind, which are in a file so that generating them takes no time of the measurement. */
    private record Part(String kind, int lines, Path file) {}

    /**
     * @param rate   lines per second that the import has stored
     * @param lag    time from its last line until that was visible
     * @param search latencies beside it
     */
    private record Both(double rate, Duration lag, Sample search) {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        environment.stop();
        try (Environment own = environment.separate("beside", options.size())) {
            Files.createDirectories(own.home());
            PackagedService service = own.empty();
            service.load(Corpus.entries(2 * options.size()).limit(options.size()));
            var beside = new ImportsBesideSearches(service, written(own), options);
            beside.measure(environment, SearchQuery.all(options.size()));
        }
    }

    private static List<Part> written(Environment own) throws IOException {
        var parts = new ArrayList<Part>();
        var lines = new HashMap<String, List<String>>();
        int size = own.options().size();
        for (var rest = Corpus.entries(2 * size).skip(size).iterator(); rest.hasNext(); ) {
            Corpus.Entry entry = rest.next();
            List<String> waiting = lines.computeIfAbsent(entry.kind(), kind -> new ArrayList<>());
            waiting.add(entry.json());
            if (waiting.size() == LINES_OF_A_REQUEST) {
                Path file = own.home().resolve("part-" + parts.size());
                Files.write(file, waiting);
                parts.add(new Part(entry.kind(), LINES_OF_A_REQUEST, file));
                waiting.clear();
            }
        }
        return parts;
    }

    private void measure(Environment environment, List<SearchQuery> queries) throws Exception {
        List<Request> requests = queries.stream()
                .map(query -> UncachedSearch.Variant.SEARCH.request(query.text()))
                .toList();
        var report = new Report();
        try (var load = new HttpLoad(service.address(), CONNECTIONS, requests)) {
            load.run(options.warmUp(), Schedule.UNBOUNDED);
            load.run(options.time(), SEARCHES_PER_SECOND);
            Sample alone = load.run(options.time(), SEARCHES_PER_SECOND);
            Both both = beside(load);
            report.add("**import beside searches**, lines/s", both.rate(), "≥ 2,500");
            report.add(
                    "**p99 of searches beside the import ÷ without it**",
                    both.search().percentile(99) / alone.percentile(99));
            report.add("searches without an import, p50, ms", alone.percentile(50));
            report.add("searches without an import, p99, ms", alone.percentile(99));
            report.add("searches beside the import, p50, ms", both.search().percentile(50));
            report.add("searches beside the import, p99, ms", both.search().percentile(99));
            report.add("searches beside the import, per second", both.search().perSecond());
            report.add("last line of the import until visible, ms", both.lag().toMillis());
        }
        environment
                .out()
                .printf(
                        "- %,d records are stored; as many further ones are imported, %,d lines in a request, with"
                                + " searches (/search) at %d/s, nothing cached.%n%n",
                        options.size(), LINES_OF_A_REQUEST, SEARCHES_PER_SECOND);
        environment.print(report);
    }

    private Both beside(HttpLoad load) throws Exception {
        var ended = new AtomicBoolean();
        var search = new Sample[1];
        Thread searching = Thread.ofPlatform().start(() -> {
            search[0] = load.run(options.time(), SEARCHES_PER_SECOND);
            ended.set(true);
        });
        long start = System.nanoTime();
        long lines = 0;
        for (Part part : parts) {
            if (ended.get()) {
                break;
            }
            service.send(part.kind(), Files.readString(part.file()));
            lines += part.lines();
        }
        long sent = System.nanoTime();
        if (!ended.get()) {
            searching.join();
            throw new IllegalStateException("the import ended before the searches: more records are needed (--size)");
        }
        service.awaitVisible();
        return new Both(lines * 1e9 / (sent - start), Duration.ofNanos(System.nanoTime() - sent), search[0]);
    }
}
