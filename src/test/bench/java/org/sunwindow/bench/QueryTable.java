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
import org.sunwindow.bench.UncachedSearch.Way;

/** Which kinds of queries are slow, and whether the two sides find anything for them at all. */
final class QueryTable {

    private static final List<Way> WAYS = List.of(Way.PLAIN, Way.OWN, Way.DISCLOSURES, Way.DRESSED, Way.SEARCH);

    private final PackagedService service;
    private final PlainLucene plain;
    private final List<SearchQuery> queries;
    private final Map<Way, Sample> alone = new EnumMap<>(Way.class);

    QueryTable(PackagedService service, PlainLucene plain, List<SearchQuery> queries) {
        this.service = service;
        this.plain = plain;
        this.queries = queries;
    }

    /** One query at a time, so that what is timed is the query and not the queue before it. */
    QueryTable measure(UncachedSearch search, Duration time) {
        for (Way way : WAYS) {
            Load load = search.load(way, 1);
            alone.put(way, load.run(time, Schedule.UNBOUNDED));
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
            found.add(service.get(Way.DISCLOSURES.path(query.text()))
                    .at("/total/value")
                    .asLong());
            foundByPlain.add((long) plain.search(query.text()).length);
        }
        out.println("| kind of query | how many | found plainly | found by /disclosures |"
                + WAYS.stream().map(way -> " " + way.label + ", ms |").collect(Collectors.joining())
                + " slowest of /disclosures |");
        out.println("|---|---:|---:|---:|" + "---:|".repeat(WAYS.size()) + "---|");
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
        Sample sample = alone.get(Way.DISCLOSURES);
        return IntStream.of(numbers)
                .boxed()
                .max((a, b) -> Double.compare(sample.mean(a), sample.mean(b)))
                .map(number -> " %s: %s ms, %d found |"
                        .formatted(queries.get(number).text(), Report.number(sample.mean(number)), found.get(number)))
                .orElse("");
    }

    private static long found(int[] numbers, List<Long> totals) {
        return IntStream.of(numbers).filter(number -> totals.get(number) > 0).count();
    }
}
