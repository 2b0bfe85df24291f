package org.sunwindow.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The tables of the annual report: what was supplied, and what is counted from the documents published. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AnnualReportTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int FIRST_YEAR = 2010;
    private static final int BUREAUS = 6;
    private static final int DOCUMENTS = 700;
    private static final int PAIRS = 100;

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void ready() {
        assumeTrue(Sunwindow.hasSample("disclosure") && Sunwindow.hasSample("organization"));
        sunwindow = Sunwindow.underTest();
    }

    /** A document as the test generated it; its end is what the rules of the report say, found without the index. */
    private static final class Document {
        String key;
        int bureau;
        String type;
        LocalDate made;
        LocalDate published;
        LocalDate effective;
        LocalDate abolished;
        String validity;
        Document replaces;
        LocalDate replacedOn;

        /** First day on which it is not in force, {@code null} for none. */
        LocalDate end() {
            if (abolished != null) {
                return abolished;
            }
            return "废止".equals(validity) || "失效".equals(validity) ? LocalDate.EPOCH : replacedOn;
        }

        boolean isInForceAtTheEndOf(LocalDate day) {
            return end() == null || end().isAfter(day);
        }
    }

    @Test
    void countableCellsEqualARecountForRandomYears() {
        long seed = System.nanoTime();
        System.out.println("seed of the annual reports: " + seed);
        var random = new Random(seed);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        List<Document> documents = documents(random, today);
        publish(documents);
        for (int i = 0; i < PAIRS; i++) {
            int bureau = random.nextInt(BUREAUS);
            int year = FIRST_YEAR + random.nextInt(today.getYear() - FIRST_YEAR + 1);
            Json report = report("ar-org-" + bureau, year);
            for (String type : List.of("REGULATION", "NORMATIVE_DOCUMENT")) {
                long[] expected = recount(documents, bureau, type, year, today);
                assertThat(cells(report, type))
                        .as("seed %d, bureau %d, %s of %d", seed, bureau, type, year)
                        .containsExactly(expected[0] + " COUNTED", expected[1] + " COUNTED", expected[2] + " COUNTED");
            }
        }
    }

    /** Made, abolished, in force. */
    private static long[] recount(List<Document> all, int bureau, String type, int year, LocalDate today) {
        LocalDate end = LocalDate.of(year, 12, 31);
        LocalDate last = end.isAfter(today) ? today : end;
        LocalDate before = LocalDate.of(year - 1, 12, 31);
        var counts = new long[3];
        for (Document document : all) {
            if (document.bureau != bureau || !type.equals(document.type) || document.made.getYear() > year) {
                continue;
            }
            counts[0] += document.made.getYear() == year ? 1 : 0;
            boolean held = document.isInForceAtTheEndOf(before);
            boolean holds = document.isInForceAtTheEndOf(last);
            counts[1] += held && !holds ? 1 : 0;
            counts[2] += holds ? 1 : 0;
        }
        return counts;
    }

    private static List<Document> documents(Random random, LocalDate today) {
        var documents = new ArrayList<Document>();
        for (int i = 0; i < DOCUMENTS; i++) {
            var document = new Document();
            document.key = "AR-" + i;
            document.bureau = random.nextInt(BUREAUS);
            document.type =
                    random.nextInt(3) == 0 ? null : random.nextInt(4) == 0 ? "REGULATION" : "NORMATIVE_DOCUMENT";
            document.published = day(random, today);
            boolean dated = random.nextBoolean();
            // around the turn of a year the two dates differ
            document.made = dated ? document.published.minusDays(random.nextInt(60)) : document.published;
            if (random.nextInt(3) == 0) {
                document.effective = document.published.plusDays(random.nextInt(200));
            }
            if (random.nextInt(3) == 0) {
                // not before it takes effect, which is refused
                LocalDate begin = document.effective == null ? document.made : document.effective;
                document.abolished = begin.plusDays(1 + random.nextInt(2500));
            }
            document.validity = switch (random.nextInt(8)) {
                case 0 -> "失效";
                case 1, 2 -> "废止";
                case 3, 4 -> "有效";
                default -> null;
            };
            if (!documents.isEmpty() && random.nextInt(4) == 0) {
                document.replaces = documents.get(random.nextInt(documents.size()));
                LocalDate from = document.effective != null && document.effective.isAfter(document.published)
                        ? document.effective
                        : document.published;
                LocalDate known = document.replaces.replacedOn;
                document.replaces.replacedOn = known == null || from.isBefore(known) ? from : known;
            }
            documents.add(document);
        }
        return documents;
    }

    private static LocalDate day(Random random, LocalDate today) {
        LocalDate first = LocalDate.of(FIRST_YEAR - 1, 1, 1);
        return first.plusDays(random.nextInt((int) (today.toEpochDay() - first.toEpochDay())));
    }

    private void publish(List<Document> documents) {
        var bureaus = new StringBuilder();
        for (int i = 0; i < BUREAUS; i++) {
            bureaus.append("{\"id\":\"ar-org-%d\",\"name\":\"年报试验%d局\"}\n".formatted(i, i));
        }
        sunwindow.publish("organization", bureaus.toString());
        Json run = sunwindow.publish("disclosure", lines(documents));
        assertThat(run.getInt("rejected")).isZero();
    }

    private static String lines(List<Document> documents) {
        var lines = new StringBuilder();
        for (Document document : documents) {
            lines.append(
                    "{\"id\":\"%s\",\"title\":\"年报试验文件%s\",\"publisher\":\"年报试验%d局\",\"disclosureAttribute\":\"主动公开\""
                            .formatted(document.key, document.key, document.bureau));
            lines.append(",\"publishedAt\":\"%sT00:00:00+08:00\"".formatted(document.published));
            add(lines, "issuedOn", document.made.equals(document.published) ? null : document.made);
            add(lines, "effectiveOn", document.effective);
            add(lines, "abolishedOn", document.abolished);
            add(lines, "validity", document.validity);
            lines.append(said(document));
            if (document.replaces != null) {
                lines.append(
                        ",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"%s\"}]".formatted(document.replaces.key));
            }
            lines.append("}\n");
        }
        return lines.toString();
    }

    private static void add(StringBuilder line, String member, Object value) {
        if (value != null) {
            line.append(",\"%s\":\"%s\"".formatted(member, value));
        }
    }

    /** Bureaus say it in one of three ways. */
    private static String said(Document document) {
        if (document.type == null) {
            return ",\"genre\":\"通知\"";
        }
        int way = Math.floorMod(document.key.hashCode(), 3);
        String word = document.type.equals("REGULATION") ? "政府规章" : way == 0 ? "规范性文件" : "行政规范性文件";
        return switch (way) {
            case 0 -> ",\"genre\":\"%s\"".formatted(word);
            case 1 -> ",\"category\":\"%s\"".formatted(word);
            default -> ",\"tags\":[\"阳光救助\",\"%s\"]".formatted(word);
        };
    }

    @Test
    void whatWasSuppliedHoldsAndWhatWasCountedIsShownBesideItIfItDiffers() {
        sunwindow.publish("organization", "{\"id\":\"ar-two\",\"name\":\"年报试验二处\"}");
        sunwindow.publish("disclosure", """
                {"id":"AR2-1","title":"二处办法一","publisher":"年报试验二处","publishedAt":"2024-05-01T08:00:00+08:00",\
                "disclosureAttribute":"主动公开","genre":"规范性文件"}
                {"id":"AR2-2","title":"二处办法二","publisher":"年报试验二处","publishedAt":"2024-06-01T08:00:00+08:00",\
                "disclosureAttribute":"主动公开","genre":"规范性文件"}""");
        sunwindow.publish(
                "statistic",
                table("ar2-old", "2025-01-10", "{\"metric\":\"NORMATIVE_DOCUMENT.MADE\",\"value\":\"9\"}")
                        + table(
                                "ar2-new",
                                "2025-03-10",
                                "{\"metric\":\"NORMATIVE_DOCUMENT.MADE\",\"value\":\"3\"},{\"metric\":\"NORMATIVE_DOCUMENT.IN_FORCE\",\"value\":\"2\"}"));
        Json report = report("ar-two", 2024);
        assertThat(cells(report, "NORMATIVE_DOCUMENT"))
                .containsExactly("3 SUPPLIED, counted 2", "0 COUNTED", "2 SUPPLIED");
        assertThat(report.getString("tables[0].record.id")).isEqualTo("ar2-new");
        assertThat(cells(report, "LICENSE")).containsExactly("unknown");
        assertThat(report.getString("tables[1].record")).isNull();
        Json series = get("/statistics/series?metric=NORMATIVE_DOCUMENT.MADE&organization=AR-TWO&from=2023&to=2025");
        assertThat(series.getList("points.period")).containsExactly("2023", "2024", "2025");
        assertThat(series.getList("points.value")).containsExactly("0", "3", "0");
        assertThat(series.getList("points.source")).containsExactly("COUNTED", "SUPPLIED", "COUNTED");
        assertThat(series.getString("points[1].counted")).isEqualTo("2");
        sunwindow.publish("statistic", "{\"withdraw\":\"ar2-new\",\"reason\":\"有误\"}");
        assertThat(cells(report("ar-two", 2024), "NORMATIVE_DOCUMENT").getFirst())
                .isEqualTo("9 SUPPLIED, counted 2");
    }

    private static String table(String id, String published, String cells) {
        return """
                {"id":"%s","title":"年报试验二处2024年年报","publisher":"年报试验二处","organization":"ar-two","period":"2024",\
                "publishedOn":"%s","table":"DISCLOSED","cells":[%s]}
                """.formatted(id, published, cells);
    }

    @Test
    void sampleReportsOfFiveYearsAreComplete() {
        sunwindow.publishSamples("division", "organization", "column", "disclosure", "statistic");
        for (int year = 2021; year <= 2025; year++) {
            Json report = report("org-yc-mzj", year);
            assertThat(report.getString("organization.name")).isEqualTo("云川市民政局");
            assertThat(report.getList("tables.record.id")).hasSize(3);
            List<String> sources = report.getList("tables.rows.flatten().cells.flatten().source");
            assertThat(sources).hasSize(10 + 25 * 7 + 15).containsOnly("SUPPLIED");
        }
        assertThat(cells(report("org-yc-mzj", 2025), "NORMATIVE_DOCUMENT"))
                .containsExactly("11 SUPPLIED, counted 0", "7 SUPPLIED, counted 0", "56 SUPPLIED, counted 4");
    }

    @ParameterizedTest
    @CsvSource({
        "/statistics/annual-report, organization",
        "/statistics/annual-report?organization=org-yc-mzj, year",
        "/statistics/annual-report?year=2025, organization",
        "/statistics/annual-report?organization=org-yc-mzj&year=2007, year",
        "/statistics/annual-report?organization=org-yc-mzj&year=2027, year",
        "/statistics/annual-report?organization=org-yc-mzj&year=x, year",
        "/statistics/annual-report?organization=org-yc-mzj&year=2025&division=990100, division"
    })
    void wrongParametersAreNamed(String path, String parameter) {
        Json problem = sunwindow.get(path).then().statusCode(400).extract().as(Json.class);
        assertThat(problem.getString("code")).isEqualTo("parameter.invalid");
        assertThat(problem.getList("errors.name", String.class)).contains(parameter);
    }

    @Test
    void organizationMustExist() {
        Json problem = sunwindow
                .get("/statistics/annual-report?organization=nobody&year=2025")
                .then()
                .statusCode(404)
                .extract()
                .as(Json.class);
        assertThat(problem.getString("code")).isEqualTo("record.not-found");
    }

    private Json report(String organization, int year) {
        return get("/statistics/annual-report?organization=%s&year=%d".formatted(organization, year));
    }

    private static List<String> cells(Json report, String row) {
        List<Map<String, String>> cells = report.getList("tables.rows.flatten()[code=%s].cells".formatted(row));
        return cells.stream()
                .map(cell -> cell.get("value") == null
                        ? "unknown"
                        : cell.get("value") + " " + cell.get("source")
                                + (cell.get("counted") == null ? "" : ", counted " + cell.get("counted")))
                .toList();
    }

    private Json get(String path) {
        return sunwindow.read(path).as(Json.class);
    }
}
