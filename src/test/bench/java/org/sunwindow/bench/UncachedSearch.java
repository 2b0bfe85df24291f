package org.sunwindow.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Sunwindow;
import org.sunwindow.index.lucene.InProcessSearch;

/**
 * Searches that no cache answers, beside {@link PlainLucene} with the same queries over the same records. The service
 * has to be started with a cache that holds nothing.
 */
final class UncachedSearch implements AutoCloseable {

    static final int THREADS = 2;
    static final int CONNECTIONS = 16;

    /** One side or way of asking. */
    enum Way {
        PLAIN("plain way", null),
        OWN("own queries without HTTP", null),
        DISCLOSURES("/disclosures", "/api/v1/disclosures?q=%s"),
        DRESSED(
                "/disclosures with highlights and 4 facets",
                "/api/v1/disclosures?q=%s&highlight=true&facets=topic,publisher,year,genre"),
        SEARCH("/search", "/api/v1/search?q=%s"),
        PLAIN_FOUND("plain way, what it finds", null),
        DISCLOSURES_FOUND("/disclosures, what the plain way finds", DISCLOSURES.path);

        final String label;
        final String path;

        Way(String label, String path) {
            this.label = label;
            this.path = path;
        }

        Request request(String text) {
            return Request.get(path(text));
        }

        String path(String text) {
            return path.formatted(Sunwindow.encoded(text));
        }
    }

    private final PackagedService service;
    private final PlainLucene plain;
    private final InProcessSearch own;
    private final List<SearchQuery> queries;
    private final List<SearchQuery> foundByPlain = new ArrayList<>();
    private final Options options;
    private final Map<Way, Load> together = new EnumMap<>(Way.class);

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
        for (Way way : Way.values()) {
            together.put(way, load(way, way.path == null ? THREADS : CONNECTIONS));
        }
    }

    int foundByPlain() {
        return foundByPlain.size();
    }

    Load load(Way way, int atOnce) {
        List<SearchQuery> asked = way == Way.PLAIN_FOUND || way == Way.DISCLOSURES_FOUND ? foundByPlain : queries;
        return switch (way) {
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
                        asked.stream().map(query -> way.request(query.text())).toList());
        };
    }

    void warmUp() {
        together.values().forEach(load -> load.run(options.warmUp(), Schedule.UNBOUNDED));
    }

    /** Each way once, the two that are compared next to one another. */
    void round(Report report) {
        Throughput ofPlain = throughput(Way.PLAIN, report);
        Throughput ofDisclosures = throughput(Way.DISCLOSURES, report);
        Throughput ofDressed = throughput(Way.DRESSED, report);
        Throughput ofSearch = throughput(Way.SEARCH, report);
        double p99OfPlain = p99(Way.PLAIN, ofPlain.rate() / 2, report);
        double p99OfDisclosures = p99(Way.DISCLOSURES, ofDisclosures.rate() / 2, report);
        Throughput ofOwn = throughput(Way.OWN, report);
        Throughput plainFound = throughput(Way.PLAIN_FOUND, report);
        Throughput disclosuresFound = throughput(Way.DISCLOSURES_FOUND, report);
        report.add("**/disclosures ÷ plain way**, requests/s", ofDisclosures.rate() / ofPlain.rate(), "≥ 1, aim 2");
        report.add(
                "**with highlights and facets ÷ without**, requests/s",
                ofDressed.rate() / ofDisclosures.rate(),
                "≥ 0.5");
        report.add("**/search ÷ plain way**, requests/s", ofSearch.rate() / ofPlain.rate(), "≥ 1, aim 2");
        report.add("**/disclosures ÷ plain way**, p99 at half the rate", p99OfDisclosures / p99OfPlain, "≤ 1");
        report.add(
                "**/disclosures ÷ plain way**, only what the plain way finds",
                disclosuresFound.rate() / plainFound.rate(),
                "told");
        report.add("**/disclosures ÷ its own queries without HTTP**", ofDisclosures.rate() / ofOwn.rate(), "told");
        report.add("plain way ÷ /disclosures, processor time", ofPlain.cost() / ofDisclosures.cost());
        report.add("without ÷ with highlights and facets, processor time", ofDisclosures.cost() / ofDressed.cost());
        report.add("plain way ÷ /search, processor time", ofPlain.cost() / ofSearch.cost());
    }

    /**
     * How many requests were answered, and at what cost: others on the machine change the first much more.
     *
     * @param rate a second
     * @param cost of one, in milliseconds of a processor, without the client's
     */
    private record Throughput(double rate, double cost) {}

    private Throughput throughput(Way way, Report report) {
        var before = ProcessorTime.now(service.process());
        long start = System.nanoTime();
        Sample sample = together.get(way).run(options.time(), Schedule.UNBOUNDED);
        double elapsed = System.nanoTime() - start;
        var spent = ProcessorTime.now(service.process()).since(before);
        double answers = sample.answers() * 1e6;
        var measured = new Throughput(sample.perSecond(), (way.path == null ? spent.own() : spent.service()) / answers);
        report.add(way.label + ", requests/s", measured.rate());
        report.add(way.label + ", processor ms a request", measured.cost());
        if (way == Way.DISCLOSURES) {
            report.add("its client, processor ms a request", spent.own() / answers);
        }
        report.add(
                "taken by others while rates were measured, % of all processors",
                100 * spent.others() / (elapsed * Machine.processors()));
        return measured;
    }

    private double p99(Way way, double perSecond, Report report) {
        double p99 = together.get(way).run(options.time(), perSecond).percentile(99);
        report.add(way.label + ", p99 at half the rate of the search, ms", p99);
        return p99;
    }

    @Override
    public void close() {
        together.values().forEach(load -> {
            if (load instanceof HttpLoad http) {
                http.close();
            }
        });
    }
}
