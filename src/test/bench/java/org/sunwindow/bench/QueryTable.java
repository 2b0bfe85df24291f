package org.sunwindow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sunwindow.bench.SearchQuery.Kind;
import org.sunwindow.bench.UncachedSearch.Variant;

/** Mean latencies and hits by kind of query, for both sides. */
final class QueryTable {

    private static final List<Variant> VARIANTS =
            List.of(Variant.PLAIN, Variant.OWN, Variant.DISCLOSURES, Variant.FULL, Variant.SEARCH);

    private final PackagedService service;
    private final PlainLucene plain;
    private final List<SearchQuery> queries;
    private final Map<Variant, Sample> alone = new EnumMap<>(Variant.class);

    QueryTable(PackagedService service, PlainLucene plain, List<SearchQuery> queries) {
        this.service = service;
        this.plain = plain;
        this.queries = queries;
    }

    /** Runs one query at a time, so that latencies contain no waiting time. */
    QueryTable measure(UncachedSearch search, Duration time) {
        for (Variant variant : VARIANTS) {
            Load load = search.load(variant, 1);
            alone.put(variant, load.run(time, Schedule.UNBOUNDED));
            if (load instanceof HttpLoad http) {
                http.close();
            }
        }
        return this;
    }

    void print(PrintStream out) throws IOException, InterruptedException {
        List<Long> found = new ArrayList<>();
        List<Long> foundByPlain = new ArrayList<>();
        for (SearchQuery query : queries) {
            found.add(service.get(Variant.DISCLOSURES.path(query.text()))
                    .at("/total/value")
                    .asLong());
            foundByPlain.add((long) plain.search(query.text()).length);
        }
        out.println("| kind of query | queries | with hits in plain Lucene | with hits in /disclosures |"
                + VARIANTS.stream()
                        .map(variant -> " " + variant.label + ", ms |")
                        .collect(Collectors.joining())
                + " slowest in /disclosures |");
        out.println("|---|---:|---:|---:|" + "---:|".repeat(VARIANTS.size()) + "---|");
        for (Kind kind : Kind.values()) {
            int[] numbers = IntStream.range(0, queries.size())
                    .filter(number -> queries.get(number).kind() == kind)
                    .toArray();
            out.println("| %s | %d | %d | %d |%s%s"
                    .formatted(
                            kind.label,
                            numbers.length,
                            found(numbers, foundByPlain),
                            found(numbers, found),
                            means(numbers),
                            slowest(numbers, found)));
        }
    }

    private String means(int[] numbers) {
        return alone.values().stream()
                .map(sample -> IntStream.of(numbers)
                        .mapToDouble(sample::mean)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN))
                .map(mean -> " " + Report.number(mean) + " |")
                .collect(Collectors.joining());
    }

    private String slowest(int[] numbers, List<Long> found) {
        Sample sample = alone.get(Variant.DISCLOSURES);
        return IntStream.of(numbers)
                .boxed()
                .max((a, b) -> Double.compare(sample.mean(a), sample.mean(b)))
                .map(number -> " %s: %s ms, %d hits |"
                        .formatted(queries.get(number).text(), Report.number(sample.mean(number)), found.get(number)))
                .orElse("");
    }

    private static long found(int[] numbers, List<Long> totals) {
        return IntStream.of(numbers).filter(number -> totals.get(number) > 0).count();
    }
}
