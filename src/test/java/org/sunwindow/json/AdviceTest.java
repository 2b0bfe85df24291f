package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Pattern;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.http.Problem;
import org.sunwindow.index.lucene.IndexFixture;

/** What a message says would be right is right, and a date as an end includes its day. */
class AdviceTest {

    private final StrictJson json = IndexFixture.json();

    record Sent(
            @Schema(description = "服务对象：1 自然人、2 企业法人、3 事业法人", examples = "[\"1\"]")
            List<String> objects,

            @Schema(description = "级别：1 省、5 村社区", examples = "1")
            Integer level,

            @Schema(description = "关系：REPLACES 替代对象、FORWARDED_BY 被其转发。注明 REPLACES、FORWARDED_BY 的不作数")
            Relation relation,

            @Schema(description = "起始") OffsetDateTime begin,
            @EndOfDay @Schema(description = "截止") OffsetDateTime end) {}

    record Place(
            @DecimalMax("90") @Schema(description = "纬度", examples = "30.3")
            Double latitude) {}

    record Figure(
            @Pattern(regexp = "\\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?") @Schema(description = "时期")
            String period) {}

    /** A numeric cell with 2025.10 arrives as 2025.1. */
    @ParameterizedTest
    @CsvSource({"2025年三季度, 2025-Q3", "2025.10, 2025-10", "2025年9月末, 2025-09", "2025.1, ", "20251, "})
    void periodIsSuggestedIfItIsClear(String written, String period) {
        String message = messages("{\"period\":\"%s\"}".formatted(written), Figure.class);
        if (period == null) {
            assertThat(message).doesNotContain("应写作");
        } else {
            assertThat(message).endsWith("应写作 \"%s\"".formatted(period));
        }
    }

    @Test
    void numberBeyondItsBoundIsNotSuggested() {
        String line = "{\"latitude\":\"118.8\"}";
        assertThat(messages(line, Place.class)).isNotEmpty().doesNotContain("应写作");
    }

    enum Relation {
        REPLACES,
        FORWARDED_BY
    }

    private String advice(String line) {
        return messages(line, Sent.class);
    }

    private String messages(String line, Class<?> type) {
        try {
            json.read(line, type);
            throw new AssertionError("accepted: " + line);
        } catch (StrictJson.Invalid e) {
            return json.described(e.items(), type, json.asSent(line).orElseThrow(), (path, text) -> text).stream()
                    .map(Problem.Item::message)
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void textThatIsNoCodeIsNotSuggestedInAList() {
        assertThat(advice("{\"objects\":\"法人\"}"))
                .contains("每项为代码：1 自然人、2 企业法人、3 事业法人")
                .doesNotContain("[\"法人\"]");
        assertThat(advice("{\"objects\":\"自然人、事业法人\"}")).endsWith("应写作 [\"1\",\"3\"]");
        assertThat(advice("{\"objects\":\"2\"}")).endsWith("应写作 [\"2\"]");
    }

    @Test
    void numbersThatAreCodesAreListed() {
        assertThat(advice("{\"level\":\"村\"}")).contains("1 省、5 村社区");
        assertThat(advice("{\"level\":\"村社区\"}")).endsWith("应写作 5");
    }

    @Test
    void namesOfCodesAreThoseOfTheirFirstMention() {
        assertThat(advice("{\"relation\":\"转载\"}"))
                .contains("FORWARDED_BY 被其转发")
                .doesNotContain("不作数");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, 2027-01-01T00:00+08:00",
        "2026-12-31 00:00:00, 2026-12-31T00:00+08:00",
        "2026-12-31 18:00:00, 2026-12-31T18:00+08:00",
        "2026-12-31T00:00:00Z, 2026-12-31T00:00Z"
    })
    void dateAsAnEndIncludesItsDay(String written, String end) throws StrictJson.Invalid {
        var read = json.read("{\"begin\":\"%1$s\",\"end\":\"%1$s\"}".formatted(written), Sent.class);
        assertThat(read.end()).hasToString(end);
        assertThat(read.begin().toString()).startsWith("2026-12-31");
        // what is stored is read again as it is
        assertThat(json.readStored(json.write(json.toTree(read)), Sent.class)).isEqualTo(read);
    }

    /** The midnight that a table shows beside a date is not the end of the day. */
    @Test
    void midnightOfAnEndIsNotDropped() {
        assertThat(advice("{\"begin\":\"2026/12/31 0:00\"}")).endsWith("应写作 \"2026-12-31\"");
        assertThat(advice("{\"end\":\"2026/12/31 0:00\"}")).endsWith("应写作 \"2026-12-31 00:00:00\"");
        assertThat(advice("{\"end\":\"2026/12/31\"}")).endsWith("应写作 \"2026-12-31\"");
    }
}
