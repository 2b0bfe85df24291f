package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sunwindow.imports.format.TestFiles.utf8;

import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Attachment;
import org.sunwindow.publication.FileIntake;
import org.sunwindow.publication.StoredFile;
import org.sunwindow.publisher.Origin;

/** A sheet that arrives in a ZIP with the files that its rows name. */
@Tag("slow")
class ArchiveTest {

    record Entry(
            @Schema(description = "编号") String id,
            @Schema(description = "附件") List<Attachment> attachments) {}

    private static final SheetSpace SPACE = new SheetSpace(50_000_000, 100_000_000);
    private static final String CSV = "编号,附件\nA1,说明.txt\n";

    private final List<String> checked = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();

    private boolean isBusy;

    /** Refuses what is called bad, and anything while it is busy. */
    private final FileIntake intake = new FileIntake() {
        @Override
        public StoredFile check(InputStream content, String name) throws IOException {
            checked.add(name);
            if (isBusy) {
                throw ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "请稍后再试。", Duration.ofSeconds(1));
            }
            if (name.startsWith("bad")) {
                throw new ProblemException(
                        ProblemCode.ATTACHMENT_REFUSED, "不收。", List.of(new Problem.Item("", "file.type", "不收这种文件")));
            }
            String hash = HexFormat.of().formatHex(Sha256.digest().digest(content.readAllBytes()));
            return new StoredFile(hash, name, "text/plain", 1, "");
        }

