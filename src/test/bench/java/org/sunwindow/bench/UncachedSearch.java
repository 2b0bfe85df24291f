package org.sunwindow.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Sunwindow;
import org.sunwindow.index.lucene.InProcessSearch;

/**
 * Uncached searches, compared with {@link PlainLucene} for the same queries and records. The service must run without a
 * cache.
 */
final class UncachedSearch implements AutoCloseable {

    static final int THREADS = 2;
    static final int CONNECTIONS = 16;

    /** After the records were loaded, so that as many are found as in the present. */
    private static final Instant LOADED = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** The variants of search that are compared. */
    enum Variant {
        PLAIN("plain Lucene", null),
        OWN("own queries without HTTP", null),
        DISCLOSURES("/disclosures", "/api/v1/disclosures?q=%s"),
        FULL(
                "/disclosures with highlights and 4 facets",
                "/api/v1/disclosures?q=%s&highlight=true&facets=topic,publisher,year,genre"),
        AS_OF("/disclosures as of an instant", "/api/v1/disclosures?q=%s&asOf=%s"),
        SEARCH("/search", "/api/v1/search?q=%s"),
        PLAIN_FOUND("plain Lucene, queries with hits", null),
        DISCLOSURES_FOUND("/disclosures, queries with hits in plain Lucene", DISCLOSURES.path);

        final String label;
        final String path;

        Variant(String label, String path) {
            this.label = label;
            this.path = path;
        }

        Request request(String text) {
            return Request.get(path(text));
        }

        String path(String text) {
            return path.formatted(Sunwindow.encoded(text), LOADED);
        }
    }

    private final PackagedService service;
    private final PlainLucene plain;
    private final InProcessSearch own;
    private final List<SearchQuery> queries;
    private final List<SearchQuery> foundByPlain = new ArrayList<>();
    private final Options options;
    private final Map<Variant, Load> loads = new EnumMap<>(Variant.class);

    UncachedSearch(
            PackagedService service, PlainLucene plain, InProcessSearch own, List<SearchQuery> queries, Options options)
            throws IOException {
        this.service = service;
        this.plain = plain;
        this.own = own;
        this.queries = queries;
        this.options = options;
        for (SearchQuery query : queries) {
            if (plain.search(query.text()).length > 0) {
                foundByPlain.add(query);
            }
        }
        for (Variant variant : Variant.values()) {
            loads.put(variant, load(variant, variant.path == null ? THREADS : CONNECTIONS));
        }
    }

    int foundByPlain() {
        return foundByPlain.size();
    }

    Load load(Variant variant, int atOnce) {
        List<SearchQuery> asked =
                variant == Variant.PLAIN_FOUND || variant == Variant.DISCLOSURES_FOUND ? foundByPlain : queries;
        return switch (variant) {
            case PLAIN, PLAIN_FOUND ->
                new ThreadLoad(
                        atOnce,
                        asked.size(),
                        number -> plain.search(asked.get(number).text()));
            case OWN ->
                new ThreadLoad(
                        atOnce,
                        asked.size(),
                        number -> own.search(asked.get(number).text()));
            default ->
                new HttpLoad(
                        service.address(),
                        atOnce,
                        asked.stream()
                                .map(query -> variant.request(query.text()))
                                .toList());
        };
    }

    void warmUp() {
        loads.values().forEach(load -> load.run(options.warmUp(), Schedule.UNBOUNDED));
    }

    /** Measures each variant once, compared ones directly after each other. */
    void round(Report report) {
        Throughput ofPlain = throughput(Variant.PLAIN, report);
        Throughput ofDisclosures = throughput(Variant.DISCLOSURES, report);
        Throughput ofFull = throughput(Variant.FULL, report);
        Throughput asOf = throughput(Variant.AS_OF, report);
        Throughput ofSearch = throughput(Variant.SEARCH, report);
        double p99OfPlain = p99(Variant.PLAIN, ofPlain.rate() / 2, report);
        double p99OfDisclosures = p99(Variant.DISCLOSURES, ofDisclosures.rate() / 2, report);
        Throughput ofOwn = throughput(Variant.OWN, report);
        Throughput plainFound = throughput(Variant.PLAIN_FOUND, report);
        Throughput disclosuresFound = throughput(Variant.DISCLOSURES_FOUND, report);
        report.add("**/disclosures ÷ plain Lucene**, requests/s", ofDisclosures.rate() / ofPlain.rate(), "≥ 1, aim: 2");
        report.add(
                "**with highlights and facets ÷ without**, requests/s", ofFull.rate() / ofDisclosures.rate(), "≥ 0.5");
        report.add(
                "**/disclosures ÷ the same as of an instant**, requests/s", ofDisclosures.rate() / asOf.rate(), "≤ 2");
        report.add("**/search ÷ plain Lucene**, requests/s", ofSearch.rate() / ofPlain.rate(), "≥ 1, aim: 2");
        report.add("**/disclosures ÷ plain Lucene**, p99 at half the rate", p99OfDisclosures / p99OfPlain, "≤ 1");
        report.add(
                "**/disclosures ÷ plain Lucene**, queries with hits in plain Lucene",
                disclosuresFound.rate() / plainFound.rate(),
                Report.NO_TARGET);
        report.add(
                "**/disclosures ÷ its own queries without HTTP**",
                ofDisclosures.rate() / ofOwn.rate(),
                Report.NO_TARGET);
        report.add("plain Lucene ÷ /disclosures, processor time", ofPlain.cost() / ofDisclosures.cost());
        report.add("without ÷ with highlights and facets, processor time", ofDisclosures.cost() / ofFull.cost());
        report.add("plain Lucene ÷ /search, processor time", ofPlain.cost() / ofSearch.cost());
    }

    /**
     * The rate of responses and their cost, which depends less on other processes on the machine.
     *
     * @param rate responses per second
     * @param cost processor time per response in milliseconds, without that of the client
     */
    private record Throughput(double rate, double cost) {}

    private Throughput throughput(Variant variant, Report report) {
        var before = ProcessorTime.now(service.process());
        long start = System.nanoTime();
        Sample sample = loads.get(variant).run(options.time(), Schedule.UNBOUNDED);
        double elapsed = System.nanoTime() - start;
        var spent = ProcessorTime.now(service.process()).since(before);
        double answers = sample.answers() * 1e6;
        var measured =
                new Throughput(sample.perSecond(), (variant.path == null ? spent.own() : spent.service()) / answers);
        report.add(variant.label + ", requests/s", measured.rate());
        report.add(variant.label + ", processor ms per request", measured.cost());
        if (variant == Variant.DISCLOSURES) {
            report.add("its client, processor ms per request", spent.own() / answers);
        }
        report.add(
                "used by other processes during measurements, % of all processors",
                100 * spent.others() / (elapsed * Machine.processors()));
        return measured;
    }

    private double p99(Variant variant, double perSecond, Report report) {
        double p99 = loads.get(variant).run(options.time(), perSecond).percentile(99);
        report.add(variant.label + ", p99 at half the rate of the search, ms", p99);
        return p99;
    }

    @Override
    public void close() {
        loads.values().forEach(load -> {
            if (load instanceof HttpLoad http) {
                http.close();
            }
        });
    }
}
