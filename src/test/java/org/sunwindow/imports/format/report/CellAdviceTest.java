package org.sunwindow.imports.format.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.InstalledKinds;

class CellAdviceTest {

    private static final Class<?> SERVICE = InstalledKinds.of(TestSettings.general(Map.of())).all().stream()
            .filter(kind -> kind.name().equals("service"))
            .findFirst()
            .orElseThrow()
            .type();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "publishedAt|不是完整的日期或时间（1900 到 2200 年）；可以只写日期，应写作 \"2026-11-20\"|不是完整的日期或时间（1900 到 2200 年）|可以只写日期，应写作 2026-11-20",
                "promisedLimit|应为一组字段，应写作 {\"value\":10,\"unit\":\"工作日\"}|填写不合要求|应为一组字段，应写作 10工作日",
                "serviceObjects|应为列表，写在 [ ] 之中，应写作 [\"1\",\"2\"]|填写不合要求|应以分号分开各项，应写作 自然人；企业法人",
                "fee.charged|应为 true（是）或 false（否），不是文字，应写作 false|填写不合要求|应为 是 或 否，应写作 否",
                "name|必填，例如 \"结婚登记\"|必填|例如 结婚登记",
                "name|含有居民身份证号码，不能公开。删去号码|含有居民身份证号码，不能公开|删去号码",
                "name|最多 200 字，现有 301 字|最多 200 字，现有 301 字|~~",
                "|该编号的记录属于其他发布方，未作任何改动；确应由本方报送的，请其移交|该编号的记录属于其他发布方，未作任何改动|确应由本方报送的，请其移交"
            })
    void whatIsWrongAndWhatWouldBeRight(String path, String message, String fault, String right) {
        var advice = CellAdvice.of(new Problem.Item(path == null ? "" : path, "x", message), SERVICE);
        assertThat(advice).isEqualTo(new CellAdvice(fault, right == null ? "" : right));
    }

    @Test
    void partsOfAFieldHaveColumnsOfTheirOwn() {
        var advice = CellAdvice.of(
                new Problem.Item("materials", "type", "应为列表，写在 [ ] 之中，每项为一组字段：name（名称，必填），例如 [{\"name\":\"申请表\"}]"),
                SERVICE);
        assertThat(advice.right()).startsWith("应分列填写，列名如 申请材料1名称、申请材料1").doesNotContain("{", "[");
    }
}
