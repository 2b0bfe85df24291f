package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;

/** Commits, recovery after crashes and detection of damaged files. */
@Tag("slow")
class LuceneIndexTest {

    private static final UUID STORE = UUID.fromString("5f1f4ab0-6f0b-4f5e-9d8f-2f6f2a7f0001");
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir
    Path directory;

    private LuceneIndex index;

    @AfterEach
    void close() throws IOException {
        if (index != null) {
            index.close();
        }
    }

    private Found found(String key) {
        return found(index, key);
    }

    private static Found found(SearchIndex index, String key) {
        return index.records(
                NOW, records -> records.get(IndexFixture.divisions().get("division"), key));
    }

    @Test
    void commitContainsItsLogPosition() throws IOException {
        filled(5);
        index.close();
        index = opened();
        assertThat(index.dataVersion(NOW).position()).isEqualTo(position(5));
        assertThat(found(key(3))).isInstanceOf(Found.Present.class);
    }

    @Test
    void uncommittedChangesAreReplayedFromTheLog() throws IOException {
        filled(5);
        apply(index, changes(6, 8), position(8));
        assertThat(index.dataVersion(NOW).position().revision()).isEqualTo(8);
        index.close();
        index = opened();
        assertThat(index.status().position()).isEqualTo(position(5));
        apply(index, changes(6, 8), position(8));
        assertThat(found(key(8))).isInstanceOf(Found.Present.class);
    }

    @Test
    void incompleteFirstBuildIsNotVisible() throws IOException {
        index = opened();
        apply(index, changes(1, 5), position(5));
        index.commit();
        assertThatThrownBy(() -> index.dataVersion(NOW)).isInstanceOf(IndexUnavailableException.class);
        index.close();
        index = opened();
        assertThat(index.status().position()).isEqualTo(position(5));
        assertThat(index.status().readable()).isFalse();
        index.publish();
        assertThat(index.dataVersion(NOW).position()).isEqualTo(position(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments_", ".si", ".cfs", ".cfe"})
    void truncatedFileCausesARebuild(String part) throws IOException {
        filled(50);
        index.close();
        Path file = file(part);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) / 2);
        }
        index = opened();
        assertThat(index.status().position().revision()).isZero();
        assertThat(index.status().readable()).isFalse();
    }

    @Test
    void withdrawalLeavesATombstoneAndOtherRecordsUnchanged() throws IOException {
        filled(3);
        apply(index, List.of(new Change("division", key(2), 4, NOW, null, null, null, NOW)), position(4));
        assertThat(index.dataVersion(NOW).position().revision()).isEqualTo(4);
        assertThat(found(key(2))).isInstanceOf(Found.Withdrawn.class);
        assertThat(found(key(3))).isInstanceOf(Found.Present.class);
    }

    @Test
    void unreadableRecordDoesNotBlockOthers() throws IOException {
        filled(3);
        var unreadable = new Change("division", key(4), 4, NOW, "{\"code\":[]}", null, null, null);
        apply(index, List.of(unreadable, changes(5, 5).getFirst()), position(5));
        assertThat(index.dataVersion(NOW).position().revision()).isEqualTo(5);
        assertThat(found(key(4))).isInstanceOf(Found.Absent.class);
        assertThat(found(key(5))).isInstanceOf(Found.Present.class);
    }

    @Test
    void missingFileCausesARebuild() throws IOException {
        filled(50);
        index.close();
        Files.delete(file(".cfs"));
        index = opened();
        assertThat(index.status().position().revision()).isZero();
    }

