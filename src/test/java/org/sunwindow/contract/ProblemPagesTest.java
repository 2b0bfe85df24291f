package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sunwindow.http.ProblemCode;

/** Every code of problems, rejects and warnings is explained on one page in two languages. */
class ProblemPagesTest {

    private static final Path SOURCES = Path.of("src/main/java");

    private static final Path ENGLISH = Path.of("docs/problems.md");
    private static final Path CHINESE = Path.of("docs/problems.zh-CN.md");

    private static final Pattern CODE = Pattern.compile("\"([a-z][A-Za-z]*(?:-[a-z]+)*(?:\\.[a-z]+(?:-[a-z]+)*)+)\"");

    /** Other texts that look like codes: files, settings and hosts, paths of fields, fields of the index, events. */
    private static final Pattern OTHER = Pattern.compile(
            ".*\\.(txt|xml|ini|db|example|json|properties)|(sunwindow|quarkus|java|org|io|com)\\..*|(history|steps|factor|open)\\.(text|unit|stage"
                    + "|name|value|exception|hours)|reducedFrom\\..*|materials\\.examples|publication\\.change|case\\.news|webhook\\.test");

    private static final Map<String, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("parameter", "参数和字段|Parameters and fields");
        GROUPS.put("line", "导入的各行|Lines of imports");
        GROUPS.put("case", "办件|Cases");
        GROUPS.put("sheet", "表格|Sheets");
        GROUPS.put("privacy", "个人信息|Personal data");
        GROUPS.put("file", "附件|Files");
        GROUPS.put("contradiction", "矛盾（/contradictions）|Contradictions (`/contradictions`)");
        GROUPS.put("undo", "撤销导入|Undoing an import");
    }

    /** A line of {@code reasons.tsv}. */
    private record Reason(String group, String code, String chinese, String english) {}

    private final List<String[]> problems = lines("/contract/problems.tsv", 4);
    private final List<Reason> reasons = lines("/contract/reasons.tsv", 4).stream()
            .map(line -> new Reason(line[0], line[1], line[2], line[3]))
            .toList();

    @Test
    void everyProblemIsExplained() {
        assertThat(problems.stream().map(line -> line[0]))
                .containsExactlyElementsOf(
                        Stream.of(ProblemCode.values()).map(ProblemCode::code).toList());
    }

    /** The codes of the sources are strings with a point in them, and each is explained. */
    @Test
    void everyReasonIsExplained() throws IOException {
        Set<String> explained = Stream.concat(
                        problems.stream().map(line -> line[0]), reasons.stream().map(Reason::code))
                .collect(Collectors.toSet());
        assertThat(explained).hasSize(problems.size() + reasons.size());
        var unexplained = new TreeSet<String>();
        codes().filter(code -> !explained.contains(code)).forEach(unexplained::add);
        assertThat(unexplained)
                .as("codes without a line in contract/reasons.tsv")
                .isEmpty();
    }

    @Test
    void everyExplainedReasonExists() throws IOException {
        String sources = sources().collect(Collectors.joining());
        assertThat(reasons.stream().map(Reason::code).filter(code -> !sources.contains("\"" + code + "\"")))
                .as("lines of contract/reasons.tsv without a use")
                .isEmpty();
    }

    /** With {@code -Ddocs.update} the pages are rewritten instead of compared. */
    @Test
    void pagesAreUpToDate() throws IOException {
        String english = page(true);
        String chinese = page(false);
        if (System.getProperty("docs.update") != null) {
            Files.writeString(ENGLISH, english);
            Files.writeString(CHINESE, chinese);
        }
        String hint = "rewrite it with ./mvnw test -Dtest=ProblemPagesTest -Ddocs.update";
        assertThat(Files.readString(ENGLISH)).as(hint).isEqualTo(english);
        assertThat(Files.readString(CHINESE)).as(hint).isEqualTo(chinese);
    }

    private String page(boolean english) {
        var page = new StringBuilder(english ? """
                        # Problems and what to do

                        [中文](problems.zh-CN.md)

                        Every failure is a JSON body of the type `application/problem+json` with a stable `code`. Act on the code, not on
                        the texts, which are Chinese and may change. The contract lists the codes of each operation
                        (`x-problem-codes`). Codes may be added; treat an unknown one by its status.

                        `ProblemPagesTest` generates this page: `./mvnw test -Dtest=ProblemPagesTest -Ddocs.update`.

                        ## Problems

                        | status | code | meaning | what to do |
                        |--:|---|---|---|
                        """ : """
                        # 失败的代码和处理办法

                        [English](problems.md)

                        所有失败都以 `application/problem+json` 回答，`code` 稳定不变。请依据代码处理，不要依据文字。各接口可能的代码见接口说明
                        （`x-problem-codes`）。以后可能增加代码，不认识的按状态码处理。

                        本页由 `ProblemPagesTest` 生成：`./mvnw test -Dtest=ProblemPagesTest -Ddocs.update`。

                        ## 失败

                        | 状态码 | 代码 | 含义 | 怎么办 |
                        |--:|---|---|---|
                        """);
        for (String[] line : problems) {
            ProblemCode code = Arrays.stream(ProblemCode.values())
                    .filter(each -> each.code().equals(line[0]))
                    .findFirst()
                    .orElseThrow();
            page.append("| %d | `%s` | %s | %s |\n"
                    .formatted(
                            code.status(), code.code(), english ? line[2] : code.title(), english ? line[3] : line[1]));
        }
        page.append(english ? """

                        # Reasons

                        The items of `errors`, the rejects and warnings of imports, and the lists that publishers check have codes of their
                        own. Some codes are shared with problems.
                        """ : """

                        # 原因

                        `errors` 的各项、导入的退回原因和提醒，以及供发布方核对的各种清单，有自己的代码；有几个与失败的代码相同。
                        """);
        GROUPS.forEach((group, title) -> {
            page.append("\n## %s\n\n".formatted(title.split("\\|")[english ? 1 : 0]));
            page.append(english ? "| code | what to do |\n|---|---|\n" : "| 代码 | 怎么办 |\n|---|---|\n");
            reasons.stream()
                    .filter(reason -> reason.group().equals(group))
                    .forEach(reason -> page.append(
                            "| `%s` | %s |\n".formatted(reason.code(), english ? reason.english() : reason.chinese())));
        });
        return page.toString();
    }

    private static Stream<String> codes() throws IOException {
        return sources()
                .flatMap(source -> CODE.matcher(source).results())
                .map((MatchResult found) -> found.group(1))
                .filter(code -> !OTHER.matcher(code).matches());
    }

    private static Stream<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ProblemPagesTest::read)
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String[]> lines(String resource, int columns) {
        try (var in = ProblemPagesTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .peek(line -> assertThat(line).as(String.join(" ", line)).hasSize(columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
