package org.sunwindow.imports.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.MovableClock;
import org.sunwindow.Settings;
import org.sunwindow.TestSettings;
import org.sunwindow.http.TokenGuard;
import org.sunwindow.imports.FileImports;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** What becomes of the files in the inbox. */
class InboxTest {

    private static final String CALENDARS = "sunwindow.publishers.calendars.";

    @TempDir
    Path root;

    private final MovableClock clock = new MovableClock();
    private final Settings general = TestSettings.general(
            Map.of(CALENDARS + "token", "another-token-that-only-tests-have", CALENDARS + "kinds", "calendar"));
    private final Publishers publishers = new Publishers(general, new TokenGuard(general, clock));
    private final RecordedImports imports = new RecordedImports();
    private Inbox inbox;
    private Path bureau;

    /** Records what is imported, and answers as it is told. */
    private static final class RecordedImports implements FileImports {

        final List<String> imported = new ArrayList<>();
        final Deque<Outcome> outcomes = new ArrayDeque<>();
        List<Remark> remarks = List.of();
        Runnable during = () -> {};

        @Override
        public Map<String, String> kinds() {
            return Map.of("service", "办事指南", "calendar", "calendar");
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public Outcome run(
                String kind,
                Publisher publisher,
                OptionalInt maxMissing,
                FileFormat format,
                boolean gzipped,
                Content content) {
            try (InputStream in = content.open()) {
                imported.add("%s %s %s %s %s"
                        .formatted(
                                publisher.name(),
                                kind,
                                format,
                                gzipped,
                                new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            during.run();
            return outcomes.isEmpty() ? completed(1, 0) : outcomes.pop();
        }

        @Override
        public List<Remark> remarks(UUID run, int most) {
            return remarks;
        }
    }

    private static FileImports.Outcome completed(long created, long rejected) {
        var counts = new FileImports.Counts(created + rejected, created, 0, 0, 0, rejected, 0);
        return new FileImports.Outcome(FileImports.Ending.COMPLETED, UUID.randomUUID(), counts, null);
    }

    private static FileImports.Outcome ended(FileImports.Ending ending, String problem) {
        return new FileImports.Outcome(ending, null, FileImports.Counts.NONE, problem);
    }

    @BeforeEach
    void create() throws IOException {
        bureau = Files.createDirectory(root.resolve("bureau"));
        inbox = inbox(root);
    }

    private Inbox inbox(Path folder) {
        return new Inbox(settings(folder), publishers, imports, clock);
    }

    private static InboxSettings settings(Path folder) {
        return new InboxSettings() {
            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }

            @Override
            public int files() {
                return 3;
            }

            @Override
            public Duration lease() {
                return Duration.ofMinutes(5);
            }
        };
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void look() {
        inbox.look();
        inbox.look();
    }

    private List<String> files(String folder) throws IOException {
        if (!Files.exists(bureau.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(bureau.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String report(String folder) throws IOException {
        String name = files(folder).stream()
                .filter(each -> each.endsWith(".report.txt"))
                .findFirst()
                .orElseThrow();
        return Files.readString(bureau.resolve(folder).resolve(name));
    }

    @Test
    void fileIsImportedAsItsPublisherAndMovedToDone() throws IOException {
        write("bureau/办事指南/指南.csv.gz", "text");
        look();
        assertThat(imports.imported).containsExactly("bureau service CSV true text");
        assertThat(files("办事指南")).isEmpty();
        assertThat(files("done")).containsExactly("20261122-100000-指南.csv.gz", "20261122-100000-指南.csv.gz.report.txt");
        assertThat(report("done"))
                .startsWith("\uFEFF已全部导入\r\n")
                .contains("文件：指南.csv.gz", "种类：办事指南", "发布方：bureau", "时间：2026-11-22 10:00:00", "新增 1");
        assertThat(inbox.troubles()).isEmpty();
        look();
        assertThat(imports.imported).hasSize(1);
    }

    @Test
    void fileWithRejectedLinesIsMovedToRejectedWithItsFaults() throws IOException {
        write("bureau/service/a.xlsx", "text");
        imports.outcomes.add(completed(3, 1));
        imports.remarks = List.of(
                new FileImports.Remark(5, true, "990100-X-001", "到现场次数", "一次", "应为数字"),
                new FileImports.Remark(6, false, null, null, null, "没有这个机构"));
        look();
        assertThat(files("done")).isEmpty();
        assertThat(files("rejected")).hasSize(2);
        assertThat(report("rejected"))
                .startsWith("\uFEFF已导入，有退回的行")
                .contains("退回 1", "第 5 行（编号 990100-X-001），到现场次数，所填“一次”：应为数字\r\n", "提醒（该行已收下，请核对）：\r\n第 6 行：没有这个机构\r\n");
    }

    @Test
    void unreadableFileIsMovedToRejectedWithTheReason() throws IOException {
        write("bureau/service/a.xlsx", "text");
        imports.outcomes.add(ended(FileImports.Ending.REFUSED, "文件有密码。未导入任何内容。"));
        look();
        assertThat(report("rejected")).startsWith("\uFEFF未能导入").contains("文件有密码");
    }

    @Test
    void emptyFileIsRejected() throws IOException {
        write("bureau/service/a.ndjson", "");
        imports.outcomes.add(completed(0, 0));
        look();
        assertThat(report("rejected")).startsWith("\uFEFF文件中没有一条记录");
    }

    @Test
    void fileOfUnknownKindOrTypeIsRejectedWithoutARun() throws IOException {
        write("bureau/a.csv", "text");
        write("bureau/指南/b.csv", "text");
        write("bureau/service/c.docx", "text");
        look();
        assertThat(imports.imported).isEmpty();
        assertThat(files("rejected")).hasSize(6);
        try (Stream<Path> reports = Files.list(bureau.resolve("rejected"))) {
            assertThat(reports.filter(file -> file.toString().endsWith(".txt")).map(InboxTest::text))
                    .hasSize(3)
                    .anySatisfy(text -> assertThat(text).contains("文件：b.csv", "种类的文件夹：calendar、办事指南"))
                    .anySatisfy(text -> assertThat(text).contains("文件：c.docx", "另存为 .xlsx"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void postponedFileStaysUntilItCanBeImported() throws IOException {
        write("bureau/service/a.csv", "first");
        write("bureau/service/b.csv", "second");
        imports.outcomes.add(ended(FileImports.Ending.POSTPONED, "数据服务暂时不可用"));
        look();
        assertThat(imports.imported).as("later files wait, too").containsExactly("bureau service CSV false first");
        assertThat(files("service")).containsExactly("a.csv", "b.csv");
        assertThat(inbox.troubles()).containsOnlyKeys("bureau");
        assertThat(new InboxHealth(inbox).call().getData().orElseThrow().get("bureau"))
                .asString()
                .contains("wait since 2026-11-22 10:00:00");
        clock.forward(Duration.ofSeconds(29));
        inbox.look();
        assertThat(imports.imported).as("not every ten seconds").hasSize(1);
        imports.outcomes.add(ended(FileImports.Ending.POSTPONED, "数据服务暂时不可用"));
        clock.forward(Duration.ofSeconds(31));
        inbox.look();
        assertThat(imports.imported).hasSize(2);
        clock.forward(Duration.ofSeconds(59));
        inbox.look();
        assertThat(imports.imported).as("twice as long").hasSize(2);
        assertThat(inbox.troubles().get("bureau")).contains("since 2026-11-22 10:00:00");
        clock.forward(Duration.ofSeconds(61));
        inbox.look();
        assertThat(inbox.troubles()).isEmpty();
        assertThat(text(bureau.resolve("done/20261122-100300-a.csv.report.txt")))
                .contains("等待：服务暂时不能导入，自 2026-11-22 10:00:00 起等待");
        assertThat(text(bureau.resolve("done/20261122-100300-b.csv.report.txt")))
                .doesNotContain("等待");
        assertThat(imports.imported).hasSize(4).last().asString().endsWith("second");
        assertThat(files("done")).hasSize(4);
        assertThat(files("rejected")).isEmpty();
    }

    @Test
    void fileThatIsTakenAwayWaitsNoLonger() throws IOException {
        write("bureau/service/a.csv", "first");
        imports.outcomes.add(ended(FileImports.Ending.POSTPONED, "数据服务暂时不可用"));
        look();
        assertThat(inbox.troubles()).containsOnlyKeys("bureau");
        Files.delete(bureau.resolve("service/a.csv"));
        inbox.look();
        assertThat(inbox.troubles()).isEmpty();
        write("bureau/service/b.csv", "second");
        look();
        assertThat(files("done")).hasSize(2);
    }

    @Test
    void fileThatGrewDuringItsImportIsImportedAgain() throws IOException {
        write("bureau/service/a.csv", "half");
        imports.during = () -> {
            imports.during = () -> {};
            try {
                write("bureau/working/service/a.csv", "half and rest");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        look();
        assertThat(files("service")).containsExactly("a.csv");
        look();
        assertThat(imports.imported)
                .containsExactly("bureau service CSV false half", "bureau service CSV false half and rest");
        assertThat(files("done")).hasSize(2);
    }

    /** The second instance looks while the first imports. */
    @Test
    void fileIsImportedOnceByTwoInstances() throws IOException {
        write("bureau/service/a.csv", "text");
        write("bureau/service/b.csv", "more");
        Inbox second = inbox(root);
        second.look();
        imports.during = () -> {
            second.look();
            second.look();
        };
        look();
        imports.during = () -> {};
        second.look();
        assertThat(imports.imported)
                .containsExactlyInAnyOrder("bureau service CSV false text", "bureau service CSV false more");
        assertThat(files("done")).hasSize(4);
    }

    /** An error in one file, such as too deep a recursion. */
    @Test
    void errorDoesNotHoldUpTheFilesOfOtherPublishers() throws IOException {
        Files.createDirectory(root.resolve("calendars"));
        look();
        write("bureau/service/a.csv", "text");
        write("calendars/calendar/b.csv", "text");
        imports.during = () -> {
            throw new StackOverflowError();
        };
        look();
        assertThat(imports.imported)
                .containsExactlyInAnyOrder("bureau service CSV false text", "calendars calendar CSV false text");
        assertThat(inbox.troubles()).containsOnlyKeys("bureau", "calendars");
    }

    /** The process ends in the middle of an import. */
    @Test
    void fileOfADeadInstanceIsImportedAgain() throws IOException {
        write("bureau/service/a.csv", "text");
        imports.during = () -> {
            throw new IllegalStateException("killed");
        };
        look();
        imports.during = () -> {};
        inbox = inbox(root);
        look();
        assertThat(imports.imported).hasSize(1);
        clock.forward(Duration.ofMinutes(6));
        look();
        assertThat(imports.imported).hasSize(2);
        assertThat(files("done")).hasSize(2);
        assertThat(bureau.resolve("working")).doesNotExist();
    }

    @Test
    void aLookIsBounded() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("bureau/service/%d.csv".formatted(i), "text");
        }
        look();
        assertThat(imports.imported).hasSize(3);
        inbox.look();
        assertThat(imports.imported).hasSize(5);
    }

    @Test
    void folderOfNoPublisherIsToldWithoutItsName() throws IOException {
        write("张三/service/a.csv", "text");
        look();
        assertThat(imports.imported).isEmpty();
        assertThat(root.resolve("张三/service/a.csv")).exists();
        assertThat(inbox.troubles()).containsOnlyKeys("unknown");
        assertThat(inbox.troubles().toString()).doesNotContain("张三");
        assertThat(new InboxHealth(inbox).call().getStatus().name()).isEqualTo("UP");
        assertThat(new InboxHealth(inbox).call().getData().orElseThrow()).containsKey("unknown");
    }

    @Test
    void foldersAreCreatedForTheKindsThatAPublisherMaySend() throws IOException {
        Files.createDirectory(root.resolve("calendars"));
        inbox.look();
        assertThat(bureau.resolve("办事指南")).isDirectory();
        assertThat(root.resolve("calendars/calendar")).isDirectory();
        assertThat(root.resolve("calendars/办事指南")).doesNotExist();
    }

    @Test
    void folderThatVanishesIsToldUntilItIsBack() throws IOException {
        Path share = root.resolve("share");
        inbox = inbox(share);
        inbox.look();
        assertThat(inbox.troubles()).containsOnlyKeys("folder");
        Files.createDirectories(share.resolve("bureau"));
        inbox.look();
        assertThat(inbox.troubles()).isEmpty();
    }

    /** Something else has the name of the folder that instances create. */
    @Test
    void folderThatCannotBeWrittenIsTold() throws IOException {
        write("bureau/service/a.csv", "text");
        write("bureau/done", "a file");
        look();
        assertThat(inbox.troubles()).containsOnlyKeys("bureau");
    }

    @Test
    void settingsAreChecked() {
        assertThat(new InboxStartupCheck(settings(root), general).contradictions())
                .isEmpty();
        assertThat(new InboxStartupCheck(settings(Path.of("inbox")), general).contradictions())
                .containsExactly("sunwindow.inbox.folder is not absolute");
        Path index = general.index().directory().toAbsolutePath();
        assertThat(new InboxStartupCheck(settings(index.resolve("inbox")), general).contradictions())
                .containsExactly("sunwindow.inbox.folder is in the directory of the index");
    }
}
