package org.sunwindow.imports.format.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.TestSettings;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordSheets;

/** Records of every kind are the same after an export and an import, whatever their texts are. */
@Tag("slow")
class ExportedSheetTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private static final StrictJson JSON = new StrictJson(TestSettings.general(Map.of()), VALIDATOR);

    /** Found once: that takes seconds. */
    private static final List<Kind<?>> KINDS = InstalledKinds.of(TestSettings.general(Map.of())).all().stream()
            .filter(kind -> ExportedSheetTest.class.getResource("/sample/" + kind.name() + ".ndjson") != null)
            .<Kind<?>>map(kind -> kind)
            .toList();

    private static final SheetSpace SPACE = new SheetSpace(500_000_000, 1_000_000_000);
    private static final int MAX_RECORD = 4 * 1024 * 1024;

    private static final List<String> HOSTILE = List.of(
            "=1+1",
            "=HYPERLINK(\"http://evil.example\",\"点\")",
            "=\"a\"",
            "-5",
            "-",
            "—",
            "/",
            "+86 500 8310012",
            "@x",
            "＝1",
            "'=1",
            "''-5",
            "'引",
            "json:[1]",
            "json:{",
            "一\n二",
            "一\r\n二",
            "\t一",
            "一\t二",
            "一\u0001二",
            "\uFEFF一",
            "_x0041_",
            "\"引\"",
            "一；二、三，四,五;六",
            "1.一 2.二",
            "0571",
            "00",
            "12.50",
            "1,234",
            "5%",
            "1E5",
            "123456789012345678",
            "99",
            "2026-03-05",
            "2026/3/5",
            "2026年3月5日",
            "05-01",
            "1/2",
            "8:30",
            "MAR 5",
            "是",
            "否",
            "TRUE",
            "无",
            "合计",
            "注：一",
            "填表人：",
            "一、市本级",
            "（共3条）",
            "标题",
            "名称",
            "错误",
            "#N/A",
            "####",
            "1.2E+17",
            "【含个人信息，原文不退回】",
            "😀一😀",
            "  一  ",
            "　一",
            "→",
            "甲→乙",
            "甲—乙—丙");

    @TempDir
    Path directory;

    static Stream<Kind<?>> kinds() {
        return KINDS.stream();
    }

    private static SheetRecords records(Kind<?> kind) {
        return new SheetRecords(
                kind.type(),
                kind.fields().headings(),
                kind.fields().written(),
                FileColumns.NONE,
                kind.keyFields(),
                Stream.concat(kind.keyFields().stream(), kind.fields().titles().stream())
                        .toList(),
                kind.fields().tableText(),
                JSON);
    }

    private static List<String> sample(Kind<?> kind) {
        try (InputStream in = ExportedSheetTest.class.getResourceAsStream("/sample/" + kind.name() + ".ndjson")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JSON.write(JSON.readStored(line, kind.type())))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] sheet(Kind<?> kind, List<String> lines, FileFormat format) throws IOException {
        Path file = Files.write(directory.resolve("lines"), lines);
        var out = new ByteArrayOutputStream();
        new ExportedSheet(records(kind), record -> record, record -> Set.of()).write(file, format, kind.label(), out);
        return out.toByteArray();
    }

    private void assertSame(Kind<?> kind, List<String> lines, FileFormat format) throws IOException {
        byte[] sheet = sheet(kind, lines, format);
        try (RecordLines read = format.open(new ByteArrayInputStream(sheet), records(kind), MAX_RECORD, null, SPACE)) {
            assertThat(read.warnings()).isEmpty();
            for (String line : lines) {
                Line row = read.next();
                assertThat(row).as(line).isNotNull();
                assertThat(row.faults()).as(line).isEmpty();
                assertThat(JSON.write(JSON.readStored(row.text(), kind.type()))).isEqualTo(line);
            }
            assertThat(read.next()).isNull();
            assertThat(read.lastWarnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sampleRecordsAreTheSame(Kind<?> kind) throws IOException {
        assertSame(kind, sample(kind), FileFormat.CSV);
        assertSame(kind, sample(kind), FileFormat.XLSX);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSheetOfOneRecordIsTheSame(Kind<?> kind) throws IOException {
        for (String line : sample(kind).subList(0, Math.min(20, sample(kind).size()))) {
            assertSame(kind, List.of(line), FileFormat.CSV);
        }
    }

    /** Each text of a record in turn is a hostile one, as far as the record is valid then. */
    @ParameterizedTest
    @MethodSource("kinds")
    void hostileTextsAreTheSame(Kind<?> kind) throws IOException {
        var lines = new ArrayList<String>();
        for (String record : richest(sample(kind))) {
            for (int at = 0; at < HOSTILE.size(); at++) {
                ObjectNode tree = (ObjectNode) JSON.tree(record).orElseThrow();
                replaceTexts(tree, kind.type(), at);
                lines.add(JSON.write(JSON.readStored(JSON.write(tree), kind.type())));
            }
        }
        assertSame(kind, lines, FileFormat.CSV);
        assertSame(kind, lines, FileFormat.XLSX);
    }

    /** The records that have the most members, which together have nearly all of them. */
    private static List<String> richest(List<String> records) {
        return records.stream()
                .sorted((a, b) -> JSON.tree(b).orElseThrow().size()
                        - JSON.tree(a).orElseThrow().size())
                .limit(4)
                .toList();
    }

    private static void replaceTexts(ObjectNode node, Class<?> type, int at) {
        int number = at;
        for (Component component : RecordFields.of(type).all()) {
            JsonNode value = node.path(component.name());
            String hostile = HOSTILE.get(number++ % HOSTILE.size());
            if (component.valueType() == String.class && !component.readOnly() && !value.isMissingNode()) {
                ArrayNode list =
                        JsonNodeFactory.instance.arrayNode().add(hostile).add("二");
                Object read = component.isList() ? List.of(hostile, "二") : hostile;
                if (VALIDATOR
                        .validateValue(component.owner(), component.name(), read)
                        .isEmpty()) {
                    node.set(component.name(), component.isList() ? list : JsonNodeFactory.instance.textNode(hostile));
                }
            } else if (value instanceof ObjectNode object
                    && component.valueType().isRecord()) {
                replaceTexts(object, component.valueType(), number);
            } else if (component.valueType().isRecord()) {
                for (JsonNode element : value) {
                    replaceTexts((ObjectNode) element, component.valueType(), number++);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "XLSX"})
    void textsLongerThanACellGoOnInOthers(FileFormat format) throws IOException {
        Kind<?> kind = kinds().filter(each -> each.name().equals("disclosure"))
                .findFirst()
                .orElseThrow();
        ObjectNode record = (ObjectNode) JSON.tree(sample(kind).getFirst()).orElseThrow();
        var lines = new ArrayList<String>();
        for (String body : List.of(
                "长".repeat(32_767),
                "长".repeat(32_766) + "=1",
                "=" + "1".repeat(80_000),
                "一 ".repeat(40_000) + "。",
                " ".repeat(70_000) + "。",
                "😀".repeat(50_000),
                "json:[" + "1,".repeat(30_000),
                "\u0001".repeat(33_000),
                "段\n\n".repeat(30_000) + "终",
                "短")) {
            record.put("body", body);
            lines.add(JSON.write(record));
        }
        assertSame(kind, lines, format);
    }

    /** Whatever opens a CSV takes a cell for a formula by its first character. */
    @Test
    void noCellOfCsvBeginsAFormula() throws IOException {
        Kind<?> kind = kinds().filter(each -> each.name().equals("disclosure"))
                .findFirst()
                .orElseThrow();
        ObjectNode record = (ObjectNode) JSON.tree(sample(kind).getFirst()).orElseThrow();
        var lines = new ArrayList<String>();
        for (String text : HOSTILE) {
            lines.add(JSON.write(record.put("title", text).put("body", text).put("publisher", text)));
        }
        String csv = new String(sheet(kind, lines, FileFormat.CSV), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFF");
        assertThat(csv.substring(1)).doesNotContainPattern("(?:^|[,\\n])\"?[=+@\\t\\r＝＋－＠-]");
    }

    @Test
    void listsInOneCellAreReadable() throws IOException {
        Kind<?> kind = kinds().filter(each -> each.name().equals("disclosure"))
                .findFirst()
                .orElseThrow();
        String csv = new String(sheet(kind, sample(kind), FileFormat.CSV), StandardCharsets.UTF_8);
        assertThat(csv.lines().findFirst().orElseThrow())
                .contains("信息名称", "附件1文件名")
                .doesNotContain("title");
        assertThat(csv.lines().filter(line -> line.contains("json:")).count())
                .isLessThan(sample(kind).size() / 4);
    }

    @Test
    void moreRecordsThanRowsAreRefusedBeforeAnythingIsWritten() throws IOException {
        Kind<?> kind =
                kinds().filter(each -> each.name().equals("column")).findFirst().orElseThrow();
        String line = sample(kind).getFirst();
        Path file = directory.resolve("many");
        try (var writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 1_048_576; i++) {
                writer.write(line);
                writer.write('\n');
            }
        }
        var out = new ByteArrayOutputStream();
        var sheet = new ExportedSheet(records(kind), record -> record, record -> Set.of());
        assertThatThrownBy(() -> sheet.write(file, FileFormat.XLSX, "栏目", out))
                .isInstanceOf(RecordSheets.TooManyRowsException.class)
                .hasMessageContaining("1048575");
        assertThat(out.size()).isZero();
    }
}
