package org.sunwindow.imports.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.http.Problem;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.privacy.RowsInRecord;

class LineReportTest {

    record Column(String label) {}

    record Row(List<String> cells) {}

    record Sheet(String id, String title, List<Column> columns, List<Row> rows) {}

    /** Outside its table, a name is not found, so a malformed table is not repeated to its sender. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rows | [["王建国","湖滨社区"]]
        rows | "张三,湖滨社区,3,1200"
        rows | {"cells":["张*三","1"]}
        rows | [{"cells":"王建国"}]
        columns | [["王建国"]]
        row | [["王建国","湖滨社区"]]
        cells | "王建国 湖滨社区"
        """)
    void valuesOfTablesAreNotRepeated(String field, String value) {
        List<Problem.Item> faults = faults("{\"id\":\"a\",\"%s\":%s}".formatted(field, value));
        assertThat(faults).isNotEmpty();
        assertThat(faults.toString()).doesNotContain("王建国", "张三", "湖滨", "张*三");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        title | ["公示"]
        """)
    void otherValuesAreRepeated(String field, String value) {
        assertThat(faults("{\"id\":\"a\",\"%s\":%s}".formatted(field, value)))
                .extracting(Problem.Item::value)
                .containsExactly(value);
    }

    private static List<Problem.Item> faults(String line) {
        var privacy = new PrivacyCheck(
                IndexFixture.json(), Map.of(), List.of(new RowsInRecord("rows", "cells", "columns", "label")));
        var report = new LineReport(Sheet.class, List.of("id"), IndexFixture.json(), privacy);
        try {
            IndexFixture.json().read(line, Sheet.class);
            return List.of();
        } catch (StrictJson.Invalid e) {
            return report.faults(e.items(), line);
        }
    }
}
