package org.sunwindow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.Change;

/** Coverage and lateness on 2,000 planted rows, against a recount that goes through the days one by one. */
@Tag("slow")
class CoverageTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private static final int CODES = 1_000;
    private static final int CATALOGUES = 20;
    private static final int DISCLOSURES = 3_000;
    private static final int BODIES = 7;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** A row of one of the two versions of its catalogue. */
    private record Row(
            String id,
            String code,
            String catalog,
            String version,
            LocalDate from,
            LocalDate abolished,
            String body,
            boolean onRequest,
            Integer limit) {

        String json() {
            return """
                    {"id":"%s","code":"%s","catalog":"%s","version":"%s","effectiveOn":"%s",%s"level1":"事项","level2":"%s",\
                    "elements":["内容"],"responsibleBody":"%s","organization":"%s","method":"%s"%s}
                    """.formatted(
                            id,
                            code,
                            catalog,
                            version,
                            from,
                            abolished == null ? "" : "\"abolishedOn\":\"%s\",".formatted(abolished),
                            id,
                            body,
                            body,
                            onRequest ? "依申请" : "主动",
                            limit == null ? "" : ",\"timeLimit\":\"自信息形成之日起%d个工作日内\"".formatted(limit));
        }
    }

    private record Document(
            String id, LocalDate issued, LocalDateTime published, LocalDate abolished, List<String> rows) {

        String json() {
            String named = rows.stream().map(row -> '"' + row + '"').collect(Collectors.joining(","));
            return """
                    {"indexNo":"%s","title":"信息%s","publisher":"某局","publishedAt":"%s",%s%s"disclosureAttribute":"主动公开","catalogItems":[%s]}
                    """.formatted(
                            id,
                            id,
                            published.format(TIME),
                            issued == null ? "" : "\"issuedOn\":\"%s\",".formatted(issued),
                            abolished == null ? "" : "\"abolishedOn\":\"%s\",".formatted(abolished),
                            named);
        }
    }

    /** {@code null} where the catalogue states none. */
    private static final List<Integer> LIMITS = Arrays.asList(null, 20, 7, 10, 10);

    private static final List<Integer> OTHER_LIMITS = Arrays.asList(3, 15, null);

    private static final Set<LocalDate> FREE = new HashSet<>();
    private static final Set<LocalDate> WORKED = new HashSet<>();

    private final Random random = new Random(2_000);
    private final List<Row> rows = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final WorkingCalendar calendar = new WorkingCalendar();
    private CatalogItemKind kind;
    private SearchIndex index;
    private CoverageReport report;

    static {
        try (var in = CoverageTest.class.getResourceAsStream("/calendar/notices.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split("\\|");
                    int year = Integer.parseInt(parts[0].strip());
                    addDays(year, parts[2], FREE);
                    addDays(year, parts[3], WORKED);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addDays(int year, String text, Set<LocalDate> days) {
        for (String range : text.strip().split(" ")) {
            String[] ends = range.split("-");
            LocalDate last = day(year, ends[ends.length - 1]);
            for (LocalDate day = day(year, ends[0]); !day.isAfter(last); day = day.plusDays(1)) {
                days.add(day);
            }
        }
    }

    private static LocalDate day(int year, String text) {
        String[] parts = text.split("/");
        return LocalDate.of(year, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static boolean isWorking(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return WORKED.contains(day) || !weekend && !FREE.contains(day);
    }

    /** The last day on which information is published on time, found day by day. */
    private static LocalDate deadline(LocalDate issued, int limit) {
        LocalDate day = issued;
        for (int left = limit; left > 0; ) {
            day = day.plusDays(1);
            left -= isWorking(day) ? 1 : 0;
        }
        return day;
    }

    @BeforeEach
    void plant(@TempDir Path directory) throws IOException {
        for (int code = 0; code < CODES; code++) {
            String catalog = "目录%02d".formatted(code % CATALOGUES);
            Integer limit = LIMITS.get(random.nextInt(LIMITS.size()));
            // some information is older than the first version
            add(code, catalog, 1, LocalDate.of(2024, 3, 1), limit);
            add(code, catalog, 2, LocalDate.of(2025, 7, 1), random.nextBoolean() ? OTHER_LIMITS.get(code % 3) : limit);
        }
        assertThat(rows).hasSize(2 * CODES);
        for (int i = 0; i < DISCLOSURES; i++) {
            LocalDate issued = LocalDate.of(2024, 1, 2).plusDays(random.nextInt(1_000));
            LocalDate published = issued.plusDays(random.nextInt(random.nextBoolean() ? 12 : 45));
            List<String> named = random.ints(1 + random.nextInt(3), 0, rows.size() * 7 / 10)
                    .mapToObj(row -> rows.get(row).id())
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
            if (random.nextInt(10) == 0) {
                // the same code in its other version
                String other = named.getFirst();
                named.add(other.substring(0, other.length() - 1) + (other.endsWith("1") ? "2" : "1"));
            }
            documents.add(new Document(
                    "cov-%04d".formatted(i),
                    random.nextInt(12) == 0 ? null : issued,
                    published.atTime(random.nextInt(24), random.nextInt(60)),
                    random.nextInt(3) == 0 ? published.plusDays(random.nextInt(400)) : null,
                    named));
        }
        Kinds kinds = InstalledKinds.of(IndexFixture.settings(directory));
        kind = (CatalogItemKind) kinds.get("catalogItem");
        var changes = new ArrayList<Change>();
        rows.forEach(row -> changes.add(change(kind, row.json(), changes.size())));
        documents.forEach(document -> changes.add(change(kinds.get("disclosure"), document.json(), changes.size())));
        index = IndexFixture.filled(directory, kinds, changes);
        report = new CoverageReport(kind, kinds, ZONE, new Calendars(calendar));
    }

    private static Change change(Kind<?> kind, String line, int revision) {
        return IndexFixture.change(kind, line, revision + 1, NOW, "bureau");
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void add(int code, String catalog, int version, LocalDate from, Integer limit) {
        // a version without every eleventh row of the other
        boolean dropped = code % 11 == version;
        rows.add(new Row(
                "cov-%04d-%d".formatted(code, version),
                "COV-%04d".formatted(code),
                dropped ? catalog + "乙" : catalog,
                "第%d版".formatted(version),
                from,
                random.nextInt(30) == 0 ? from.plusMonths(10) : null,
                "org-cov-" + code % BODIES,
                random.nextInt(25) == 0,
                limit));
    }

    /** What a row should have. */
    private record Expected(String status, int disclosures, int late, int undated) {}

    /** By the version that was in effect when the document was issued, or by the only or first one that came later. */
    private LocalDate deadline(LocalDate issued, Row row) {
        Row old = null;
        Row recent = null;
        for (Row each : rows) {
            if (each.code().equals(row.code()) && each.catalog().equals(row.catalog())) {
                old = each.version().equals("第1版") ? each : old;
                recent = each.version().equals("第2版") ? each : recent;
            }
        }
        boolean byRecent = old == null || recent != null && !issued.isBefore(LocalDate.of(2025, 7, 1));
        Integer limit = byRecent ? recent.limit() : old.limit();
        return deadline(issued, limit == null ? 20 : limit);
    }

    private Map<String, Expected> recount(LocalDate from, LocalDate to) {
        Map<String, Row> byId = rows.stream().collect(Collectors.toMap(Row::id, row -> row));
        var newest = new HashMap<String, LocalDate>();
        rows.stream()
                .filter(row -> !row.from().isAfter(to))
                .forEach(row ->
                        newest.merge(row.catalog(), row.from(), (one, other) -> one.isAfter(other) ? one : other));
        var expected = new TreeMap<String, Expected>();
        for (Row row : rows) {
            boolean holds = row.from().equals(newest.get(row.catalog()))
                    && (row.abolished() == null || row.abolished().isAfter(to));
            if (!holds || row.onRequest()) {
                continue;
            }
            int all = 0;
            int late = 0;
            int undated = 0;
            boolean earlier = false;
            for (Document document : documents) {
                LocalDate published = document.published().toLocalDate();
                boolean names = document.rows().stream()
                        .map(byId::get)
                        .anyMatch(named -> named.code().equals(row.code())
                                && named.catalog().equals(row.catalog()));
                if (names && !published.isBefore(from) && !published.isAfter(to)) {
                    all++;
                    undated += document.issued() == null ? 1 : 0;
                    late += document.issued() != null && published.isAfter(deadline(document.issued(), row)) ? 1 : 0;
                }
                earlier |= names
                        && published.isBefore(from)
                        && (document.abolished() == null || document.abolished().isAfter(to));
            }
            String status = all == 0
                    ? earlier ? "EARLIER" : "MISSING"
                    : late > 0 ? "LATE" : undated > 0 ? "UNDATED" : "ON_TIME";
            expected.put(row.id(), new Expected(status, all, late, undated));
        }
        return expected;
    }

    private CatalogCoverage coverage(LocalDate from, LocalDate to, Timeliness.Status status, int page) {
        var request = new CoverageRequest(
                from.atStartOfDay(ZONE).toInstant(),
                to.plusDays(1).atStartOfDay(ZONE).toInstant().minusMillis(1),
                Set.of(),
                null,
                status,
                page,
                100,
                calendar.days());
        return index.records(NOW, records -> report.of(request, records));
    }

    @Test
    void reportsEqualTheRecount() {
        compare(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
        compare(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 6, 30));
        compare(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 7, 1));
        compare(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 11, 21));
        compare(LocalDate.of(2026, 2, 11), LocalDate.of(2026, 2, 11));
    }

    private void compare(LocalDate from, LocalDate to) {
        Map<String, Expected> expected = recount(from, to);
        Map<String, Row> byId = rows.stream().collect(Collectors.toMap(Row::id, row -> row));
        CatalogCoverage first = coverage(from, to, null, 1);
        assertThat(first.total()).isEqualTo(counts(expected));
        var found = new TreeMap<String, Expected>();
        for (int page = 1; (page - 1) * 100 < first.page().total(); page++) {
            coverage(from, to, null, page)
                    .items()
                    .forEach(item -> found.put(
                            item.id(),
                            new Expected(item.status().name(), item.disclosures(), item.late(), item.undated())));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(first.organizations()).hasSize(first.organizationCount()).allSatisfy(organization -> {
            var ofBody = new TreeMap<>(expected);
            ofBody.keySet().removeIf(id -> !byId.get(id).body().equalsIgnoreCase(organization.id()));
            assertThat(ofBody).isNotEmpty();
            assertThat(organization.counts()).as(organization.id()).isEqualTo(counts(ofBody));
        });
        CatalogCoverage late = coverage(from, to, Timeliness.Status.LATE, 1);
        assertThat(late.page().total()).isEqualTo(counts(expected).late());
        assertThat(late.items()).allMatch(item -> item.status() == Timeliness.Status.LATE);
    }

    private static CatalogCoverage.Counts counts(Map<String, Expected> rows) {
        var counts = new HashMap<String, Integer>();
        rows.values().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
        int missing = counts.getOrDefault("MISSING", 0);
        int earlier = counts.getOrDefault("EARLIER", 0);
        return new CatalogCoverage.Counts(
                rows.size(),
                rows.size() - earlier - missing,
                counts.getOrDefault("ON_TIME", 0),
                counts.getOrDefault("LATE", 0),
                counts.getOrDefault("UNDATED", 0),
                earlier,
                missing);
    }
}
