package org.sunwindow.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sunwindow.Sunwindow;

/** The time of each report, and of reads as of an earlier instant beside present ones. Nothing is cached. */
final class Reports {

    private static final int ROUNDS = 20;
    private static final String TARGET = "≤ 1,000";
    private static final String AS_OF_TARGET = "≤ 2";

    /** Reads of either side of a ratio, which alternate. */
    private static final int READS = 20;

    /** Updates of every hundredth document, so that there is a past to read. */
    private static final int UPDATES = 3;

    private static final int UPDATED = 100;

    private final Environment environment;
    private final int size;
    private final List<Instant> instants = new ArrayList<>();
    private int unreadInstants;

    private Reports(Environment environment) {
        this.environment = environment;
        this.size = environment.options().size();
    }

    static void run(Environment environment) throws Exception {
        environment.stop();
        try (Environment other =
                environment.separate("reports", environment.options().size())) {
            new Reports(other).run();
        }
    }

    private void run() throws Exception {
        LocalDate batch = fill(environment.empty());
        PackagedService service = environment.empty();
        environment
                .out()
                .printf(
                        "- %,d disclosures that fulfil %,d rows and are one batch of transfers, as many figures of one metric and"
                                + " as many service items; one request at a time; milliseconds.%n%n",
                        size, ReportRecords.ROWS);
        var reports = new Report();
        // in turn, because the cache of the service keeps the last response until it is replaced
        for (int round = 0; round < ROUNDS; round++) {
            for (var path : paths(batch).entrySet()) {
                reports.add(path.getKey(), milliseconds(service, path.getValue()), TARGET);
            }
            reports.add("contradictions, one page", contradictions(service), TARGET);
        }
        environment.print(reports);
        environment
                .out()
                .printf(
                        "%nReads as of an instant, time divided by that of the present read; %,d documents have changed %d times"
                                + " since the first instant.%n%n",
                        size / UPDATED, UPDATES);
        Report ratios = ratios(service);
        environment.print(ratios);
    }

    /**
     * Imports all records and changes some of them. Leaves the service stopped and without an index.
     *
     * @return the batch that has all documents
     */
    private LocalDate fill(PackagedService service) throws IOException, InterruptedException, SQLException {
        service.load(ReportRecords.all(size));
        for (int update = 0; update < UPDATES; update++) {
            instants.add(Instant.now().truncatedTo(ChronoUnit.MILLIS));
            String body = "第%d次变更后的内容".formatted(update + 1);
            service.load(IntStream.range(0, size / UPDATED).mapToObj(i -> ReportRecords.disclosure(i * UPDATED, body)));
        }
        environment.stop();
        // the list of a batch can be read once its period is over, so the documents must have become public earlier
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        LocalDate batch = today.withDayOfMonth(5).minusMonths(1);
        try (var connection = DriverManager.getConnection(environment.database().url(), "postgres", "postgres");
                var statement = connection.prepareStatement("update publication set first_public = ?::timestamptz")) {
            connection.createStatement().execute("set session_replication_role = replica");
            statement.setString(1, batch.minusDays(3) + "T10:00:00+08:00");
            statement.executeUpdate();
        }
        Workspace.clear(environment.index());
        return batch;
    }

    private static Map<String, String> paths(LocalDate batch) {
        var paths = new LinkedHashMap<String, String>();
        paths.put("coverage of a year", "/catalog-items/coverage?from=2025-01-01&to=2025-12-31&size=100");
        paths.put("coverage of all time", "/catalog-items/coverage?from=2000-01-01&to=2030-12-31&size=100");
        paths.put(
                "changes between two versions",
                "/catalog-items/changes?size=100&from=%s&to=%s"
                        .formatted(Sunwindow.encoded("第1版"), Sunwindow.encoded("第2版")));
        paths.put("disclosures that fulfil a row", "/catalog-items/bench-7-2/disclosures?size=100");
        paths.put("batches of a year", "/transfers?year=2026");
        paths.put("a batch, first page", "/transfers/%s?size=100".formatted(batch));
        paths.put("a batch, last of the pages to print", "/transfers/%s/text?page=20".formatted(batch));
        String body = "organization=" + ReportRecords.BODY;
        paths.put("annual report", "/statistics/annual-report?year=2025&" + body);
        paths.put("series of a counted cell", "/statistics/series?metric=NORMATIVE_DOCUMENT.IN_FORCE&" + body);
        String metric = Sunwindow.encoded("低保人数");
        paths.put("series of a metric", "/statistics/series?metric=%s&%s".formatted(metric, body));
        paths.put("totals of a metric", "/statistics/totals?metric=" + metric);
        paths.put("summary of service items", "/services/summary?" + body);
        paths.put("rows of a notice with totals", "/notices/bench-notice/rows?sort=-amount");
        paths.put("site", "/site");
        paths.put("calendar of a year", "/calendar?from=2026-01-01&to=2026-12-31");
        return paths;
    }

    private Report ratios(PackagedService service) throws IOException, InterruptedException {
        String search = "/disclosures?facets=publisher,year&q=%s&size=".formatted(Sunwindow.encoded("内容"));
        var ratios = new Report();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(
                    "list, three instants in turn",
                    ratio(service, read -> "/disclosures?size=" + read, '&'),
                    AS_OF_TARGET);
            ratios.add(
                    "search with facets, three instants in turn",
                    ratio(service, read -> search + read, '&'),
                    AS_OF_TARGET);
            ratios.add(
                    "record, three instants in turn",
                    ratio(service, read -> "/disclosures/bench-" + read % (size / UPDATED) * UPDATED, '?'),
                    AS_OF_TARGET);
            ratios.add("list, an instant that was not read before", first(service), AS_OF_TARGET);
        }
        return ratios;
    }

    /**
     * @param path of each read, which differ, so that none is cached
     */
    private double ratio(PackagedService service, IntFunction<String> path, char separator)
            throws IOException, InterruptedException {
        double now = 0;
        double then = 0;
        for (int read = 1; read <= READS; read++) {
            Instant instant = instants.get(read % instants.size());
            now += milliseconds(service, path.apply(read));
            then += milliseconds(service, path.apply(read) + separator + "asOf=" + instant);
        }
        return then / now;
    }

    /** Instants are in milliseconds, so there are more than are read. */
    private double first(PackagedService service) throws IOException, InterruptedException {
        double now = 0;
        double then = 0;
        for (int read = 1; read <= READS; read++) {
            Instant unread = instants.getLast().minusMillis(++unreadInstants);
            now += milliseconds(service, "/disclosures?size=" + read);
            then += milliseconds(service, "/disclosures?size=%d&asOf=%s".formatted(read, unread));
        }
        return then / now;
    }

    private static double milliseconds(PackagedService service, String path) throws IOException, InterruptedException {
        return milliseconds(path, () -> service.fetch(Request.get("/api/v1" + path)));
    }

    private static double contradictions(PackagedService service) throws IOException, InterruptedException {
        return milliseconds("/contradictions", () -> service.fetchAsPublisher(Request.get("/api/v1/contradictions")));
    }

    private interface Fetch {

        HttpResponse<byte[]> response() throws IOException, InterruptedException;
    }

    private static double milliseconds(String path, Fetch fetch) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var response = fetch.response();
        long end = System.nanoTime();
        if (response.statusCode() != HttpLoad.OK) {
            throw new IllegalStateException(path + ": " + response.statusCode());
        }
        return (end - start) / 1e6;
    }
}
