package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.index.Records.FirstPublic;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.Change;

/** What first became public in a period, tombstones included. */
class FirstPublicationsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Instant BEGIN = Instant.parse("2026-11-04T16:00:00Z");
    private static final Instant END = Instant.parse("2026-11-19T16:00:00Z");

    private final Kinds kinds = IndexFixture.divisions();
    private SearchIndex index;

    @BeforeEach
    void fill(@TempDir Path directory) throws IOException {
        var changes = new ArrayList<Change>();
        add(changes, "late", END, null, null);
        add(changes, "last", END.minusMillis(1), null, null);
        add(changes, "first", BEGIN, null, null);
        add(changes, "early", BEGIN.minusMillis(1), null, null);
        add(changes, "b", BEGIN.plusSeconds(60), null, null);
        add(changes, "a", BEGIN.plusSeconds(60), null, null);
        add(changes, "expired", BEGIN.plusSeconds(120), NOW, null);
        add(changes, "gone", BEGIN.plusSeconds(180), null, NOW);
        add(changes, "unknown", null, null, null);
        index = IndexFixture.filled(directory, kinds, changes);
    }

    private static void add(List<Change> changes, String key, Instant first, Instant until, Instant withdrawn) {
        String json = withdrawn == null ? "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(key, key) : null;
        changes.add(new Change("division", key.toUpperCase(), changes.size() + 1, NOW, json, null, until, withdrawn)
                .firstPublic(first));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private FirstPublic found(int skip, int most) {
        return index.records(NOW, records -> records.firstPublic(kinds.get("division"), BEGIN, END, skip, most));
    }

    @Test
    void recordsAreInTheOrderOfTheirTimesAndKeys() {
        FirstPublic all = found(0, 100);
        assertThat(all.total()).isEqualTo(6);
        assertThat(all.records())
                .extracting(record -> record.key().toUpperCase())
                .containsExactly("FIRST", "A", "B", "EXPIRED", "GONE", "LAST");
        assertThat(found(2, 3).records())
                .map(record -> record.at())
                .isEqualTo(all.records().subList(2, 5).stream()
                        .map(record -> record.at())
                        .toList());
        assertThat(found(6, 3).records()).isEmpty();
        assertThat(found(6, 3).total()).isEqualTo(6);
    }

    @Test
    void whatIsNoLongerPublicHasNoContent() {
        assertThat(found(3, 2).records())
                .satisfiesExactly(
                        expired -> {
                            assertThat(expired.json()).isNull();
                            assertThat(expired.expired()).isTrue();
                            assertThat(expired.withdrawnAt()).isNull();
                        },
                        gone -> {
                            assertThat(gone.json()).isNull();
                            assertThat(gone.expired()).isFalse();
                            assertThat(gone.withdrawnAt()).isEqualTo(NOW);
                        });
        assertThat(found(0, 1).records().getFirst().json()).isNotNull();
    }
}