    /** Some bytes are read when the index is opened, others only when it is searched or verified. */
    @Test
    void flippedByteIsDetectedInEveryPart() throws IOException {
        int parts = 30;
        int foundByOpening = 0;
        for (int part = 0; part < parts; part++) {
            filled(200);
            index.close();
            Path file = file(".cfs");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length * part / parts] ^= 0x40;
            Files.write(file, bytes);
            index = opened();
            if (index.status().readable()) {
                index.verify();
                assertThat(index.status().fault())
                        .as("byte at %d/%d", part, parts)
                        .isEqualTo(Fault.DAMAGED);
                index.reset();
            } else {
                foundByOpening++;
            }
            assertThat(index.status().position().revision())
                    .as("byte at %d/%d", part, parts)
                    .isZero();
            assertThat(index.status().fault()).isEqualTo(Fault.NONE);
            index.close();
        }
        assertThat(foundByOpening).isBetween(1, parts - 1);
    }

    @Test
    void lockedDirectoryIsLeftUnchanged() throws IOException {
        filled(5);
        assertThatThrownBy(this::opened).isInstanceOf(IOException.class);
        assertThat(index.dataVersion(NOW).position()).isEqualTo(position(5));
        assertThat(found(key(1))).isInstanceOf(Found.Present.class);
    }

    /**
     * Halts a separate process at each step of a commit in turn, as a power failure would. The next process finds either
     * the previous commit or the complete new one.
     */
    @Test
    void commitIsAtomicIfTheProcessIsHalted() throws Exception {
        int halted = 0;
        for (int step = 1; ; step++) {
            Path place = directory.resolve("step-" + step);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // the process ends before the optimizing compiler pays
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                            HaltingCommit.class.getName(),
                            place.toString(),
                            Integer.toString(step))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            int exit = process.waitFor();
            if (exit == 0) {
                break;
            }
            assertThat(exit).as(output).isEqualTo(HaltingCommit.HALTED);
            halted++;
            var survivor = IndexFixture.index(place);
            survivor.open();
            assertThat(survivor.status().position().revision())
                    .as("step %d", step)
                    .isIn(3L, 9L);
            apply(survivor, changes((int) survivor.status().position().revision() + 1, 9), position(9));
            for (int i = 1; i <= 9; i++) {
                assertThat(found(survivor, key(i))).isInstanceOf(Found.Present.class);
            }
            survivor.close();
        }
        assertThat(halted).as("steps at which the process was halted").isGreaterThan(2);
    }

    /** The program that is halted. */
    static final class HaltingCommit {

        static final int HALTED = 42;

        public static void main(String[] arguments) throws IOException {
            int step = Integer.parseInt(arguments[1]);
            var countdown = new int[] {Integer.MAX_VALUE};
            var index =
                    new LuceneIndex(
                            IndexFixture.settings(Path.of(arguments[0])),
                            IndexFixture.divisions(),
                            IndexFixture.json(),
                            new VocabularySource(IndexFixture.settings(Path.of(arguments[0])))) {
                        @Override
                        Directory directory(Path place) throws IOException {
                            return new FilterDirectory(super.directory(place)) {
                                @Override
                                public void sync(java.util.Collection<String> names) throws IOException {
                                    haltOrGoOn(countdown);
                                    super.sync(names);
                                }

                                @Override
                                public void rename(String source, String target) throws IOException {
                                    haltOrGoOn(countdown);
                                    super.rename(source, target);
                                    haltOrGoOn(countdown);
                                }

                                @Override
                                public void syncMetaData() throws IOException {
                                    haltOrGoOn(countdown);
                                    super.syncMetaData();
                                }
                            };
                        }
                    };
            index.open();
            apply(index, changes(1, 3), position(3));
            index.publish();
            index.commit();
            apply(index, changes(4, 9), position(9));
            countdown[0] = step;
            index.commit();
            index.close();
        }

        private static void haltOrGoOn(int[] countdown) {
            if (--countdown[0] == 0) {
                Runtime.getRuntime().halt(HALTED);
            }
        }
    }

    private LuceneIndex opened() throws IOException {
        var opened = IndexFixture.index(directory);
        opened.open();
        return opened;
    }

    private void filled(int records) throws IOException {
        index = opened();
        apply(index, changes(1, records), position(records));
        index.publish();
        index.commit();
    }

    private static void apply(SearchIndex index, List<Change> changes, LogPosition position) throws IOException {
        index.apply(index.prepare(changes), position);
    }

    private Path file(String part) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static LogPosition position(long revision) {
        return new LogPosition(STORE, revision, NOW);
    }

    private static String key(int number) {
        return "9901%08d".formatted(number);
    }

    private static List<Change> changes(int from, int to) {
        var changes = new ArrayList<Change>();
        for (int i = from; i <= to; i++) {
            String record = "{\"code\":\"%s\",\"name\":\"第%d村\"}".formatted(key(i), i);
            changes.add(new Change("division", key(i), i, NOW, record, null, null, null));
        }
        return changes;
    }
}
