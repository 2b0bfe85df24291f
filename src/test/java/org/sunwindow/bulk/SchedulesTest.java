package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.bulk.ChangePage.Item;
import org.sunwindow.bulk.ChangePage.Type;
import org.sunwindow.follower.Follower;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;

/**
 * Followers of two instances end with equal copies, whatever happens: writes, withdrawals, records that begin and expire,
 * instances that lag, are killed and have different clocks, and followers that are away.
 */
@Tag("slow")
class SchedulesTest {

    private static final UUID STORE = new UUID(22, 1);
    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");
    private static final int FOLLOWERS = 100;
    private static final int STEPS = 1_000;
    private static final int KEYS = 40;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Kind<?> KIND = IndexFixture.divisions().get("division");

    @TempDir
    Path directory;

    private final ChangeFeed feed = new ChangeFeed(IndexFixture.settings(Path.of("unused")));

    /** The present states, as the store has them. */
    private final Map<String, Change> store = new HashMap<>();

    private final List<Instance> instances = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private Random random;
    private Instant now = START;
    private long head;

    /** An instance with its index and its clock. */
    private final class Instance {

        private final SearchIndex index;
        private final int skew;

        Instance(Path place, int skew) throws IOException {
            this.index = IndexFixture.divisionIndex(place);
            this.skew = skew;
            index.open();
            index.apply(index.prepare(List.of()), new LogPosition(STORE, 0, START));
            index.publish();
            index.commit();
        }

        Instant clock() {
            return now.plusMillis(skew);
        }

        /** Applies some of the changes that it has missed, as the follower of the log reads them. */
        void catchUp(int most) throws IOException {
            long position = index.status().position().revision();
            List<Change> missed = store.values().stream()
                    .filter(change -> change.revision() > position)
                    .sorted(Comparator.comparing(Change::revision))
                    .toList();
            List<Change> batch = missed.subList(0, Math.min(most, missed.size()));
            long reached =
                    batch.size() == missed.size() ? head : batch.getLast().revision();
            index.apply(index.prepare(batch), new LogPosition(STORE, reached, now));
        }

        /** What was applied since the last commit is lost. */
        void kill() throws IOException {
            index.close();
            index.open();
            index.publish();
        }
    }

    /** A follower with what it knows. */
    private static final class Copy {

        private final Follower follower = new Follower("unused");
        private final Map<String, Long> tombstones = new HashMap<>();
        private ChangeCursor cursor;

        void apply(Item item) {
            long tombstone = tombstones.getOrDefault(item.key(), -1L);
            if (item.type() == Type.REMOVED) {
                tombstones.merge(item.key(), item.revision(), Math::max);
            } else {
                assertThat(item.revision())
                        .as("nothing is delivered after its tombstone")
                        .isGreaterThanOrEqualTo(tombstone);
            }
            follower.apply(JSON.valueToTree(Map.of(
                    "kind", item.kind(),
                    "key", item.key(),
                    "type", item.type().name(),
                    "record", item.record() == null ? Map.of() : json(item))));
        }

        private static JsonNode json(Item item) {
            try {
                return JSON.readTree(IndexFixture.json().writeBytes(item.record()));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private boolean poll(Copy copy, Instance instance, int size) {
        var request = new ChangesRequest(copy.cursor, List.of(KIND.name()), null, true, false, size);
        var found = instance.index.log(instance.clock(), log -> feed.read(log, request));
        found.items().forEach(copy::apply);
        copy.cursor = found.next();
        return found.complete();
    }

    private void write() {
        String key = "K" + random.nextInt(KEYS);
        Change before = store.get(key);
        head++;
        if (before != null && !before.isWithdrawal() && random.nextInt(4) == 0) {
            store.put(
                    key,
                    new Change("division", key, head, now, null, null, null, now).firstPublic(before.firstPublic()));
            return;
        }
        Instant from = random.nextInt(3) == 0 ? now.plusMillis(random.nextInt(8_000) - 2_000) : null;
        Instant until = random.nextInt(3) == 0 ? now.plusMillis(random.nextInt(9_000) - 1_000) : null;
        Instant begins = from == null || from.isBefore(now) ? now : from;
        Instant first = before == null
                        || before.firstPublic() == null
                        || before.firstPublic().isAfter(now)
                ? begins
                : before.firstPublic();
        String json = "{\"code\":\"%s\",\"name\":\"村%d\"}".formatted(key, head);
        store.put(key, new Change("division", key, head, now, json, from, until, null).firstPublic(first));
    }

    private void step() throws IOException {
        Instance instance = instances.get(random.nextInt(instances.size()));
        int chance = random.nextInt(100);
        if (chance < 15) {
            write();
        } else if (chance < 25) {
            now = now.plusMillis(random.nextInt(1_500));
        } else if (chance < 35) {
            instance.catchUp(1 + random.nextInt(8));
        } else if (chance == 35) {
            instance.index.commit();
        } else if (chance == 36) {
            instance.kill();
        } else {
            poll(copies.get(random.nextInt(copies.size())), instance, 1 + random.nextInt(6));
        }
    }

    private TreeMap<String, JsonNode> published() throws IOException {
        var published = new TreeMap<String, JsonNode>();
        for (Change change : store.values()) {
            boolean isPublic = !change.isWithdrawal()
                    && (change.visibleFrom() == null || !now.isBefore(change.visibleFrom()))
                    && (change.visibleUntil() == null || now.isBefore(change.visibleUntil()));
            if (isPublic) {
                published.put(change.key(), JSON.readTree(change.json()));
            }
        }
        return published;
    }

    /** {@link #FOLLOWERS} followers for each seed: 1,000 in all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyFollowerEndsWithTheSameCopy(int seed) throws Exception {
        random = new Random(seed);
        store.clear();
        copies.clear();
        head = 0;
        instances.add(new Instance(directory.resolve(seed + "a"), random.nextInt(2_000) - 1_000));
        instances.add(new Instance(directory.resolve(seed + "b"), random.nextInt(2_000) - 1_000));
        for (int i = 0; i < FOLLOWERS; i++) {
            copies.add(new Copy());
        }
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        // clocks agree again, and everybody catches up
        now = now.plusSeconds(2);
        var roots = new ArrayList<String>();
        for (Instance instance : instances) {
            instance.catchUp(Integer.MAX_VALUE);
            roots.add(instance.index.log(now, log -> new HashTree(log.digests(KIND)).root()));
        }
        assertThat(roots.getFirst()).isEqualTo(roots.getLast());
        Instance last = instances.get(random.nextInt(2));
        var tree = last.index.log(now, log -> new HashTree(log.digests(KIND)));
        for (Copy copy : copies) {
            do {
                var request = new ChangesRequest(copy.cursor, List.of(KIND.name()), null, true, false, 50);
                var found = last.index.log(now, log -> feed.read(log, request));
                found.items().forEach(copy::apply);
                copy.cursor = found.next();
                if (found.complete()) {
                    break;
                }
            } while (true);
            var records = copy.follower.records().getOrDefault("division", new TreeMap<>());
            assertThat(records).as("seed " + seed).isEqualTo(published());
            assertThat(Follower.compare(
                                    records,
                                    prefixes -> JSON.valueToTree(Map.of(
                                            "nodes",
                                            prefixes.stream().map(tree::node).toList())))
                            .none())
                    .as("seed " + seed)
                    .isTrue();
        }
        for (Instance instance : instances) {
            instance.index.close();
        }
        instances.clear();
    }
}
