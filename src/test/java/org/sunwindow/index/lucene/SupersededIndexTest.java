package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Sunwindow;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.UnknownPastException;
import org.sunwindow.place.Coordinates;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Past;
import org.sunwindow.publication.Past.Superseded;
import org.sunwindow.publication.Retraction;

/** The index as of an earlier instant, after restarts and with withdrawals that it does not contain yet. */
@Tag("slow")
class SupersededIndexTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant NOW = at(1_000);

    @TempDir
    Path directory;

    @TempDir
    Path earlier;

    private LuceneIndex index;

    /** Village 1 was called otherwise from 0 to 10 s and from 10 to 20 s; village 2 has not changed since 5 s. */
    @BeforeEach
    void fill() throws IOException {
        open();
        apply(5, record(1, 1, "村甲", 0), record(2, 2, "村乙", 5));
        index.publish();
        index.commit();
        renameTwice();
    }

    private void open() throws IOException {
        index = IndexFixture.index(directory);
        index.open();
    }

    private void renameTwice() throws IOException {
        apply(6, renamed(1, 6, "改名的村甲", 10, superseded(1, 1, 0, "村甲", 0, 10)));
        apply(7, renamed(1, 7, "又改名的村甲", 20, superseded(1, 6, 1, "改名的村甲", 10, 20)));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void eachInstantHasTheStateOfThen() {
        assertThat(names(at(-1))).isEmpty();
        assertThat(names(at(0))).containsExactly("村甲");
        assertThat(names(at(5))).containsExactly("村甲", "村乙");
        assertThat(names(at(10).minusMillis(1))).containsExactly("村甲", "村乙");
        assertThat(names(at(10))).containsExactly("改名的村甲", "村乙");
        assertThat(names(at(20))).containsExactly("又改名的村甲", "村乙");
        assertThat(names(null)).containsExactly("又改名的村甲", "村乙");
        assertThat(found(1, at(12))).isInstanceOf(Found.Present.class);
        assertThat(found(2, at(4))).isInstanceOf(Found.Absent.class);
    }

    @Test
    void restartContinuesFromTheCommit() throws IOException {
        index.commit();
        index.close();
        open();
        index.publish();
        eachInstantHasTheStateOfThen();
    }

    @Test
    void indexWithoutSupersededStatesIsRebuilt() throws IOException {
        index.commit();
        index.close();
        delete(directory.resolve(SupersededIndex.DIRECTORY));
        open();
        assertThat(index.status().position().revision()).isZero();
    }

    /** The process ended between the two commits, so the superseded states are ahead. */
    @Test
    void pastIsReadOnceThePresentHasCaughtUp() throws IOException {
        index.close();
        copy(directory, earlier);
        open();
        index.publish();
        renameTwice();
        index.commit();
        index.close();
        for (Path file : presentFiles(directory)) {
            Files.delete(file);
        }
        copy(earlier, directory);
        open();
        index.publish();
        assertThat(index.status().position().revision()).isEqualTo(5);
        assertThat(names(null)).containsExactly("村甲", "村乙");
        assertThatThrownBy(() -> names(at(5))).isInstanceOf(IndexUnavailableException.class);
        renameTwice();
        eachInstantHasTheStateOfThen();
    }

    @Test
    void whatIsRetractedHasNoPastBeforeItIsIndexed() {
        hide(new Retraction("division", key(1), 8, 8, NOW));
        assertThat(names(at(5))).containsExactly("村乙");
        assertThat(found(1, at(5))).isEqualTo(new Found.Withdrawn(NOW));
        hide(new Retraction("division", key(1), 9, 8, null));
        assertThat(names(at(5))).containsExactly("村乙");
        hide(new Retraction("division", key(1), 9, 6, null));
        assertThat(names(at(5))).as("a state before the retraction").containsExactly("村乙");
        assertThat(names(at(10))).as("a state after it").contains("改名的村甲");
    }

    @Test
    void whatExpiresHasNoPast() throws IOException {
        var expiring = new Change("division", key(1), 8, at(30), json(1, "限期的村甲"), null, at(500), null)
                .with(new Past(at(30), null, null, null, 3, false, List.of(superseded(1, 7, 2, "又改名的村甲", 20, 30))));
        apply(8, expiring);
        assertThat(names(at(5), at(499))).containsExactly("村甲", "村乙");
        assertThat(names(at(5), at(500))).containsExactly("村乙");
        assertThat(names(at(40), at(500))).containsExactly("村乙");
        assertThat(names(at(5), at(499))).as("a clock that is set back").containsExactly("村甲", "村乙");
    }

    @Test
    void unknownPastIsRefused() throws IOException {
        var known = renamed(1, 8, "名称很多的村甲", 30, superseded(1, 7, 2, "又改名的村甲", 20, 30));
        apply(
                8,
                known.with(new Past(
                        at(30), at(10), null, null, 101, false, known.past().states())));
        assertThat(names(at(10))).containsExactly("改名的村甲", "村乙");
        assertThatThrownBy(() -> names(at(9)))
                .isInstanceOfSatisfying(
                        UnknownPastException.class,
                        refused -> assertThat(refused.earliest()).isEqualTo(at(10)));
        assertThat(found(2, at(9))).as("another record").isInstanceOf(Found.Present.class);
    }

    @Test
    void unknownPastBeginsWithTheFirstState() throws IOException {
        var known = renamed(1, 8, "名称很多的村甲", 30, superseded(1, 7, 2, "又改名的村甲", 20, 30));
        apply(
                8,
                known.with(new Past(
                        at(30), at(10), at(4), null, 101, false, known.past().states())));
        assertThat(names(at(3))).containsExactly("村甲");
        assertThatThrownBy(() -> names(at(4)))
                .isInstanceOfSatisfying(
                        UnknownPastException.class,
                        refused -> assertThat(refused.earliest()).isEqualTo(at(10)));
        var other = record(2, 9, "名称很多的村乙", 40);
        apply(9, other.with(new Past(at(40), at(15), at(10), null, 101, false, List.of())));
        assertThatThrownBy(() -> names(at(4)))
                .isInstanceOfSatisfying(
                        UnknownPastException.class,
                        refused -> assertThat(refused.earliest())
                                .as("the past of another record is unknown where that of the first ends")
                                .isEqualTo(at(15)));
    }

    /** What was withdrawn is in no file once the index has been quiet. */
    @Test
    void withdrawnStatesAreRemovedFromTheFiles() throws IOException {
        index.commit();
        assertThat(files("改名的村甲")).isTrue();
        apply(8, new Change("division", key(1), 8, at(40), null, null, null, at(40)));
        assertThat(names(at(5))).containsExactly("村乙");
        Sunwindow.await("purged", () -> {
            index.merge();
            index.refresh();
            index.commit();
            return !files("改名的村甲");
        });
        assertThat(names(at(5))).containsExactly("村乙");
    }

    private boolean files(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (var files = Files.list(directory.resolve(SupersededIndex.DIRECTORY))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i <= bytes.length - wanted.length; i++) {
                    if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Copies the index of the present states only. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : presentFiles(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static List<Path> presentFiles(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void hide(Retraction retraction) {
        index.hide(RetractionsFixture.of(STORE, 5, retraction));
    }

    private void apply(long revision, Change... changes) throws IOException {
        index.apply(index.prepare(List.of(changes)), new LogPosition(STORE, revision, START));
    }

    private static Change record(int number, long revision, String name, int since) {
        return new Change("division", key(number), revision, at(since), json(number, name), null, null, null);
    }

    private static Change renamed(int number, long revision, String name, int since, Superseded before) {
        return record(number, revision, name, since)
                .with(new Past(at(since), null, null, null, 1, false, List.of(before)));
    }

    private static Superseded superseded(int number, long revision, int slot, String name, int since, int until) {
        return new Superseded(slot, at(until), record(number, revision, name, since));
    }

    private Found found(int number, Instant asOf) {
        return index.records(
                NOW, asOf, records -> records.get(IndexFixture.divisions().get("division"), key(number)));
    }

    private List<String> names(Instant asOf) {
        return names(asOf, NOW);
    }

    private List<String> names(Instant asOf, Instant now) {
        var request = new SearchRequest(
                List.of("division"),
                null,
                new Criteria(List.of(), List.of(), null, false),
                null,
                Order.KEY,
                new Paging(1, 20, null),
                new Output(Set.of(), null, false, Coordinates.System.GCJ02),
                asOf);
        var result = index.search(request, now);
        var names = new ArrayList<String>();
        result.hits().forEach(hit -> names.add(new String(hit.json()).replaceAll(".*\"name\":\"([^\"]*)\".*", "$1")));
        assertThat(result.total()).isEqualTo(names.size());
        return names;
    }

    private static String json(int number, String name) {
        return "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(key(number), name);
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static String key(int number) {
        return "9901%08d".formatted(number);
    }
}
