package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.place.Coordinates;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;
import org.sunwindow.publisher.OwnerRights;

/** An index on a full disk, on a read-only one, and one whose bytes change while it is open. */
@Tag("slow")
class IndexFaultTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir
    Path directory;

    private final FaultyIndex index = new FaultyIndex();
    private boolean full;
    private boolean readOnly;
    private Runnable whileWriting = () -> {};

    /** An index in a directory that fails on demand. */
    private final class FaultyIndex extends LuceneIndex {

        FaultyIndex() {
            super(
                    IndexFixture.settings(Path.of("target")),
                    IndexFixture.divisions(),
                    IndexFixture.json(),
                    new VocabularySource(IndexFixture.settings(Path.of("unused"))));
            hide(RetractionsFixture.NONE);
        }

        @Override
        Directory directory(Path place) throws IOException {
            return new FilterDirectory(
                    FSDirectory.open(directory.resolve(Path.of("target").relativize(place)))) {
                @Override
                public IndexOutput createOutput(String name, IOContext context) throws IOException {
                    if (full) {
                        throw new IOException("No space left on device");
                    }
                    whileWriting.run();
                    return super.createOutput(name, context);
                }

                @Override
                public Lock obtainLock(String name) throws IOException {
                    if (readOnly) {
                        throw new AccessDeniedException(name, null, "Read-only file system");
                    }
                    return super.obtainLock(name);
                }
            };
        }
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    /** A client that waits until health tells a revision finds what it has published with it. */
    @Test
    void revisionIsToldOnceItIsRead() throws IOException {
        fill(5);
        var told = new ArrayList<LogPosition>();
        whileWriting = () -> told.add(index.status().visible());
        apply(6, 6);
        assertThat(told).isNotEmpty().containsOnly(position(5));
        assertThat(index.status().visible()).isEqualTo(position(6));
        assertThat(found(6)).isInstanceOf(Found.Present.class);
    }

    @Test
    void fullDiskKeepsWhatIsVisibleHidesWithdrawalsAndRecovers() throws IOException {
        fill(5);
        index.commit();
        apply(6, 7);
        full = true;
        assertThatThrownBy(() -> apply(8, 8)).isInstanceOf(IOException.class);
        assertThat(index.status().fault()).isEqualTo(Fault.NOT_WRITABLE);
        for (int i = 0; i < 3; i++) {
            index.reopen();
            assertThat(index.status().position()).as("the last commit").isEqualTo(position(5));
            assertThatThrownBy(() -> apply(6, 8)).isInstanceOf(IOException.class);
            assertThat(index.status().visible()).isEqualTo(position(7));
            assertThat(index.status().readable()).isTrue();
            assertThat(found(7)).isInstanceOf(Found.Present.class);
        }
        index.hide(RetractionsFixture.of(STORE, 7, new Retraction("division", key(2), 9, 9, NOW)));
        assertThat(found(2)).isEqualTo(new Found.Withdrawn(NOW));

        full = false;
        index.reopen();
        apply(6, 8);
        assertThat(index.status().visible())
                .as("not before everything is applied again")
                .isEqualTo(position(7));
        index.publish();
        assertThat(index.status().visible()).isEqualTo(position(8));
        assertThat(index.status().fault()).isEqualTo(Fault.NONE);
        assertThat(found(8)).isInstanceOf(Found.Present.class);
        assertThat(found(2)).isEqualTo(new Found.Withdrawn(NOW));
        index.commit();
    }

    @Test
    void readOnlyIndexIsReadAndFollowedOnceItCanBeWritten() throws IOException {
        fill(5);
        index.commit();
        index.close();
        readOnly = true;
        index.open();
        assertThat(index.status().readable()).isTrue();
        assertThat(index.status().fault()).isEqualTo(Fault.NOT_WRITABLE);
        assertThat(index.hasUncommittedChanges()).isFalse();
        assertThat(found(5)).isInstanceOf(Found.Present.class);
        index.hide(RetractionsFixture.of(STORE, 5, new Retraction("division", key(2), 6, 6, NOW)));
        assertThat(found(2)).isEqualTo(new Found.Withdrawn(NOW));
        assertThatThrownBy(index::reopen).isInstanceOf(AccessDeniedException.class);
        assertThat(found(5)).isInstanceOf(Found.Present.class);

        readOnly = false;
        index.reopen();
        apply(6, 6);
        index.publish();
        assertThat(found(6)).isInstanceOf(Found.Present.class);
        assertThat(index.status().fault()).isEqualTo(Fault.NONE);
    }

    /** Flips one byte after another of the mapped files. Only the old bytes or a refusal may be answered. */
    @Test
    void flippedBytesAreNeverAnsweredAndAreRepaired() throws IOException {
        int records = 60;
        int flips = 200;
        int refused = 0;
        fill(records);
        index.commit();
        var sound = new ArrayList<String>();
        for (int i = 1; i <= records; i++) {
            sound.add(json(i));
        }
        assertThat(searched("")).containsExactlyElementsOf(sound);
        for (int flip = 0; flip < flips; flip++) {
            Path file = file(".cfs");
            flip(file, Files.size(file) * flip / flips);
            for (int i = 1; i <= records; i++) {
                try {
                    if (found(i) instanceof Found.Present present) {
                        assertThat(new String(present.json()))
                                .as("byte %d/%d, record %d", flip, flips, i)
                                .isEqualTo(sound.get(i - 1));
                    }
                } catch (IndexUnavailableException e) {
                    refused++;
                }
            }
            for (String text : List.of("", "村", "第7村")) {
                try {
                    assertThat(sound)
                            .as("byte %d/%d, search for %s", flip, flips, text)
                            .containsAll(searched(text));
                } catch (IndexUnavailableException e) {
                    refused++;
                }
            }
            index.verify();
            assertThat(index.status().fault()).as("byte %d/%d", flip, flips).isEqualTo(Fault.DAMAGED);
            assertThat(index.status().readable()).isFalse();
            assertThatThrownBy(() -> found(1)).isInstanceOf(IndexUnavailableException.class);
            index.reset();
            apply(1, records);
            index.publish();
            index.commit();
            assertThat(found(1)).isInstanceOf(Found.Present.class);
        }
        assertThat(refused).isPositive();
    }

    /** The failures that no checksum explains. */
    @Test
    void anyFailureOfAReadIsRefusedAndCausesAVerification() throws IOException {
        fill(3);
        var snapshots = new Snapshots(OwnerRights.OWN_ONLY);
        for (Throwable failure : List.of(
                new ArrayIndexOutOfBoundsException("a flipped length"),
                new IllegalStateException("a flipped state"),
                new InternalError("a fault occurred in an unsafe memory access operation"))) {
            snapshots.clearDamage();
            assertThatThrownBy(() -> snapshots.guarded(() -> {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    }))
                    .isInstanceOf(IndexUnavailableException.class);
            assertThat(snapshots.isSuspect()).isTrue();
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.allocate(1);
            channel.position(offset).read(bytes);
            bytes.put(0, (byte) (bytes.get(0) ^ 0x55)).flip();
            channel.position(offset).write(bytes);
        }
    }

    private Path file(String part) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void fill(int records) throws IOException {
        index.open();
        apply(1, records);
        index.publish();
    }

    private String json(int number) {
        return new String(((Found.Present) found(number)).json());
    }

    private Found found(int number) {
        return index.records(
                NOW, records -> records.get(IndexFixture.divisions().get("division"), key(number)));
    }

    private List<String> searched(String text) {
        var request = new SearchRequest(
                List.of("division"),
                text.isEmpty() ? null : text,
                new Criteria(List.of(), List.of(), null, false),
                null,
                Order.KEY,
                new Paging(1, 100, null),
                new Output(Set.of(), null, true, Coordinates.System.GCJ02));
        return index.search(request, NOW).hits().stream()
                .map(hit -> new String(hit.json()))
                .toList();
    }

    private void apply(int from, int to) throws IOException {
        var changes = new ArrayList<Change>();
        for (int i = from; i <= to; i++) {
            String record = "{\"code\":\"%s\",\"name\":\"第%d村\"}".formatted(key(i), i);
            changes.add(new Change("division", key(i), i, NOW, record, null, null, null));
        }
        index.apply(index.prepare(changes), position(to));
    }

    private static LogPosition position(long revision) {
        return new LogPosition(STORE, revision, NOW);
    }

    private static String key(int number) {
        return "9901%08d".formatted(number);
    }
}
