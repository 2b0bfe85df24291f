package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.http.Problem;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.RecordFields.Component;

/** What a sender is told about a text that is no record. */
@Tag("slow")
class FaultsTest {

    /** What a clerk does not know: words of programmers, and words of exceptions. */
    private static final Pattern JARGON = Pattern.compile(
            "null|java|jackson|引号|String|Integer|Boolean|Double|Long|Local|Offset|Enum|Array|Exception|[Ee]rror|deserial|token|must|cannot"
                    + "|不能为空|个数必须|需要匹配|长度需要",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> WRONG = List.of(
            "\"甲\"",
            "\" \"",
            "\"\"",
            "12",
            "1.9",
            "1e400",
            "99999999999999999999",
            "true",
            "[]",
            "[1]",
            "[[]]",
            "{}",
            "[{}]",
            "[null]",
            "{\"x\":1}",
            "[{\"x\":1}]",
            "\"<b>粗</b>\"",
            "\"乱\uFFFD码\"",
            "\"\\u0000\"",
            "null");

    private static final List<String> TITLES = List.of("title", "name", "itemName");

    private static final List<Integer> MISLEADING = List.of(
            0x01, 0x08, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066,
            0x2067, 0x2068, 0x2069, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x2FFFF, 0x10FFFF);

    private final StrictJson json = IndexFixture.json();

    record Person(
            @NotBlank @Size(max = 5) @Schema(description = "姓名", examples = "陆闻溪")
            String name,

            @Schema(description = "职务") String post) {}

    enum Colour {
        RED,
        BLUE
    }

    record Unit(
            @NotBlank @Size(max = 10) @Schema(description = "名称", examples = "民政局")
            String name,

            @NotNull @Schema(description = "设立日期", examples = "2024-03-01")
            LocalDate since,

            @Schema(description = "更新时间") OffsetDateTime updatedAt,
            @Schema(description = "人数") Integer staff,
            @Schema(description = "纬度", examples = "30.33") Double latitude,
            @Schema(description = "对外") Boolean open,
            @Schema(description = "颜色") Colour colour,
            @WebAddress @Schema(description = "网址") String url,
            @Size(max = 2) @Schema(description = "电话") List<@NotBlank String> phones,
            @Schema(description = "领导") List<@Valid @NotNull Person> leaders) {}

    private List<Problem.Item> faults(String line) {
        return faults(line, Unit.class);
    }

    private <R> List<Problem.Item> faults(String line, Class<R> type) {
        var invalid = catchThrowableOfType(StrictJson.Invalid.class, () -> json.read(line, type));
        return invalid == null ? List.of() : invalid.items();
    }

    private static String unit(String fields) {
        return "{\"name\":\"民政局\",\"since\":\"2024-03-01\"," + fields + "}";
    }

    @Test
    void allFaultsOfALineAreToldAtOnceInTheOrderOfTheFields() {
        List<Problem.Item> faults = faults("""
                {"since":"2024/3/1","staff":"12人","latitude":"30.33","open":"是","colour":"GREEN","url":"file:///etc/passwd",\
                "phones":"0500-8310012","leaders":[{"name":"一二三四五六","phone":"0500-8310012"},{"post":3}],"titel":1}""");
        assertThat(faults)
                .extracting(Problem.Item::name, Problem.Item::code)
                .containsExactly(
                        tuple("name", "required"),
                        tuple("since", "date.invalid"),
                        tuple("staff", "type"),
                        tuple("latitude", "type"),
                        tuple("open", "type"),
                        tuple("colour", "choice"),
                        tuple("url", "value"),
                        tuple("phones", "type"),
                        tuple("leaders[0].name", "size"),
                        tuple("leaders[0].phone", "field.unknown"),
                        tuple("leaders[1].name", "required"),
                        tuple("leaders[1].post", "type"),
                        tuple("titel", "field.unknown"));
        assertThat(faults.getFirst().label()).isEqualTo("名称");
        assertThat(faults.get(10).label()).isEqualTo("领导第 2 项的姓名");
    }

    /** A number in the place of a text and a text in the place of a number need opposite advice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"latitude\":\"30.33\"|应为数字，不是文字，不写单位，例如 30.33",
                "\"staff\":1.9|应为整数，不是文字，不写小数和单位，例如 1",
                "\"open\":\"是\"|应为 true（是）或 false（否），不是文字，例如 true",
                "\"colour\":\"GREEN\"|应为其中之一：RED、BLUE",
                "\"phones\":\"1\"|应为列表，写在 [ ] 之中，例如 [\"甲\",\"乙\"]",
                "\"phones\":[1]|应为文字",
                "\"leaders\":[\"甲\"]|应为一组字段，写在 { } 之中：name（姓名，必填）、post（职务），例如 {\"name\":\"陆闻溪\"}",
                "\"phones\":[\"1\",\"2\",\"3\"]|最多 2 项，现有 3 项",
                "\"since\":\"2024-03-01\",\"url\":\"ftp://a.example\"|应为以 http:// 或 https:// 开头的完整网址"
            })
    void messageSaysWhatWouldBeRight(String field, String message) {
        assertThat(faults(unit(field)).getLast().message()).isEqualTo(message);
    }

    /** The example of a message would be accepted in the place of the fault. */
    @ParameterizedTest
    @MethodSource("nested")
    void examplesAreRight(Class<?> type) {
        NaiveRows.examples(type)
                .forEach((component, example) -> assertThat(
                                faults("{\"%s\":%s}".formatted(component.name(), example), type))
                        .as("%s: %s", component.name(), example)
                        .noneMatch(fault -> fault.name().split("[.\\[]")[0].equals(component.name())));
    }

    static Stream<Class<?>> nested() {
        return ImportedRecords.all();
    }

    @ParameterizedTest
    @MethodSource("nested")
    void choicesAreExplainedInChinese(Class<?> type) {
        for (Component component : RecordFields.of(type).all()) {
            if (component.valueType().isEnum()) {
                List<String> names = Stream.of(component.valueType().getEnumConstants())
                        .map(json::write)
                        .map(name -> name.replace("\"", ""))
                        .toList();
                assertThat(component.choices().keySet()).as(component.name()).containsAll(names);
                assertThat(component.choices().values())
                        .allSatisfy(label -> assertThat(label).containsPattern("\\p{IsHan}"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"since\":\"2026/3/5\"|\"2026-03-05\"",
                "\"since\":\"2026年3月5日\"|\"2026-03-05\"",
                "\"since\":\"２０２６．３．５\"|\"2026-03-05\"",
                "\"since\":\"20260305\"|\"2026-03-05\"",
                "\"since\":\"2026/3/5 0:00\"|\"2026-03-05\"",
                "\"updatedAt\":\"2026/3/5 9:30\"|\"2026-03-05 09:30:00\"",
                "\"updatedAt\":\"2026年3月5日\"|\"2026-03-05\"",
                "\"staff\":\"1,286\"|1286",
                "\"staff\":\"12人\"|12",
                "\"staff\":\"“12”\"|12",
                "\"latitude\":\"30.33\"|30.33",
                "\"open\":\"是\"|true",
                "\"open\":\"否\"|false",
                "\"colour\":\"red\"|\"RED\"",
                "\"url\":\"www.yunchuan.example/a\"|\"https://www.yunchuan.example/a\"",
                "\"phones\":\"甲、乙\"|[\"甲\",\"乙\"]",
                "\"phones\":\"甲,乙\"|[\"甲\",\"乙\"]",
                "\"phones\":[12]|\"12\"",
                "\"leaders\":\"陆闻溪\"|[{\"name\":\"陆闻溪\"}]"
            })
    void valueIsRewritten(String field, String right) {
        assertThat(described(field)).endsWith("，应写作 " + right);
    }

    /** What could mean several things is left to the sender. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"since\":\"2026年3月\"",
                "\"since\":\"2026/13/5\"",
                "\"since\":\"昨天\"",
                "\"since\":\"26/3/5\"",
                "\"staff\":\"12万\"",
                "\"staff\":\"1.9\"",
                "\"staff\":\"约12\"",
                "\"open\":\"部分\"",
                "\"colour\":\"绿\"",
                "\"url\":\"见公告\"",
                "\"phones\":[{}]",
                "\"leaders\":\"一二三四五六\""
            })
    void valueOfSeveralMeaningsIsNotRewritten(String field) {
        assertThat(described(field)).doesNotContain("应写作");
    }

    private String described(String field) {
        String line = "{" + field + "}";
        var known = faults(line).stream()
                .filter(fault -> line.contains("\"" + fault.name().split("\\[")[0] + "\""))
                .toList();
        return json.described(known, Unit.class, json.asSent(line).orElseThrow(), (path, value) -> value)
                .getFirst()
                .message();
    }

    /** A rule that holds for what was meant is told at once, not after the first fault is mended. */
    @Test
    void restHoldsWhatWasMeant() {
        var invalid = catchThrowableOfType(
                StrictJson.Invalid.class, () -> json.read(unit("\"latitude\":\"30.33\",\"Staff\":3"), Unit.class));
        assertThat(invalid.rest(Unit.class)).hasValueSatisfying(unit -> {
            assertThat(unit.latitude()).isEqualTo(30.33);
            assertThat(unit.staff()).isEqualTo(3);
        });
    }

    @Test
    void blankCellIsLeftOut() {
        assertThat(faults(unit("\"staff\":\" \"")).getFirst().message()).startsWith("没有填写，请删去这一项");
        assertThat(faults("{\"name\":\"局\",\"since\":\"\"}").getFirst().message())
                .isEqualTo("没有填写，必填，例如 \"2024-03-01\"");
    }

    @Test
    void fieldThatWasMeantIsNamed() {
        assertThat(faults(unit("\"Latitude\":30.3")).getFirst().message()).isEqualTo("没有这个字段，应写作 latitude（纬度）");
        assertThat(faults(unit("\"人数\":3")).getFirst().message()).isEqualTo("没有这个字段，应写作 staff（人数）");
        assertThat(faults(unit("\"联系电话\":3")).getFirst().message()).isEqualTo("没有这个字段，应写作 phones（电话）");
        assertThat(faults(unit("\"leadres\":3")).getFirst().message()).isEqualTo("没有这个字段，应写作 leaders（领导）");
        assertThat(faults(unit("\"phone\":3")).getFirst().message()).isEqualTo("没有这个字段，应写作 phones（电话）");
        assertThat(faults(unit("\"x\":3")).getFirst().message())
                .startsWith("没有这个字段，请删去或改用：")
                .contains("phones（电话）")
                .doesNotContain("name（名称）");
    }

    static Stream<Class<?>> records() {
        return ImportedRecords.lines().stream();
    }

    /** Every wrong value at every component of every line, at all depths. */
    @ParameterizedTest
    @MethodSource("records")
    void noMessageUsesTheWordsOfProgrammers(Class<?> type) {
        var lines = new ArrayList<String>();
        broken("%s", type, lines);
        assertThat(lines).hasSizeGreaterThan(WRONG.size());
        for (String line : lines) {
            assertThat(faults(line, type)).allSatisfy(item -> {
                String message = item.message();
                for (Component known : RecordFields.of(type).all()) {
                    message = message.replace(known.name() + "（", "（");
                }
                assertThat(message).as(line).doesNotContainPattern(JARGON).containsPattern("\\p{IsHan}");
            });
        }
    }

    private static void broken(String around, Class<?> type, List<String> lines) {
        for (Component component : RecordFields.of(type).all()) {
            String line = around.formatted("{\"" + component.name() + "\":%s}");
            WRONG.forEach(wrong -> lines.add(line.formatted(wrong)));
            if (component.valueType().isRecord()) {
                broken(component.isList() ? line.formatted("[%s]") : line, component.valueType(), lines);
            } else if (component.isList()) {
                WRONG.forEach(wrong -> lines.add(line.formatted("[" + wrong + "]")));
            }
        }
    }

    /** A cell that was left blank is no value: not false, not zero, not absent. */
    @ParameterizedTest
    @MethodSource("records")
    void blankTextIsNeitherNumberNorChoiceNorDate(Class<?> type) {
        for (Component component : RecordFields.of(type).all()) {
            if (component.valueType() != String.class && !component.isList()) {
                for (String blank : List.of("\"\"", "\" \"", "\"　\"")) {
                    assertThat(faults("{\"%s\":%s}".formatted(component.name(), blank), type))
                            .as(component.name())
                            .anySatisfy(item -> assertThat(item.name()).isEqualTo(component.name()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "</p>",
                "<br/>",
                "<br />",
                "<SPAN style='x'>",
                "<a href=\\\"x\\\">",
                "138<span>0013</span>8000",
                "<!-- 注 -->",
                "<xss onfocus=x>",
                "<custom-element>",
                "<img src=x onerror=x",
                "<svg/onload=x>",
                "a<b",
                "</",
                "</ x>",
                "<!x>",
                "<?x",
                "<zhang@example.cn>",
                "<o:p></o:p>",
                "<!DOCTYPE html>",
                "<?xml version=1?>",
                "&nbsp;",
                "&#49;38",
                "&#x31;",
                "&lt;",
                "&ldquo;",
                "\\u003cb\\u003e",
                "\\u0026nbsp;"
            })
    void markupIsRefusedInEveryText(String text) {
        List<Problem.Item> faults = faults(unit("\"url\":\"" + text + "\",\"phones\":[\"1\",\"" + text
                + "\"],\"leaders\":[{\"name\":\"甲\",\"post\":\"" + text + "\"}]"));
        assertThat(faults)
                .extracting(Problem.Item::name, Problem.Item::code)
                .containsExactly(
                        tuple("url", "text.markup"),
                        tuple("phones[1]", "text.markup"),
                        tuple("leaders[0].post", "text.markup"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<通知>",
                "<安溪县农村低保实施细则>",
                "< b 类>",
                "3<5",
                "a < b",
                "x<5",
                "< 18周岁",
                "年龄<十八",
                "<",
                "a<",
                "ａ＜ｂ",
                "x>y",
                "甲<乙>丙",
                "R&D",
                "AT&T;",
                "a=1&b=2",
                "&c;",
                "<2024>",
                "《通知》",
                "C:\\\\u0000dir",
                "C:\\\\u003cb\\\\u003e",
                "\\u4e2d\\u6587",
                "\\ud83d\\ude00"
            })
    void otherTextIsAccepted(String text) {
        assertThatCode(() -> json.read(unit("\"leaders\":[{\"name\":\"甲\",\"post\":\"" + text + "\"}]"), Unit.class))
                .doesNotThrowAnyException();
    }

    @Test
    void markupIsShownWithoutWhatItHides() {
        assertThat(faults(unit("\"phones\":[\"<span title='13800138000'>甲\"]"))
                        .getFirst()
                        .message())
                .contains("<span>")
                .doesNotContain("138");
        assertThat(faults(unit("\"phones\":[\"<n13800138000>甲\"]")).getFirst().message())
                .contains("<…>")
                .doesNotContain("138");
        assertThat(faults(unit("\"phones\":[\"<o:p13800138000>甲\"]")).getFirst().message())
                .contains("<o:…>")
                .doesNotContain("138");
    }

    @ParameterizedTest
    @ValueSource(strings = {"正\uFFFD\uFFFD文", "正\\ufffd文", "正\\uFFFD文"})
    void lostCharacterIsRefusedWithItsCause(String text) {
        Problem.Item fault = faults(unit("\"phones\":[\"" + text + "\"]")).getFirst();
        assertThat(fault.name()).isEqualTo("phones[0]");
        assertThat(fault.code()).isEqualTo("text.lost");
        assertThat(fault.message()).contains("第 2 个字", "选错了编码");
    }

    /** The text that is shown would not be the one that was written. Raw and escaped, in every text of every record. */
    @ParameterizedTest
    @MethodSource("nested")
    void misleadingCharactersAreRefusedInEveryText(Class<?> type) {
        for (Component component : RecordFields.of(type).all()) {
            if (component.valueType() != String.class || component.isAnyTyping()) {
                continue;
            }
            String line = component.isList() ? "{\"%s\":[\"甲%s乙\"]}" : "{\"%s\":\"甲%s乙\"}";
            String path = component.name() + (component.isList() ? "[0]" : "");
            for (int c : MISLEADING) {
                String escaped = Character.toString(c)
                        .chars()
                        .mapToObj("\\u%04x"::formatted)
                        .collect(Collectors.joining());
                for (String typed : c < ' ' ? List.of(escaped) : List.of(escaped, Character.toString(c))) {
                    assertThat(faults(line.formatted(component.name(), typed), type))
                            .as("%s U+%04X", path, c)
                            .extracting(Problem.Item::name, Problem.Item::code)
                            .contains(tuple(path, "text.invalid"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nested")
    void titlesAndNamesAreOneLine(Class<?> type) {
        for (Component component : RecordFields.of(type).all()) {
            if (component.required() && TITLES.contains(component.name())) {
                for (String end : List.of("\\n", "\\r\\n", "\\r", "\\f", "\\u000b", "\\u2028", "\u2029")) {
                    assertThat(faults("{\"%s\":\"甲%s乙\"}".formatted(component.name(), end), type))
                            .as("%s %s", component.name(), end)
                            .extracting(Problem.Item::name)
                            .contains(component.name());
                }
            }
        }
    }

    record Asked(@AnyTyping @Schema(description = "编号") String number) {}

    @Test
    void whatIsAskedForMayHaveAnyTyping() throws Exception {
        assertThat(json.read("{\"number\":\"\u202D138\\u202c\"}", Asked.class).number())
                .isEqualTo("\u202D138\u202C");
    }

    @Test
    void misleadingCharacterIsNamed() {
        assertThat(faults(unit("\"phones\":[\"甲\u202E乙\"]")).getFirst().message())
                .isEqualTo("第 2 个字是看不见的控制字符 U+202E，会使显示的文字与实际不符；请删去，或清除格式后重新粘贴");
        assertThat(faults(unit("\"phones\":[\"甲\\b乙\"]")).getFirst().message()).contains("U+0008");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"甲\u200B\u200D\u200E乙", "甲\\n乙\\t丙\\r\\n丁\\f戊\\u000b己", "👨‍👩‍👧", "𠮷\uDBBF\uDFFD", "\uE000"})
    void charactersOfTextsAreAccepted(String text) {
        assertThat(faults(unit("\"phones\":[\"" + text + "\"]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"甲\\u0000乙", "甲\\ud800乙", "甲\\udc00", "\\ud800"})
    void textThatCannotBeStoredIsNamed(String text) {
        assertThat(faults(unit("\"phones\":[\"" + text + "\"]")).getFirst())
                .extracting(Problem.Item::name, Problem.Item::code)
                .containsExactly("phones[0]", "text.invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\":\"民\t政局\"}|name|第 11 个字符是文字中的制表符，应写作 \\t，或改为空格",
                "{\"name\":\"民\u0007政局\"}|name|第 11 个字符是文字中的控制字符 U+0007，应写作 \\u0007，或改为空格",
                "\uFEFF{\"name\":\"民政局\"}|''|第 1 个字符是字节顺序标记（BOM），多因几个文件直接拼接而成；请去掉后重新导入",
                "{“name”:\"民政局\"}|''|第 2 个字符是中文标点 “，应写作半角的 \"",
                "{\"name\"：\"民政局\"}|name|第 8 个字符是中文标点 ：，应写作半角的 :",
                "{'name':'民政局'}|''|第 2 个字符是 '，应写作 \"",
                "{|''|这一行没有写完：一条记录应写在同一行，以 { 开头、以 } 结尾",
                "{\"name\":\"民政局|name|这一行没有写完：一条记录应写在同一行，以 { 开头、以 } 结尾",
                "{\"name\":\"民政局\"} {}|''|第 16 个字符附近：一行只能写一条记录，} 之后不能再有内容",
                "[]|''|应为一条记录，以 { 开头、以 } 结尾",
                "42|''|应为一条记录，以 { 开头、以 } 结尾",
                "民政局|''|应为一条记录，以 { 开头、以 } 结尾",
                "{\"name\":民政局}|name|第 9 个字符附近不是合格的 JSON：请核对有无多写或漏写的逗号，文字是否写在 \" \" 之中，文字里的 \" 是否写作 \\\""
            })
    void brokenJsonIsToldWithCauseAndPlace(String line, String field, String message) {
        Problem.Item fault = faults(line).getFirst();
        assertThat(fault.message()).isEqualTo(message);
        assertThat(fault.name()).isEqualTo(field.replace("''", ""));
        assertThat(fault.code()).isEqualTo("json.invalid");
    }

    /** What a sender invents as the name of a field may be the name of a person. */
    @ParameterizedTest
    @ValueSource(strings = {"欧阳晴岚", "ouyang qinglan", "n13812345", "陆.闻溪", "a[0]"})
    void unknownNameIsNotRepeated(String name) {
        for (String line : List.of(
                "{\"staff\":3,\"%s\":\"x\"}".formatted(name),
                "{\"staff\":3,\"%1$s\":{\"y\":1},\"%1$s\":{\"y\":1,\"y\":2}}".formatted(name),
                "{\"staff\":3,\"%s\":x}".formatted(name),
                "{\"leaders\":[{\"%s\":1}]}".formatted(name))) {
            assertThat(faults(line, Unit.class).toString()).doesNotContain(name).contains("个字段");
        }
        assertThat(faults("{\"人数\":3,\"staff_count\":3}", Unit.class))
                .extracting(Problem.Item::name)
                .contains("人数", "staff_count");
    }

    @Test
    void faultsOfALineAreBounded() {
        String fields = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"x%d\":1".formatted(i))
                .collect(Collectors.joining(","));
        String elements = "{},".repeat(100_000) + "{}";
        for (String line : List.of(
                "{%s}".formatted(fields),
                "{\"leaders\":[%s]}".formatted(elements),
                "{\"leaders\":[{%s}]}".formatted(fields),
                "{%s}".formatted("\"staff\":1,".repeat(100_000) + "\"staff\":1"))) {
            var faults = faults(line, Unit.class);
            assertThat(faults).hasSizeLessThanOrEqualTo(201);
            assertThat(faults.getLast().code()).isEqualTo("line.more-faults");
        }
    }

    /** Otherwise each of the fields has a path as long as the name. */
    @Test
    void fieldsBelowALongNameTakeLittleMoreMemoryThanTheText() {
        String fields =
                IntStream.range(0, 60_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        String line = unit("\"%s\":{%s}".formatted("n".repeat(40_000), fields));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        faults(line);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(faults(line)).extracting(Problem.Item::code).containsExactly("field.unknown");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(300L * line.length());
    }

    @Test
    void nameAsLongAsATextIsNotTakenForAField() {
        assertThat(faults(unit("\"phone%s\":1".formatted("s".repeat(300))))
                        .getFirst()
                        .message())
                .doesNotContain("应写作");
        String path = "";
        for (int depth = 0; depth < 1_000; depth++) {
            path = RecordPaths.member(path, "n".repeat(40), 0);
        }
        assertThat(path).hasSizeLessThan(1_100);
    }

    @Test
    void fieldThatIsWrittenTwiceIsNamed() {
        assertThat(faults(unit("\"leaders\":[{\"name\":\"甲\",\"name\":\"乙\"}],\"name\":\"局\"")))
                .extracting(Problem.Item::name, Problem.Item::code)
                .containsExactly(tuple("name", "field.repeated"), tuple("leaders[0].name", "field.repeated"));
    }

    @ParameterizedTest
    @CsvSource({
        "1900-05-01, 1900-05-01T00:00+08:05",
        "1900-05-01 09:30:00, 1900-05-01T09:30+08:05",
        "1901-05-01, 1901-05-01T00:00+08:00",
        "2024-03-01T09:30:00+08:00, 2024-03-01T09:30+08:00",
        "2024-03-01T01:30:00Z, 2024-03-01T01:30Z"
    })
    void timesHaveOffsetsOfWholeMinutes(String sent, String read) throws Exception {
        var unit = json.read(unit("\"updatedAt\":\"" + sent + "\""), Unit.class);
        assertThat(unit.updatedAt()).isEqualTo(OffsetDateTime.parse(read));
        assertThat(unit.updatedAt().getOffset().getTotalSeconds() % 60).isZero();
    }

    @Test
    void offsetWithSecondsIsRefused() {
        assertThat(faults(unit("\"updatedAt\":\"1900-05-01T00:00:00+08:05:43\""))
                        .getFirst()
                        .code())
                .isEqualTo("date.invalid");
    }

    @Test
    void aLineWithoutFaultsIsReadTheSameWhetherItLooksSuspicious() throws Exception {
        String plain = unit("\"staff\":2,\"latitude\":30.25,\"colour\":\"RED\",\"phones\":[\"甲\"]");
        String suspicious = unit(
                "\"staff\":2,\"latitude\":30.25,\"colour\":\"RED\",\"phones\":[\"甲\"],\"leaders\":[{\"name\":\"3<5\"}]");
        var read = json.read(suspicious, Unit.class);
        assertThat(json.write(read))
                .isEqualTo(json.write(json.read(plain, Unit.class)).replace("}", ",\"leaders\":[{\"name\":\"3<5\"}]}"));
    }
}
