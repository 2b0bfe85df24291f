package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.Retractions;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.StaleIndexException;
import org.sunwindow.index.Suggestion;
import org.sunwindow.place.Coordinates;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;

/** Retractions that the index does not contain yet. */
class RetractionTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir
    Path directory;

    private LuceneIndex index;

    /** Villages 1 to 5 at revisions 1 to 5. */
    @BeforeEach
    void fill() throws IOException {
        index = IndexFixture.index(directory);
        index.open();
        var changes = new ArrayList<Change>();
        for (int i = 1; i <= 5; i++) {
            changes.add(put(i, i, "第%d村".formatted(i)));
        }
        apply(changes, 5);
        index.publish();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void withdrawnRecordIsHiddenFromEveryRead() {
        DataVersion before = index.dataVersion(NOW);
        hide(new Retraction("division", key(3), 900, 900, NOW.minusSeconds(9)));
        assertThat(index.isCurrent(before, NOW)).as("cached responses end").isFalse();
        assertThat(index.dataVersion(NOW)).isNotEqualTo(before);
        assertThat(found(3)).isEqualTo(new Found.Withdrawn(NOW.minusSeconds(9)));
        assertThat(found(2)).isInstanceOf(Found.Present.class);
        assertThat(total()).isEqualTo(4);
        assertThat(index.suggest("第3村", 5, NOW)).extracting(Suggestion::key).doesNotContain(key(3));
        assertThat(index.<Boolean>records(
                        NOW,
                        records -> records.find(IndexFixture.divisions().get("division"), key(3), null)
                                .isPresent()))
                .isFalse();
    }

    @Test
    void recordThatReplacesWithdrawnContentIsRefusedUntilItIsIndexed() throws IOException {
        hide(new Retraction("division", key(3), 7, 6, null));
        assertThat(found(3)).isInstanceOf(Found.Replaced.class);
        assertThat(total()).isEqualTo(4);
        apply(List.of(put(6, 6, "第6村")), 6);
        assertThat(found(3))
                .as("the index has passed the withdrawal, but holds the old content")
                .isInstanceOf(Found.Replaced.class);
        apply(List.of(put(3, 7, "改正后的村")), 7);
        assertThat(new String(((Found.Present) found(3)).json())).contains("改正后的村");
        assertThat(total()).isEqualTo(6);
    }

    @Test
    void withdrawalThatTheContentIsNewerThanHidesNothing() {
        hide(new Retraction("division", key(3), 9, 2, null));
        assertThat(found(3)).isInstanceOf(Found.Present.class);
    }

    @Test
    void withdrawalOfARecordThatWasNeverIndexedIsKnown() {
        hide(new Retraction("division", key(8), 9, 9, NOW));
        assertThat(found(8)).isEqualTo(new Found.Withdrawn(NOW));
        assertThat(found(7)).isInstanceOf(Found.Absent.class);
    }

    @Test
    void nothingIsReadWhileRetractionsAreNotKnown() {
        DataVersion before = index.dataVersion(NOW);
        for (Retractions unfit : List.of(
                Retractions.UNKNOWN, RetractionsFixture.of(new UUID(0, 2), 5), RetractionsFixture.of(STORE, 6))) {
            index.hide(unfit);
            assertThat(index.status().readable()).isFalse();
            assertThat(index.isCurrent(before, NOW)).isFalse();
            assertThatThrownBy(() -> found(1)).isInstanceOf(StaleIndexException.class);
            assertThatThrownBy(() -> index.dataVersion(NOW)).isInstanceOf(StaleIndexException.class);
        }
        index.hide(RetractionsFixture.of(STORE, 5));
        assertThat(found(1)).isInstanceOf(Found.Present.class);
    }

    private void hide(Retraction retraction) {
        index.hide(RetractionsFixture.of(STORE, 5, retraction));
    }

    private Found found(int number) {
        return index.records(
                NOW, records -> records.get(IndexFixture.divisions().get("division"), key(number)));
    }

    private long total() {
        var request = new SearchRequest(
                List.of("division"),
                null,
                new Criteria(List.of(), List.of(), null, false),
                null,
                Order.RELEVANCE,
                new Paging(1, 20, null),
                new Output(Set.of(), null, false, Coordinates.System.GCJ02));
        return index.search(request, NOW).total();
    }

    private void apply(List<Change> changes, long revision) throws IOException {
        index.apply(index.prepare(changes), new LogPosition(STORE, revision, NOW));
    }

    private static Change put(int number, long revision, String name) {
        String record = "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(key(number), name);
        return new Change("division", key(number), revision, NOW, record, null, null, null);
    }

    private static String key(int number) {
        return "9901%08d".formatted(number);
    }
}
