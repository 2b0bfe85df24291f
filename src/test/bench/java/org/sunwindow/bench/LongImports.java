package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.sunwindow.relevance.Corpus;

/** The memory of the service over the length of one import in the background: of lines, and of a sheet. */
final class LongImports {

    private static final JsonMapper JSON = new JsonMapper();

    /** Longest sheet in bytes that the service takes is 256 MiB. */
    private static final long SHEET_BYTES = 200_000_000;

    /** Characters of a text in the sheet. */
    private static final int LONG_TEXT = 1_500;

    private static final int POINTS = 10;
    private static final Duration PACE = Duration.ofMillis(500);

    private LongImports() {}

    /** A moment of an import. */
    private record Point(long lines, double heap, double memory) {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        environment.stop();
        try (Environment own = environment.separate("lines", options.size())) {
            Files.createDirectories(own.home());
            Path file = own.home().resolve("lines.gz");
            lines(file, options.size());
            measure(own, "lines, gzip", file, "application/x-ndjson", true);
        }
        try (Environment own = environment.separate("sheet", options.size())) {
            Files.createDirectories(own.home());
            Path file = own.home().resolve("sheet.csv");
            sheet(file, options.quick() ? SHEET_BYTES / 100 : SHEET_BYTES);
            measure(own, "sheet, CSV", file, "text/csv", false);
        }
    }

    /** Only disclosures, which are most of the corpus: a file has one kind. */
    private static void lines(Path file, int count) throws IOException {
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (var all = Corpus.entries(2 * count)
                            .filter(entry -> entry.kind().equals("disclosure"))
                            .limit(count)
                            .iterator();
                    all.hasNext(); ) {
                out.write(all.next().json());
                out.write('\n');
            }
        }
    }

    private static void sheet(Path file, long bytes) throws IOException {
        List<String> texts = Corpus.entries(2_000)
                .filter(entry -> entry.kind().equals("disclosure"))
                .map(entry -> body(entry.json()))
                .filter(body -> !body.isEmpty())
                .toList();
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("索引号", "标题", "发布机构", "发布日期", "公开属性", "正文");
            for (int row = 1; row % 1_000 != 0 || Files.size(file) < bytes; row++) {
                var text = new StringBuilder();
                for (int i = row; text.length() < LONG_TEXT; i++) {
                    text.append(texts.get(i % texts.size())).append('\n');
                }
                csv.writeRecord(
                        "990100001/202611-%07d".formatted(row),
                        "关于第%d号社会救助事项的通知".formatted(row),
                        "云川市民政局",
                        "2026-11-20",
                        "主动公开",
                        text.substring(0, LONG_TEXT));
            }
        }
    }

    private static String body(String json) {
        try {
            return JSON.readTree(json).path("body").asText("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void measure(Environment own, String what, Path file, String type, boolean isGzipped)
            throws Exception {
        var collections = new GcLog(own.home().resolve("gc.log"));
        var service = own.prepared(own.home(), Environment.CACHED, collections.option());
        service.start();
        try (service) {
            var points = new ArrayList<Point>();
            long start = System.nanoTime();
            String run = service.receive("disclosure", file, type, isGzipped);
            JsonNode report = service.run(run);
            while (!report.path("state").asText().matches("COMPLETED|INTERRUPTED|CANCELLED")) {
                Schedule.waitUntil(System.nanoTime() + PACE.toNanos());
                report = service.run(run);
                points.add(new Point(
                        report.path("lines").asLong(),
                        collections.lastHeapAfterCollection(),
                        ResidentMemory.now(service.process())));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (report.path("rejected").asLong() > 0
                    || !report.path("state").asText().equals("COMPLETED")) {
                throw new IllegalStateException("not imported: " + report);
            }
            print(own, what, Files.size(file), report.path("lines").asLong(), seconds, points);
        }
    }

    private static void print(
            Environment own, String what, long bytes, long lines, double seconds, List<Point> points) {
        own.out()
                .printf(
                        "- %s: %,d MB, %,d records in %.0f s, %.0f a second, receiving included.%n%n| records | heap"
                                + " after a collection, MB | anonymous memory, MiB |%n|---|---|---|%n",
                        what, bytes / 1_000_000, lines, seconds, lines / seconds);
        long next = 0;
        for (Point point : points) {
            if (point.lines() >= next || point == points.getLast()) {
                own.out().printf("| %,d | %.0f | %.0f |%n", point.lines(), point.heap(), point.memory());
                next = point.lines() + lines / POINTS;
            }
        }
        own.out().println();
    }
}
