package org.sunwindow.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.sunwindow.LocalDatabase;

/**
 * Status queries, the only reads that use the database, compared with the limit of a select by key and an HTTP response on
 * the same processors.
 */
final class StatusQueries {

    private static final int CONNECTIONS = 16;

    private static final int CASES = 5_000;
    private static final String DATABASE = "pgbench";

    /** 100,000 rows each. */
    private static final int SCALE = 5;

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Map<String, String> PASSWORD = Map.of("PGPASSWORD", "postgres");

    private StatusQueries() {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        ExternalProgram pgbench = ExternalProgram.find("pgbench")
                .orElseThrow(
                        () -> new Benchmark.Skipped("no pgbench in the PATH (Debian: apt install postgresql-contrib)"));
        prepare(pgbench, environment.database());
        PackagedService service = environment.cached();
        service.send("application", cases());
        HttpLoad queries = environment.load(
                service.address(),
                CONNECTIONS,
                IntStream.range(0, CASES).mapToObj(StatusQueries::query).toList());
        HttpLoad bare = environment.load(environment.bare().address(), CONNECTIONS, List.of(Request.get("/list")));
        queries.run(options.warmUp(), Schedule.UNBOUNDED);
        bare.run(options.warmUp(), Schedule.UNBOUNDED);
        var report = new Report();
        for (int round = 0; round < options.rounds(); round++) {
            double p = select(pgbench, environment.database(), options.time());
            double b = bare.run(options.time(), Schedule.UNBOUNDED).perSecond();
            var before = ProcessorTime.now(service.process());
            Sample sample = queries.run(options.time(), Schedule.UNBOUNDED);
            double spent = ProcessorTime.now(service.process()).since(before).service();
            double limit = 1 / (1 / p + 1 / b);
            report.add("**status queries ÷ limit 1/(1/p + 1/b)**, requests/s", sample.perSecond() / limit, "≥ 0.5");
            report.add("status queries, requests/s", sample.perSecond());
            report.add("status queries, processor ms of the service per request", spent / 1e6 / sample.answers());
            report.add("status queries, p99 at the maximum rate, ms", sample.percentile(99));
            report.add("p: pgbench -S -M prepared, transactions/s", p);
            report.add("b: bare endpoint, requests/s", b);
        }
        environment
                .out()
                .printf(
                        "- %s; %d connections on each side; %,d cases in turn, all with the right code, so that no query is throttled.%n%n",
                        pgbench.run(Map.of(), "--version").strip(), CONNECTIONS, CASES);
        environment.print(report);
    }

    private static void prepare(ExternalProgram pgbench, LocalDatabase database) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        try {
            pgbench(pgbench, database, "--initialize", "--quiet", "--scale=" + SCALE);
        } catch (IOException e) {
            throw new Benchmark.Skipped("pgbench does not work here: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static double select(ExternalProgram pgbench, LocalDatabase database, Duration time)
            throws IOException, InterruptedException {
        String output = pgbench(
                pgbench,
                database,
                "--select-only",
                "--protocol=prepared",
                "--client=" + CONNECTIONS,
                "--jobs=" + Machine.processors(),
                "--time=" + time.toSeconds());
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException(output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String pgbench(ExternalProgram pgbench, LocalDatabase database, String... arguments)
            throws IOException, InterruptedException {
        var all = new java.util.ArrayList<>(
                List.of("--host=127.0.0.1", "--port=" + database.port(), "--username=postgres"));
        all.addAll(List.of(arguments));
        all.add(DATABASE);
        return pgbench.run(PASSWORD, all.toArray(String[]::new));
    }

    private static String number(int caseNumber) {
        return "9901022611%08d".formatted(caseNumber);
    }

    private static String code(int caseNumber) {
        return "%06d".formatted((caseNumber * 7919L + 104_729) % 1_000_000);
    }

    private static String cases() {
        var lines = new StringBuilder();
        for (int i = 0; i < CASES; i++) {
            lines.append("""
                    {"applicationNo":"%s","caseType":"SERVICE","itemName":"最低生活保障对象认定",\
                    "acceptingUnit":"学府街道民政窗口","applicantName":"李*华","status":"IN_REVIEW",\
                    "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00",\
                    "history":[{"at":"2026-11-09T10:20:00+08:00","status":"SUBMITTED","text":"已提交"},\
                    {"at":"2026-11-10T15:00:00+08:00","status":"ACCEPTED","text":"材料齐全，予以受理"},\
                    {"at":"2026-11-12T09:00:00+08:00","status":"IN_REVIEW","text":"入户调查"}],\
                    "consultPhone":"0500-8310012","factors":[{"type":"QUERY_CODE","value":"%s"}]}
                    """.formatted(number(i), code(i)));
        }
        return lines.toString();
    }

    private static Request query(int caseNumber) {
        return Request.post("/api/v1/status-queries", """
                {"applicationNo":"%s","factor":{"type":"QUERY_CODE","value":"%s"}}""".formatted(number(caseNumber), code(caseNumber)));
    }
}