        @Override
        public void store(InputStream content, String name, Origin origin) {
            stored.add(name);
        }
    };

    private final SheetRecords records = new SheetRecords(
            Entry.class,
            Map.of(),
            Map.of(),
            new FileColumns(Set.of("attachments"), intake, LinkedFiles.NONE),
            List.of("id"),
            List.of("id"),
            null,
            new StrictJson(
                    TestSettings.general(Map.of()),
                    Validation.buildDefaultValidatorFactory().getValidator()));

    private RecordLines open(byte[] zip) throws IOException {
        return FileFormat.ZIP.open(
                new ByteArrayInputStream(zip), records, 100_000, ImportMemory.ofHeap(100_000), SPACE);
    }

    /** Names and contents in turn. */
    private static byte[] zip(Charset names, String... files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, names)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry(files[i]));
                zip.write(utf8(files[i + 1]));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... files) throws IOException {
        return zip(StandardCharsets.UTF_8, files);
    }

    private String answer(byte[] zip) throws IOException {
        var answer = new ArrayList<String>();
        try (RecordLines lines = open(zip)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                answer.add(line.number()
                        + (line.faults().isEmpty() ? "" : " " + line.fault().code()));
            }
            lines.lastWarnings().forEach(warning -> answer.add(warning.code()));
        } catch (InvalidFileException e) {
            return "refused: " + e.getMessage();
        }
        return String.join(" | ", answer);
    }

    private void assertRefused(byte[] zip, String message) throws IOException {
        assertThat(answer(zip)).startsWith("refused:").contains(message);
        assertThat(checked).isEmpty();
    }

    @Test
    void nameBecomesTheHashOfTheFile() throws IOException {
        byte[] zip = zip(
                "公示/表.csv", "编号,附件\nA1,说明.txt；图 1.TXT\nA2,说明.txt\nA3,\n", "公示/附件/说明.txt", "说明", "公示/附件/图 1.txt", "图");
        try (RecordLines lines = open(zip)) {
            var first = lines.next();
            assertThat(first.text())
                    .isEqualTo(
                            "{\"id\":\"A1\",\"attachments\":[{\"name\":\"说明.txt\",\"hash\":\"%s\"},{\"name\":\"图 1.txt\",\"hash\":\"%s\"}]}"
                                    .formatted(hash("说明"), hash("图")));
            assertThat(stored).isEmpty();
            lines.keepFiles(first, null);
            assertThat(stored).containsExactly("说明.txt", "图 1.txt");
            lines.keepFiles(lines.next(), null);
            assertThat(lines.next().text()).isEqualTo("{\"id\":\"A3\"}");
            assertThat(lines.next()).isNull();
            assertThat(lines.lastWarnings()).isEmpty();
        }
        // each file is read once, and stored once
        assertThat(checked).hasSize(2);
        assertThat(stored).hasSize(2);
    }

    private static String hash(String content) {
        return HexFormat.of().formatHex(Sha256.digest().digest(utf8(content)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8"})
    void namesOfWindowsAreRead(String names) throws IOException {
        assertThat(answer(zip(Charset.forName(names), "表.csv", CSV, "附件/说明.txt", "说明")))
                .isEqualTo("2");
    }

    @Test
    void fileThatIsMissingRefusedOrUnclearIsAFaultOfItsLine() throws IOException {
        assertThat(answer(zip("表.csv", CSV))).isEqualTo("2 file.missing");
        assertThat(answer(zip("表.csv", "编号,附件\nA1,bad.exe", "bad.exe", "MZ"))).isEqualTo("2 file.type");
        assertThat(answer(zip("表.csv", CSV, "甲/说明.txt", "1", "乙/说明.txt", "2")))
                .isEqualTo("2 file.ambiguous | file.unused");
        assertThat(answer(zip("表.csv", "编号,附件\nA1,甲/说明.txt", "甲/说明.txt", "1", "乙/说明.txt", "2")))
                .isEqualTo("2 | file.unused");
        assertThat(answer(zip("表.csv", "编号,附件\nA1,表.csv"))).isEqualTo("2 file.missing");
        assertThat(stored).isEmpty();
    }

    @Test
    void onlyWhatIsWrongWithAFileIsRemembered() throws IOException {
        byte[] zip = zip("表.csv", "编号,附件\nA1,说明.txt\nA2,说明.txt\nA3,bad.txt\nA4,bad.txt", "说明.txt", "1", "bad.txt", "2");
        try (RecordLines lines = open(zip)) {
            isBusy = true;
            // the import is continued later, not this record refused
            assertThatThrownBy(lines::next)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE));
            isBusy = false;
            assertThat(lines.next().faults()).isEmpty();
            assertThat(lines.next().fault().code()).isEqualTo("file.type");
            isBusy = true;
            assertThat(lines.next().fault().code()).isEqualTo("file.type");
        }
        assertThat(checked).containsExactly("说明.txt", "说明.txt", "bad.txt");
    }

    /** The end of a path at a slash, however it is written. */
    @ParameterizedTest
    @CsvSource({
        "甲/说明.txt, 2",
        "上/甲/说明.txt, 2",
        "甲\\说明.TXT, 2",
        "乙/说明.txt, 2 file.ambiguous",
        "右/乙/说明.txt, 2",
        "明.txt, 2 file.missing",
        "说明, 2 file.missing",
        "丁.txt, 2",
        "戊/丁.txt, 2"
    })
    void nameIsAPathOrTheEndOfOne(String name, String answer) throws IOException {
        String[] files = {
            "表.csv",
            "编号,附件\nA1," + name,
            "上/甲/说明.txt",
            "1",
            "左/乙/说明.txt",
            "2",
            "右/乙/说明.txt",
            "3",
            "丁.txt",
            "4",
            "戊/丁.txt",
            "5"
        };
        assertThat(answer(zip(files))).isEqualTo(answer + " | file.unused");
    }

    @Test
    void fileThatNoLineNamesIsAWarning() throws IOException {
        assertThat(answer(zip("表.csv", CSV, "说明.txt", "1", "张三.txt", "2", "__MACOSX/._x", "", ".DS_Store", "")))
                .isEqualTo("2 | file.unused");
        assertThat(checked).containsExactly("说明.txt");
    }

    @Test
    void sheetIsTheOneAtTheTop() throws IOException {
        assertThat(answer(zip("表.csv", CSV, "附件/说明.txt", "1", "附件/清单.xlsx", "x")))
                .isEqualTo("2 | file.unused");
        assertThat(answer(zip("说明.txt", "1", "数据/表.csv", CSV))).isEqualTo("2");
        checked.clear();
        assertRefused(zip("说明.txt", "1", "甲/乙/表.csv", CSV), "没有表格");
    }

    @Test
    void workbookIsReadAsOne() throws IOException {
        assertThat(answer(TestFiles.xlsx(TestFiles.row(2, "A1")))).isEqualTo("2");
    }

    @Test
    void whatCannotBeReadAsAWholeIsRefused() throws IOException {
        byte[] sound = zip("表.csv", CSV, "说明.txt", "说明".repeat(2_000));
        assertThat(answer(sound)).isEqualTo("2");
        checked.clear();
        assertRefused(utf8("编号,附件"), "压缩包损坏");
        assertRefused(new byte[0], "压缩包损坏");
        for (int length : new int[] {4, 40, sound.length / 2, sound.length - 8}) {
            assertRefused(Arrays.copyOf(sound, length), "压缩包损坏");
        }
        assertRefused(changed(), "压缩包损坏");
        assertRefused(zip(), "压缩包");
        assertRefused(zip("说明.txt", "1"), "没有表格");
        assertRefused(zip("甲.csv", CSV, "乙.csv", CSV), "2 个表格");
        assertRefused(zip("表.csv", "甲,乙\n1,2"), "没有找到表头");
        assertRefused(zip("表.csv", CSV, "大.txt", "0".repeat(40_000_000)), "展开后过大");
        assertRefused(zip("表.xlsx", "编号"), "损坏");
        assertRefused(zip("内层.zip", "PK"), "没有表格");
    }

    /** A sheet in which one letter was changed on the way. */
    private static byte[] changed() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("表.csv"));
            zip.write(utf8("编号\nLETTER\n"));
        }
        byte[] file = bytes.toByteArray();
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("LETTER");
        file[at] = 'B';
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../说明.txt",
                "附件/../../说明.txt",
                "/etc/说明.txt",
                "C:\\说明.txt",
                "..\\说明.txt",
                "附件/./说明.txt",
                "说\n明.txt"
            })
    void namesThatLeaveTheArchiveAreRefused(String name) throws IOException {
        assertRefused(zip("表.csv", CSV, name, "1"), "不安全");
    }

    @Test
    void linksPasswordsAndEqualNamesAreRefused() throws IOException {
        assertRefused(made("说明.txt", 0120777, false), "不安全");
        assertRefused(made("说明.txt", 0100644, true), "密码");
        assertRefused(made("表.CSV", 0100644, false), "同名");
    }

    private static byte[] made(String name, int mode, boolean encrypted) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            zip.putArchiveEntry(new ZipArchiveEntry("表.csv"));
            zip.write(utf8(CSV));
            zip.closeArchiveEntry();
            var entry = new ZipArchiveEntry(name);
            entry.setUnixMode(mode);
            zip.putArchiveEntry(entry);
            zip.write(utf8("1"));
            zip.closeArchiveEntry();
        }
        byte[] file = bytes.toByteArray();
        for (int i = 0; encrypted && i < file.length - 8; i++) {
            // the flag of encryption in both headers of each entry
            if (file[i] == 'P' && file[i + 1] == 'K' && file[i + 2] == 1 && file[i + 3] == 2) {
                file[i + 8] |= 1;
            }
        }
        return file;
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        var files = new ArrayList<String>(List.of("表.csv", CSV));
        for (int i = 0; i < 10_001; i++) {
            files.addAll(List.of(i + ".txt", ""));
        }
        assertRefused(zip(files.toArray(String[]::new)), "超过 10000 个");
    }

    @Test
    void nothingRemainsOfARefusedArchive() throws IOException {
        var space = new SheetSpace(1_000_000, 1_000_000);
        for (int i = 0; i < 10; i++) {
            byte[] zip = zip("表.csv", "甲,乙\n" + "1,2\n".repeat(100_000));
            assertThatThrownBy(() -> FileFormat.ZIP.open(
                            new ByteArrayInputStream(zip), records, 100_000, ImportMemory.ofHeap(100_000), space))
                    .isInstanceOf(InvalidFileException.class);
        }
        assertThat(space.take(1_000_000)).isTrue();
    }
}
