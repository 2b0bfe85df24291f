package org.sunwindow.imports.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.MovableClock;
import org.sunwindow.imports.inbox.PublisherFolder.Complete;

/** How instances share the folder of a publisher. */
class PublisherFolderTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Map<String, String> KINDS = Map.of("service", "办事指南", "disclosure", "政府信息");
    private static final byte[] REPORT = "已全部导入".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock();
    private PublisherFolder folder;
    private PublisherFolder other;

    @BeforeEach
    void create() {
        folder = instance();
        other = instance();
    }

    private PublisherFolder instance() {
        return new PublisherFolder(directory, KINDS, LEASE, clock);
    }

    private Path write(String name, String text, Instant modified) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private Path write(String name) throws IOException {
        return write(name, "text", MovableClock.START);
    }

    private static List<Complete> seenTwice(PublisherFolder folder) throws IOException {
        folder.complete();
        return folder.complete();
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void fileIsCompleteOnceItHasStoppedChanging() throws IOException {
        write("service/a.csv", "half", MovableClock.START);
        assertThat(folder.complete()).isEmpty();
        write("service/a.csv", "half and", MovableClock.START);
        assertThat(folder.complete()).as("it has grown").isEmpty();
        write("service/a.csv", "half AND", MovableClock.START.plusSeconds(1));
        assertThat(folder.complete()).as("it was written").isEmpty();
        assertThat(folder.complete()).extracting(Complete::kind).containsExactly("service");
    }

    @Test
    void fileThatIsRenamedIsSeenUnderItsNewName() throws IOException {
        Path part = write("service/a.csv.part");
        assertThat(seenTwice(folder)).isEmpty();
        Files.move(part, directory.resolve("service/a.csv"));
        assertThat(seenTwice(folder)).extracting(Complete::path).containsExactly(Path.of("service/a.csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv.part",
                "a.csv.PART",
                "a.tmp",
                ".a.csv",
                "~$a.xlsx",
                "a.csv~",
                "a.xlsx.crdownload",
                "a.filepart",
                "Thumbs.db",
                "desktop.ini",
                ".a.csv.swp",
                "#a.csv#",
                "$a.csv"
            })
    void unfinishedAndHiddenFilesAreIgnored(String name) throws IOException {
        write("service/" + name);
        write(name);
        assertThat(seenTwice(folder)).isEmpty();
    }

    @Test
    void kindIsTheFolderByItsNameInEitherLanguage() throws IOException {
        write("service/1.csv");
        write("政府信息/2.csv");
        write("指南/3.csv");
        write("4.csv");
        assertThat(seenTwice(folder))
                .extracting(file -> file.path() + " " + file.kind())
                .containsExactlyInAnyOrder(
                        "service/1.csv service", "政府信息/2.csv disclosure", "指南/3.csv null", "4.csv null");
    }

    @Test
    void foldersOfKindsAreCreatedUnlessThereIsOne() throws IOException {
        Files.createDirectory(directory.resolve("service"));
        folder.create(KINDS.keySet());
        folder.create(KINDS.keySet());
        try (Stream<Path> folders = Files.list(directory)) {
            assertThat(folders.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("service", "政府信息");
        }
    }

    @Test
    void filesAreInTheOrderOfTheirTimes() throws IOException {
        write("service/a.csv", "late", MovableClock.START.plusSeconds(1));
        write("disclosure/z.csv", "early", MovableClock.START.minusSeconds(1));
        write("service/m.csv");
        write("service/l.csv");
        assertThat(seenTwice(folder))
                .extracting(file -> file.path().getFileName().toString())
                .containsExactly("z.csv", "l.csv", "m.csv", "a.csv");
    }

    @Test
    void symbolicLinksAreNotFollowed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret.csv"), "secret");
        Files.createDirectory(directory.resolve("service"));
        Files.createSymbolicLink(directory.resolve("service/link.csv"), outside.resolve("secret.csv"));
        Files.createSymbolicLink(directory.resolve("disclosure"), outside);
        assertThat(seenTwice(folder)).isEmpty();
    }

    @Test
    void linkThatTakesThePlaceOfAFileIsNotClaimed(@TempDir Path outside) throws IOException {
        Path secret = Files.writeString(outside.resolve("a.csv"), "text");
        Files.setLastModifiedTime(secret, FileTime.from(MovableClock.START));
        Path file = write("service/a.csv");
        Complete complete = seenTwice(folder).getFirst();
        assertThat(folder.hold()).isTrue();
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertThat(folder.claim(complete)).isEmpty();
        // nor is a file in a folder that has become a link
        Files.delete(file);
        Files.delete(directory.resolve("service"));
        Files.createSymbolicLink(directory.resolve("service"), outside);
        assertThat(folder.claim(complete)).isEmpty();
        assertThat(secret).exists();
    }

    @Test
    void fileIsClaimedByOneOfTwoInstances() throws IOException {
        write("service/a.csv");
        Complete first = seenTwice(folder).getFirst();
        Complete second = seenTwice(other).getFirst();
        assertThat(folder.hold()).isTrue();
        assertThat(other.hold()).as("another instance holds it").isFalse();
        Path claimed = folder.claim(first).orElseThrow();
        folder.finish(claimed, PublisherFolder.DONE, "20261122-100000", REPORT);
        folder.release();
        // the second has seen the file before the first took it
        assertThat(other.hold()).isTrue();
        assertThat(other.claim(second)).isEmpty();
        other.release();
        assertThat(everything()).containsExactly("done/20261122-100000-a.csv", "done/20261122-100000-a.csv.report.txt");
        assertThat(directory.resolve(PublisherFolder.WORKING)).doesNotExist();
    }

    @Test
    void filesOfADeadInstanceArePutBack() throws IOException {
        write("service/a.csv", "first", MovableClock.START);
        Complete file = seenTwice(folder).getFirst();
        assertThat(folder.hold()).isTrue();
        folder.claim(file).orElseThrow();
        // a file of the same name comes after it
        write("service/a.csv", "second", MovableClock.START.plusSeconds(1));

        clock.forward(LEASE);
        other.recover();
        assertThat(other.hold()).as("the sign of life is not too old yet").isFalse();
        clock.forward(Duration.ofSeconds(1));
        other.recover();
        assertThat(seenTwice(other))
                .extracting(each -> Files.readString(directory.resolve(each.path())))
                .containsExactly("first", "second");
        assertThat(other.hold()).isTrue();
        // the first instance was only paused
        assertThatThrownBy(() -> folder.claim(file)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> folder.finish(
                        directory.resolve("working/service/a.csv"), PublisherFolder.DONE, "20261122-100000", REPORT))
                .isInstanceOf(NoSuchFileException.class);
        folder.release();
        assertThat(instance().hold()).as("the second instance still holds it").isFalse();
        other.release();
        assertThat(everything()).containsExactly("service/a-2.csv", "service/a.csv");
    }

    @Test
    void signOfLifeKeepsTheFolder() throws IOException {
        assertThat(folder.hold()).isTrue();
        clock.forward(LEASE);
        folder.signOfLife();
        clock.forward(LEASE);
        other.recover();
        assertThat(other.hold()).isFalse();
    }

    /** Who may write into a folder may make links in it, too: nothing is moved to where they lead. */
    @Test
    void filesAreNotPutBackOverALink(@TempDir Path outside) throws IOException {
        write(".abandoned-1/service/a.csv");
        Files.setLastModifiedTime(directory.resolve(".abandoned-1"), FileTime.from(MovableClock.START));
        Files.createSymbolicLink(directory.resolve("service"), outside);
        clock.forward(LEASE.plusSeconds(1));
        assertThatExceptionOfType(IOException.class).isThrownBy(other::recover);
        assertThat(outside).isEmptyDirectory();
    }

    /** The process may end while it puts files back. */
    @Test
    void filesAreRecoveredFromARecoveryThatWasCutOff() throws IOException {
        write(".abandoned-1/service/a.csv");
        Files.setLastModifiedTime(directory.resolve(".abandoned-1"), FileTime.from(MovableClock.START));
        other.recover();
        assertThat(everything()).containsExactly(".abandoned-1/service/a.csv");
        clock.forward(LEASE.plusSeconds(1));
        other.recover();
        assertThat(everything()).containsExactly("service/a.csv");
    }

    @Test
    void finishedFilesOverwriteNothing() throws IOException {
        for (int i = 0; i < 3; i++) {
            write("service/名册.csv.gz", "text " + i, MovableClock.START);
            Complete file = seenTwice(folder).getFirst();
            assertThat(folder.hold()).isTrue();
            folder.finish(folder.claim(file).orElseThrow(), PublisherFolder.REJECTED, "20261122-100000", REPORT);
            folder.release();
        }
        assertThat(everything())
                .containsExactlyInAnyOrder(
                        "rejected/20261122-100000-名册.csv.gz",
                        "rejected/20261122-100000-名册.csv.gz.report.txt",
                        "rejected/20261122-100000-名册-2.csv.gz",
                        "rejected/20261122-100000-名册-2.csv.gz.report.txt",
                        "rejected/20261122-100000-名册-3.csv.gz",
                        "rejected/20261122-100000-名册-3.csv.gz.report.txt");
    }

    @Test
    void longNamesAreCut() throws IOException {
        write("service/" + "名".repeat(83) + ".csv");
        Complete file = seenTwice(folder).getFirst();
        assertThat(folder.hold()).isTrue();
        folder.finish(folder.claim(file).orElseThrow(), PublisherFolder.DONE, "20261122-100000", REPORT);
        folder.release();
        assertThat(everything()).hasSize(2).allSatisfy(name -> assertThat(name).startsWith("done/20261122-100000-名名"));
    }

    @Test
    void fileThatGrowsWhileItIsClaimedIsNoticed() throws IOException {
        write("service/a.csv");
        Complete file = seenTwice(folder).getFirst();
        assertThat(folder.hold()).isTrue();
        Path claimed = folder.claim(file).orElseThrow();
        assertThat(folder.isUnchanged(claimed, file)).isTrue();
        Files.writeString(claimed, "text and more");
        assertThat(folder.isUnchanged(claimed, file)).isFalse();
        folder.giveBack(claimed);
        folder.release();
        assertThat(everything()).containsExactly("service/a.csv");
    }

    @Test
    void kindsWithoutFolderAreOnlyThoseWanted() throws IOException {
        folder.create(Set.of("service"));
        assertThat(directory.resolve("办事指南")).isDirectory();
        assertThat(directory.resolve("政府信息")).doesNotExist();
    }
}
