package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Every import is held to the index after each batch. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HeldImportTest {

    /** Two batches and a line. */
    private static final int LINES = 1_001;

    /** The setting sunwindow.imports.max-lag. */
    private static final long MAX_LAG = 2_000;

    @Inject
    IndexRevisions revisions;

    @Inject
    MovableClock clock;

    /** What an importer has asked for. */
    private record Held(long written, long most) {}

    private static final class Recording extends IndexRevisions {

        private final IndexRevisions recorded;
        private final List<Held> held = new CopyOnWriteArrayList<>();

        Recording(IndexRevisions recorded, MovableClock clock) {
            super(null, clock);
            this.recorded = recorded;
        }

        @Override
        public void holdBack(long written, long most) throws InterruptedException {
            held.add(new Held(written, most));
            recorded.holdBack(written, most);
        }

        @Override
        public boolean awaitRevision(long revision, Duration patience) throws InterruptedException {
            return recorded.awaitRevision(revision, patience);
        }

        @Override
        public Backlog backlog(long revision) {
            return recorded.backlog(revision);
        }

        @Override
        void announce(SearchIndex.Status status) {
            recorded.announce(status);
        }
    }

    @Test
    void importIsHeldToTheIndexAfterEachBatch() {
        Sunwindow sunwindow = Sunwindow.underTest();
        var recording = new Recording(ClientProxy.unwrap(revisions), clock);
        QuarkusMock.installMockForType(recording, IndexRevisions.class);
        Json run = sunwindow.publish("disclosure", lines("""
                {"indexNo":"HELD-%d","title":"通知%1$d","publisher":"云川市民政局","publishedAt":"2026-11-20",\
                "disclosureAttribute":"主动公开","body":"请遵照执行。"}"""));
        assertThat(run.getInt("created")).isEqualTo(LINES);
        long last = run.getLong("revision");
        assertThat(recording.held).containsExactly(new Held(last - 501, MAX_LAG), new Held(last - 1, MAX_LAG));
        recording.held.clear();
        sunwindow.send("disclosure&dryRun=true", lines("{\"withdraw\":\"HELD-%d\"}"));
        assertThat(recording.held).isEmpty();
        sunwindow.publish("disclosure", lines("{\"withdraw\":\"HELD-%d\"}"));
        assertThat(recording.held).hasSize(2);
    }

    private static String lines(String line) {
        return IntStream.range(0, LINES).mapToObj(line::formatted).collect(Collectors.joining("\n"));
    }
}
