package org.sunwindow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.relevance.Corpus;

/** Exports of all records: their rate, the memory of the service, and searches beside them. */
final class Exports {

    private static final int PART = 10;
    private static final List<String> FORMATS = List.of("ndjson", "csv", "xlsx");
    private static final int SEARCHES_PER_SECOND = 50;
    private static final int CONNECTIONS = 16;
    private static final int OK = 200;

    /** Long enough for a sheet of a million records. */
    private static final Map<String, String> SETTINGS =
            Map.of("SUNWINDOW_READS_CACHE_BYTES", "1", "SUNWINDOW_BULK_EXPORT_WAIT", "1h");

    private final PackagedService service;
    private final HttpClient client = HttpClient.newHttpClient();

    private Exports(PackagedService service) {
        this.service = service;
    }

    /**
     * The measurements of the exports of one store.
     *
     * @param before heap in use after a collection before them, in MB
     * @param during maximum of it, in MB
     * @param after  after the last collection, in MB
     * @param memory maximum anonymous memory, in MiB
     * @param rates  records per second of each format, until the last byte has arrived
     * @param alone  searches before the exports
     * @param beside searches beside them
     */
    private record Export(
            double before,
            double during,
            double after,
            double memory,
            Map<String, Double> rates,
            Sample alone,
            Sample beside) {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        // a running service would use the processors
        environment.stop();
        var report = new Report();
        for (int round = 0; round < options.rounds(); round++) {
            Export small = measured(environment.separate("exports", options.size() / PART));
            Export whole = measured(environment.separate("exports", options.size()));
            report.add(
                    "**memory for all records ÷ for a tenth**",
                    environment.runtimes().isNative()
                            ? whole.memory() / small.memory()
                            : whole.during() / small.during(),
                    "flat at 1,000,000");
            report.add(
                    "**p99 of searches beside the exports ÷ without them**",
                    whole.beside().percentile(99) / whole.alone().percentile(99),
                    Report.NO_TARGET);
            whole.rates().forEach((format, rate) -> report.add(format + ", records/s", rate));
            report.add("all: heap after a collection before the exports, MB", whole.before());
            report.add("all: maximum heap after a collection, MB", whole.during());
            report.add("all: heap after the last collection, MB", whole.after());
            report.add("a tenth: maximum heap after a collection, MB", small.during());
            report.add("all: maximum anonymous memory, MiB", whole.memory());
            report.add("searches without the exports, p99, ms", whole.alone().percentile(99));
            report.add("searches beside the exports, p99, ms", whole.beside().percentile(99));
        }
        environment
                .out()
                .printf(
                        "- All kinds of %,d records and of a tenth of them, as %s in turn, each written for the request; beside"
                                + " searches (/search) at %d/s, nothing cached.%n%n",
                        options.size(), String.join(", ", FORMATS), SEARCHES_PER_SECOND);
        environment.print(report);
    }

    private static Export measured(Environment environment) throws Exception {
        try (environment) {
            Files.createDirectories(environment.home());
            var collections = new GcLog(environment.home().resolve("gc.log"));
            int records = environment.options().size();
            try (PackagedService loading = environment.prepared(environment.home(), SETTINGS)) {
                loading.start();
                loading.load(Corpus.entries(records));
            }
            // a new process, because the import has left its own marks on the heap
            try (PackagedService service = environment.prepared(environment.home(), SETTINGS, collections.option())) {
                service.start();
                return new Exports(service).measured(environment, collections, records);
            }
        }
    }

    private Export measured(Environment environment, GcLog collections, int records) throws Exception {
        Options options = environment.options();
        List<Request> searches = SearchQuery.all(records).stream()
                .map(query -> UncachedSearch.Variant.SEARCH.request(query.text()))
                .toList();
        try (var load = new HttpLoad(service.address(), CONNECTIONS, searches);
                var memory = new ResidentMemory(service.process())) {
            load.run(options.warmUp(), Schedule.UNBOUNDED);
            Sample alone = load.run(options.time(), SEARCHES_PER_SECOND);
            double before = collections.lastHeapAfterCollection();
            var beside = new Sample[1];
            Thread searching =
                    Thread.ofPlatform().start(() -> beside[0] = load.run(options.time(), SEARCHES_PER_SECOND));
            Map<String, Double> rates = rates();
            searching.join();
            return new Export(
                    before,
                    collections.maxHeapAfterCollection(),
                    collections.lastHeapAfterCollection(),
                    memory.peak(),
                    rates,
                    alone,
                    beside[0]);
        }
    }

    /** Takes all kinds in each format. */
    private Map<String, Double> rates() throws IOException, InterruptedException {
        var kinds = service.get("/api/v1/exports").path("items");
        var rates = new LinkedHashMap<String, Double>();
        for (String format : FORMATS) {
            long records = 0;
            long start = System.nanoTime();
            for (var kind : kinds) {
                records += kind.path("records").asLong();
                take("/api/v1/exports/" + kind.path("kind").asText() + "." + format);
            }
            rates.put(format, records * 1e9 / (System.nanoTime() - start));
        }
        return rates;
    }

    private void take(String path) throws IOException, InterruptedException {
        var address = service.address();
        var uri = URI.create("http://%s:%d%s".formatted(address.getHostString(), address.getPort(), path));
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException(path + " was answered with " + response.statusCode());
            }
            body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
