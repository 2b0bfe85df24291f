package org.sunwindow.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Lists of figures, their totals, and the series of one metric. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StatisticsTest {

    private static final List<String> PERIODS = List.of("2024", "2025-H1", "2025-Q3", "2025-10", "2025-10-31");
    private static final List<String> AREAS = List.of("980100000000", "980101000000", "980101001000", "980102000000");
    private static final List<String> UNITS = List.of("人", "万元");
    private static final List<String> METRICS = List.of("试验指标甲", "试验指标乙", "试验指标丙");

    private Sunwindow sunwindow;

    @BeforeEach
    void ready() {
        sunwindow = Sunwindow.underTest();
    }

    private record Figure(String metric, String unit, String period, String area, BigDecimal value) {}

    @Test
    void totalsEqualTheSumsOfTheListWhateverIsFiltered() {
        long seed = System.nanoTime();
        System.out.println("seed of the totals: " + seed);
        var random = new Random(seed);
        var figures = new ArrayList<Figure>();
        var lines = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            // many digits, so that a sum exceeds what fits into a long
            var value = BigDecimal.valueOf(random.nextLong(-999_999_999_999_999_999L, 999_999_999_999_999_999L), 4);
            var figure = new Figure(
                    any(METRICS, random), any(UNITS, random), any(PERIODS, random), any(AREAS, random), value.abs());
            figure = random.nextInt(5) == 0
                    ? new Figure(figure.metric(), figure.unit(), figure.period(), figure.area(), value.negate())
                    : figure;
            figures.add(figure);
            lines.append("""
                    {"id":"tt-%d","title":"试验统计%d","publisher":"合计试验局","division":"%s","period":"%s","metric":"%s",\
                    "value":"%s","unit":"%s"}
                    """.formatted(
                            i,
                            i,
                            figure.area(),
                            figure.period(),
                            figure.metric(),
                            figure.value().toPlainString(),
                            figure.unit()));
        }
        assertThat(sunwindow.publish("statistic", lines.toString()).getInt("rejected"))
                .isZero();
        String publisher = "publisher=" + Sunwindow.encoded("合计试验局");
        assertTotals(seed, figures, publisher, figure -> true);
        assertTotals(
                seed,
                figures,
                publisher + "&area=980101",
                figure -> figure.area().equals("980101000000"));
        assertTotals(
                seed,
                figures,
                publisher + "&division=980101",
                figure -> figure.area().startsWith("980101"));
        assertTotals(
                seed,
                figures,
                publisher + "&period=2025-H1&period=2024",
                figure -> Set.of("2025-H1", "2024").contains(figure.period()));
        assertTotals(
                seed,
                figures,
                publisher + "&periodFrom=2025-07-01&periodTo=2025-10-30",
                figure -> figure.period().equals("2025-Q3"));
        assertTotals(
                seed,
                figures,
                publisher + "&year=2025&metric=" + Sunwindow.encoded("试验指标乙") + "&unit=" + Sunwindow.encoded("人"),
                figure -> !figure.period().equals("2024")
                        && figure.metric().equals("试验指标乙")
                        && figure.unit().equals("人"));
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private void assertTotals(long seed, List<Figure> all, String query, Predicate<Figure> which) {
        var expected = new TreeMap<String, String>();
        all.stream()
                .filter(which)
                .collect(Collectors.groupingBy(figure -> figure.metric() + " " + figure.unit()))
                .forEach((key, figures) -> expected.put(
                        key,
                        figures.stream()
                                        .map(Figure::value)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " of " + figures.size() + " in "
                                + figures.stream()
                                        .map(Figure::period)
                                        .distinct()
                                        .count()
                                + (isNested(figures) ? " nested" : "")));
        List<Map<String, Object>> items = get("/statistics/totals?" + query).getList("items");
        var totals = new TreeMap<String, String>();
        items.forEach(item -> totals.put(
                item.get("metric") + " " + item.get("unit"),
                item.get("sum") + " of " + item.get("count") + " in " + item.get("periods")
                        + (item.containsKey("nested") ? " nested" : "")));
        assertThat(totals).as("seed %d, %s", seed, query).isEqualTo(expected);
    }

    private static boolean isNested(List<Figure> figures) {
        return figures.stream()
                .anyMatch(lower -> figures.stream()
                        .anyMatch(upper -> upper.period().equals(lower.period())
                                && !upper.area().equals(lower.area())
                                && lower.area().startsWith(upper.area().replaceAll("(00)+$", ""))));
    }

    @Test
    void listIsFilteredAndSortedByValue() {
        sunwindow.publishSamples("division", "organization", "statistic");
        String metric = "/statistics?metric=" + Sunwindow.encoded("低保人数");
        Json districts = get(metric + "&period=2026-Q3&area=990102&area=990103&area=990104&sort=-value");
        assertThat(districts.getList("items.value")).containsExactly("6867", "4510", "4350");
        assertThat(districts.getList("items.unit")).containsOnly("人");
        assertThat(get(metric + "&facets=year&size=1").getList("facets.year.value"))
                .containsExactly("2026", "2025", "2024", "2023", "2022", "2021");
        Json city = get("/statistics/totals?period=2026-Q3&area=990102&area=990103&area=990104&metric="
                + Sunwindow.encoded("低保人数"));
        assertThat(city.getList("items.sum")).containsExactly("15727");
        assertThat(city.getInt("items[0].periods")).isEqualTo(1);
        assertThat(city.getMap("items[0]")).doesNotContainKey("nested");
        Json withCity =
                get("/statistics/totals?period=2026-Q3&area=990100&area=990102&metric=" + Sunwindow.encoded("低保人数"));
        assertThat(withCity.getBoolean("items[0].nested")).isTrue();
        // of different periods
        Json apart = get("/statistics/totals?period=2024-Q4&area=990100&metric=" + Sunwindow.encoded("低保人数"));
        assertThat(apart.getMap("items[0]")).doesNotContainKey("nested");
        Json one = get("/statistics/tj-dh-dbrs-2026-q3");
        assertThat(one.getString("links.division.name")).isEqualTo("东湖区");
        assertThat(get("/statistics?table=REVIEWS&organization=org-yc-mzj").getInt("total.value"))
                .isEqualTo(5);
        assertThat(get("/statistics?table=REVIEWS&size=1").getString("items[0].cells"))
                .isNull();
        assertThat(get("/statistics/nb-yc-2025-fysc").getList("cells")).hasSize(15);
    }

    @Test
    void seriesIsInOrderAndOfTheDivisionItself() {
        sunwindow.publishSamples("division", "organization", "statistic");
        Json series =
                get("/statistics/series?division=990100&from=2024&to=2026-06&metric=" + Sunwindow.encoded("低保人数"));
        assertThat(series.getList("points.period")).containsExactly("2024-Q4", "2025-Q2", "2025-Q4", "2026-Q2");
        assertThat(series.getList("points.value")).containsExactly("15744", "15762", "15685", "15675");
        assertThat(series.getList("points.source")).containsOnly("SUPPLIED");
        assertThat(series.getString("points[0].record.id")).isEqualTo("tj-yc-dbrs-2024-q4");
        Json reviews = get("/statistics/series?metric=RECEIVED.TOTAL&organization=org-yc-mzj");
        assertThat(reviews.getList("points.value")).containsExactly("27", "25", "34", "38", "41");
        assertThat(reviews.getString("label")).contains("新收");
    }

    @ParameterizedTest
    @CsvSource({
        "/statistics?metrik=x, metrik",
        "/statistics?table=ALL, table",
        "/statistics?year=25, year",
        "/statistics?area=x, area",
        "/statistics?periodFrom=2025-Q1, periodFrom",
        "/statistics?sort=cells, sort",
        "/statistics/totals?q=x, q",
        "/statistics/totals?size=5, size",
        "/statistics/totals?periodFrom=2026-01-01&periodTo=2025-01-01, periodFrom",
        "/statistics/totals?division=9, division",
        "/statistics/series, metric",
        "/statistics/series?metric=x, division",
        "/statistics/series?metric=x&division=99A, division",
        "/statistics/series?metric=x&division=990100&from=2025-Q5, from",
        "/statistics/series?metric=x&division=990100&from=2026&to=2025, from",
        "/statistics/series?metric=x&division=990100&size=5, size",
        "/statistics/series?metric=REVIEW.TOTAL, organization",
        "/statistics/series?metric=REVIEW.TOTAL&organization=o&division=990100, division",
        "/statistics/series?metric=REVIEW.TOTAL&organization=o&from=1990, from"
    })
    void wrongParametersAreNamed(String path, String parameter) {
        Json problem = sunwindow.get(path).then().statusCode(400).extract().as(Json.class);
        assertThat(problem.getString("code")).isEqualTo("parameter.invalid");
        assertThat(problem.getList("errors.name", String.class)).contains(parameter);
    }

    @Test
    void tableWhoseTotalsAreWrongIsRejected() {
        Json run = sunwindow.publish("statistic", """
                {"id":"tw-1","title":"复议和诉讼","publisher":"试验局","organization":"o","period":"2025","table":"REVIEWS","cells":[\
                {"metric":"REVIEW.UPHELD","value":"1"},{"metric":"REVIEW.CORRECTED","value":"0"},\
                {"metric":"REVIEW.OTHER","value":"0"},{"metric":"REVIEW.PENDING","value":"0"},\
                {"metric":"REVIEW.TOTAL","value":"2"}]}""");
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(sunwindow.rejects(run).toString()).contains("table.sum");
    }

    private Json get(String path) {
        return sunwindow.read(path).as(Json.class);
    }
}
