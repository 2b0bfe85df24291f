package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Terms;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;
import org.sunwindow.publisher.OwnerRights;

/** Hidden records are looked up by those who hide, because requests are answered on the threads of connections. */
class SnapshotsTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final LogPosition POSITION = new LogPosition(STORE, 5, NOW);

    @TempDir
    Path directory;

    private int lookUps;

    /** Counts the lookups of terms. */
    private final class CountingReader extends FilterDirectoryReader {

        CountingReader(DirectoryReader reader) throws IOException {
            super(reader, new SubReaderWrapper() {
                @Override
                public LeafReader wrap(LeafReader segment) {
                    return new FilterLeafReader(segment) {
                        @Override
                        public Terms terms(String field) throws IOException {
                            lookUps++;
                            return super.terms(field);
                        }

                        @Override
                        public CacheHelper getCoreCacheHelper() {
                            return segment.getCoreCacheHelper();
                        }

                        @Override
                        public CacheHelper getReaderCacheHelper() {
                            return segment.getReaderCacheHelper();
                        }
                    };
                }
            });
        }

        @Override
        protected DirectoryReader doWrapDirectoryReader(DirectoryReader reader) throws IOException {
            return new CountingReader(reader);
        }

        @Override
        public CacheHelper getReaderCacheHelper() {
            return in.getReaderCacheHelper();
        }
    }

    @Test
    void requestsLookUpNothingThatIsHidden() throws IOException {
        fill();
        var snapshots = new Snapshots(OwnerRights.OWN_ONLY);
        try (var files = FSDirectory.open(directory)) {
            snapshots.hide(RetractionsFixture.of(STORE, 5, retraction(1), retraction(2)));
            snapshots.open(new CountingReader(DirectoryReader.open(files)), POSITION);
            assertThat(lookUps).as("at opening").isEqualTo(2);
            assertThat(documents(snapshots)).isEqualTo(3);
            assertThat(lookUps).as("by the request").isEqualTo(2);
            snapshots.hide(RetractionsFixture.of(STORE, 5, retraction(1), retraction(2), retraction(3)));
            assertThat(lookUps).as("only what was added").isEqualTo(3);
            assertThat(documents(snapshots)).isEqualTo(2);
            snapshots.hide(RetractionsFixture.of(STORE, 5, retraction(3)));
            assertThat(documents(snapshots)).isEqualTo(4);
            assertThat(lookUps).isEqualTo(3);
            snapshots.close();
        }
    }

    private static int documents(Snapshots snapshots) {
        return snapshots.use(snapshot -> snapshot.getIndexReader().numDocs());
    }

    /** Villages 1 to 5 at revisions 1 to 5. */
    private void fill() throws IOException {
        var index = IndexFixture.index(directory);
        index.open();
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            String record = "{\"code\":\"%s\",\"name\":\"第%d村\"}".formatted(key(i), i);
            changes.add(new Change("division", key(i), i, NOW, record, null, null, null));
        }
        index.apply(index.prepare(changes), POSITION);
        index.publish();
        index.commit();
        index.close();
    }

    private static Retraction retraction(int number) {
        return new Retraction("division", key(number), 10 + number, 10 + number, NOW);
    }

    private static String key(int number) {
        return "9901%08d".formatted(number);
    }
}
