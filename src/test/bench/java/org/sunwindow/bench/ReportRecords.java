package org.sunwindow.bench;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.relevance.Corpus;

/**
 * Records for the reports: of each kind from which a report is computed, as many as requested, and most of them belong to
 * what is requested.
 */
final class ReportRecords {

    static final int ROWS = 2_000;

    /** The body that published half of the documents. */
    static final String BODY = "org-bench";

    private static final int ROWS_OF_NOTICE = 2_000;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);

    private ReportRecords() {}

    static Stream<Corpus.Entry> all(int count) {
        return Stream.of(
                        Stream.of(organization(), notice()),
                        rows(),
                        IntStream.range(0, count).mapToObj(i -> disclosure(i, "公开的内容")),
                        IntStream.range(0, count).mapToObj(ReportRecords::statistic),
                        IntStream.range(0, count).mapToObj(ReportRecords::service))
                .flatMap(records -> records);
    }

    private static Corpus.Entry entry(String kind, String id, String json) {
        return new Corpus.Entry(kind, id, Map.of(), json);
    }

    private static Corpus.Entry organization() {
        return entry("organization", BODY, """
                {"id":"%s","name":"机构0","division":"990100000000"}""".formatted(BODY));
    }

    private static Stream<Corpus.Entry> rows() {
        return IntStream.range(0, ROWS).mapToObj(i -> {
            int code = i / 2;
            int version = i % 2 + 1;
            String id = "bench-%d-%d".formatted(code, version);
            return entry("catalogItem", id, """
                    {"id":"%s","code":"B-%d","catalog":"目录%d","version":"第%d版","effectiveOn":"%d-01-01","level1":"事项%d","level2":"信息",\
                    "elements":["要素%d"],"responsibleBody":"机构%d","timeLimit":"自信息形成之日起%d个工作日内"}""".formatted(
                            id, code, code % 20, version, 2023 + version, code, i % 3, code % 40, 5 + i % 10));
        });
    }

    /** Returns a document that fulfils a row, every second one published by {@link #BODY} and normative. */
    static Corpus.Entry disclosure(int i, String body) {
        LocalDate issued = FIRST.plusDays(i % 900);
        String id = "bench-" + i;
        return entry("disclosure", id, """
                {"indexNo":"%s","title":"信息%d","publisher":"机构%d","issuedOn":"%s","publishedAt":"%s 09:00:00",%s\
                "disclosureAttribute":"主动公开","catalogItems":["bench-%d-%d"],"body":"%s"}""".formatted(
                        id,
                        i,
                        i % 2 == 0 ? 0 : i % 40,
                        issued,
                        issued.plusDays(i % 37),
                        i % 2 == 0 ? "\"category\":\"规范性文件\"," : "",
                        i % (ROWS / 2),
                        1 + i % 2,
                        body));
    }

    private static Corpus.Entry statistic(int i) {
        String id = "bench-%d".formatted(i);
        return entry("statistic", id, """
                {"id":"%s","title":"第%d号低保人数","publisher":"机构0","organization":"%s","division":"9901%02d%03d000",\
                "period":"%d","publishedOn":"2026-01-20","metric":"低保人数","value":"%d","unit":"人"}""".formatted(id, i, BODY, i % 90 + 1, i / 90 % 900, 2000 + i % 25, i));
    }

    private static Corpus.Entry service(int i) {
        String id = "BENCH-%d".formatted(i);
        return entry("service", id, """
                {"code":"%s","name":"办理第%d项","type":"%02d","organization":"%s","division":"990100000000","status":"%s"}""".formatted(id, i, i % 9 + 1, BODY, i % 10 == 0 ? "取消" : "现行"));
    }

    private static Corpus.Entry notice() {
        String cells = IntStream.range(0, ROWS_OF_NOTICE)
                .mapToObj(i -> "{\"cells\":[\"项目%d\",\"%d\"]}".formatted(i, 100 + i))
                .collect(Collectors.joining(","));
        return entry("notice", "bench-notice", """
                {"id":"bench-notice","title":"资助项目公示","type":"LOTTERY_FUND","stage":"RESULT","publisher":"机构0","organization":"%s",\
                "periodBegin":"2026-01-05T09:00:00+08:00","objectionPhone":"0500-8360001",\
                "columns":[{"name":"item","label":"项目","type":"TEXT"},{"name":"amount","label":"金额","type":"AMOUNT","unit":"元"}],"rows":[%s]}""".formatted(BODY, cells));
    }
}
