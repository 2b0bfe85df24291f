package org.sunwindow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.Sunwindow;
import org.sunwindow.relevance.Corpus;

/** The time of each report, nothing cached, where every record is a disclosure that fulfils a row of the catalogues. */
final class CatalogReports {

    private static final int ROWS = 2_000;
    private static final int ROUNDS = 20;
    private static final String TARGET = "≤ 1,000";
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);

    private CatalogReports() {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        environment.stop();
        try (Environment other = environment.separate("reports", options.size())) {
            PackagedService service = other.empty();
            service.load(Stream.concat(rows(), disclosures(options.size())));
            environment
                    .out()
                    .printf(
                            "- %,d disclosures that fulfil %,d rows; one request at a time; milliseconds.%n%n",
                            options.size(), ROWS);
            var report = new Report();
            paths().forEach((what, path) -> {
                for (int round = 0; round < ROUNDS; round++) {
                    report.add(what, milliseconds(service, path), TARGET);
                }
            });
            report.print(environment.out());
        }
    }

    private static Map<String, String> paths() {
        var paths = new LinkedHashMap<String, String>();
        paths.put("coverage of a year", "/catalog-items/coverage?from=2025-01-01&to=2025-12-31&size=100");
        paths.put("coverage of all time", "/catalog-items/coverage?from=2000-01-01&to=2030-12-31&size=100");
        paths.put(
                "changes between two versions",
                "/catalog-items/changes?size=100&from=%s&to=%s"
                        .formatted(Sunwindow.encoded("第1版"), Sunwindow.encoded("第2版")));
        paths.put("disclosures that fulfil a row", "/catalog-items/bench-7-2/disclosures?size=100");
        paths.put("batches of a year", "/transfers?year=2026");
        return paths;
    }

    private static double milliseconds(PackagedService service, String path) {
        try {
            long start = System.nanoTime();
            var response = service.fetch(Request.get("/api/v1" + path));
            long end = System.nanoTime();
            if (response.statusCode() != HttpLoad.OK) {
                throw new IllegalStateException(path + ": " + response.statusCode());
            }
            return (end - start) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Corpus.Entry> rows() {
        return IntStream.range(0, ROWS).mapToObj(i -> {
            int code = i / 2;
            int version = i % 2 + 1;
            String id = "bench-%d-%d".formatted(code, version);
            return new Corpus.Entry("catalogItem", id, Map.of(), """
                    {"id":"%s","code":"B-%d","catalog":"目录%d","version":"第%d版","effectiveOn":"%d-01-01","level1":"事项%d","level2":"信息",\
                    "elements":["要素%d"],"responsibleBody":"机构%d","timeLimit":"自信息形成之日起%d个工作日内"}""".formatted(
                            id, code, code % 20, version, 2023 + version, code, i % 3, code % 40, 5 + i % 10));
        });
    }

    private static Stream<Corpus.Entry> disclosures(int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            LocalDate issued = FIRST.plusDays(i % 900);
            String id = "bench-" + i;
            return new Corpus.Entry("disclosure", id, Map.of(), """
                    {"indexNo":"%s","title":"信息%d","publisher":"机构%d","issuedOn":"%s","publishedAt":"%s 09:00:00",\
                    "disclosureAttribute":"主动公开","catalogItems":["bench-%d-%d"],"body":"公开的内容"}""".formatted(
                            id, i, i % 40, issued, issued.plusDays(i % 37), i % (ROWS / 2), 1 + i % 2));
        });
    }
}
