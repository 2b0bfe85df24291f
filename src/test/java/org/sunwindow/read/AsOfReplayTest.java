package org.sunwindow.read;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Identifier;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.ExpiredRecordEraser;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Outcome;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publication.RecordIdentity;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Answers as of 1,000 random instants equal a replay of all writes, which the test has kept. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AsOfReplayTest {

    private static final String KIND = "hotline";
    private static final String DIVISION = "990188000000";
    private static final List<String> TOPICS = List.of("回放甲", "回放乙", "回放丙");
    private static final int RECORDS = 60;
    private static final int STEPS = 400;
    private static final int INSTANTS = 1_000;

    @Inject
    Publications publications;

    @Inject
    Ownerships ownerships;

    @Inject
    ExpiredRecordEraser expired;

    @Inject
    DataSource database;

    @Inject
    SearchIndex index;

    @Inject
    MovableClock clock;

    private final Random random = new Random(19);

    /** What was written to each record, in order. */
    private final Map<String, List<Written>> log = new TreeMap<>();

    private final Map<String, String> owners = new HashMap<>();
    private Sunwindow sunwindow;
    private int serial;

    @AfterEach
    void reset() {
        clock.reset();
    }

    /**
     * A write.
     *
     * @param name  {@code null} for a withdrawal
     * @param from  first instant at which it is public, {@code null} for always
     * @param until first instant at which it is no longer public, {@code null} for never
     */
    private record Written(Instant at, String name, String topic, Instant from, Instant until, boolean excerpt) {

        boolean isPublicAt(Instant then) {
            return name != null && (from == null || !then.isBefore(from)) && !isOverAt(then);
        }

        boolean isOverAt(Instant then) {
            return until != null && !then.isBefore(until);
        }

        /** Whether it publishes less than the write before, or for a shorter time. */
        boolean retracts(Written before) {
            if (name == null || excerpt) {
                return true;
            }
            boolean later = from != null && from.isAfter(at) && (before.from == null || from.isAfter(before.from));
            boolean shorter = until != null && (before.until == null || until.isBefore(before.until));
            return later || shorter;
        }
    }

    @Test
    void answersEqualAReplay() throws SQLException {
        sunwindow = Sunwindow.underTest();
        Instant start = clock.instant();
        for (int step = 0; step < STEPS; step++) {
            write();
        }
        settle();
        Instant end = clock.instant();
        List<Instant> instants = instants(start, end);
        for (Instant then : instants) {
            compare(then);
        }

        withdrawSome();
        settle();
        for (Instant then : instants.subList(0, 200)) {
            compare(then);
        }
        assertThat(replay(end).keySet()).as("the replay has records").hasSizeGreaterThan(5);

        List<String> before = answers(instants);
        rebuild();
        List<String> once = answers(instants);
        rebuild();
        List<String> twice = answers(instants);
        assertThat(once).isEqualTo(before);
        assertThat(twice).isEqualTo(once);

        clock.forward(Duration.ofDays(40));
        for (Instant then : instants.subList(0, 100)) {
            compare(then);
        }

        // other tests count hotlines
        owners.forEach((key, owner) -> publications.apply(List.of(new Withdraw(KIND, key, null)), origin(owner)));
        settle();
    }

    /** Some writes at the same instant, in one transaction, or a handover, or an erasure. */
    private void write() {
        if (random.nextInt(3) > 0) {
            clock.forward(Duration.ofMillis(1 + random.nextInt(7_200_000)));
        }
        Instant now = clock.instant();
        switch (random.nextInt(12)) {
            case 0 -> handOver();
            case 1 -> {
                expired.erase(Set.of(KIND));
                log.forEach((key, written) -> {
                    Written last = written.getLast();
                    if (last.name() != null && last.isOverAt(now)) {
                        written.add(new Written(now, null, null, null, null, false));
                    }
                });
            }
            default -> {
                String owner = random.nextBoolean() ? "demo" : "other";
                var writes = new LinkedHashMap<String, Write>();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    String key = "hot-replay-" + random.nextInt(RECORDS);
                    if (owners.computeIfAbsent(key, unknown -> owner).equals(owner) && !writes.containsKey(key)) {
                        writes.put(key, write(key, now));
                    }
                }
                assertThat(publications
                                .apply(List.copyOf(writes.values()), origin(owner))
                                .outcomes())
                        .doesNotContain(Outcome.FOREIGN);
                if (random.nextInt(4) == 0) {
                    settle();
                }
            }
        }
    }

    private Write write(String key, Instant now) {
        List<Written> written = log.computeIfAbsent(key, unknown -> new ArrayList<>());
        Written last = written.isEmpty() ? null : written.getLast();
        if (last != null && random.nextInt(15) == 0) {
            written.add(new Written(now, null, null, null, null, false));
            return new Withdraw(KIND, key, null);
        }
        if (last != null && last.name() != null && !last.excerpt() && random.nextInt(4) == 0) {
            // only the number changes, which is counted here
            return put(key, new Written(now, last.name(), last.topic(), last.from(), last.until(), false));
        }
        Instant from = random.nextInt(4) == 0 ? now.plus(Duration.ofMinutes(random.nextInt(20_000) - 10_000)) : null;
        Instant until = random.nextInt(4) == 0 ? now.plus(Duration.ofMinutes(1 + random.nextInt(40_000))) : null;
        boolean excerpt = random.nextInt(25) == 0;
        var put = new Written(
                now, "热线第" + ++serial + "版", TOPICS.get(random.nextInt(TOPICS.size())), from, until, excerpt);
        written.add(put);
        return put(key, put);
    }

    private Write put(String key, Written put) {
        var envelope = new Envelope(
                        RecordIdentity.of(key), put.name(), null, DIVISION, put.from(), put.until(), put.excerpt())
                .counting(Set.of("number"));
        String json = """
            {"id":"%s","number":"0500-8%06d","name":"%s","topics":["%s"],"division":"%s"}\
            """.formatted(key, ++serial, put.name(), put.topic(), DIVISION);
        return new Put(KIND, envelope, json);
    }

    private void handOver() {
        String from = random.nextBoolean() ? "demo" : "other";
        String to = from.equals("demo") ? "other" : "demo";
        List<String> keys = owners.keySet().stream()
                .filter(key -> owners.get(key).equals(from) && random.nextInt(4) == 0)
                .toList();
        if (!keys.isEmpty()) {
            Set<String> canonical = keys.stream().map(Identifier::canonical).collect(Collectors.toSet());
            assertThat(ownerships.handOver(origin(from), KIND, from, to, canonical))
                    .isEqualTo(keys.size());
            keys.forEach(key -> owners.put(key, to));
        }
    }

    private void withdrawSome() {
        Instant now = clock.instant();
        List<String> keys = List.copyOf(replay(now).keySet());
        for (int i = 0; i < keys.size(); i += 4) {
            String key = keys.get(i);
            publications.apply(List.of(new Withdraw(KIND, key, null)), origin(owners.get(key)));
            log.get(key).add(new Written(now, null, null, null, null, false));
        }
    }

    private static Origin origin(String owner) {
        return new Origin(Publisher.ofOwn(owner), UUID.randomUUID());
    }

    /** Waits until everything is indexed. */
    private void settle() {
        long revision = publications.apply(List.of(), origin("demo")).revision();
        Sunwindow.await(
                "revision " + revision,
                () -> given().get("/api/v1/divisions?size=1").as(Json.class).getLong("asOf.revision") >= revision);
    }

    /** Makes the index one of another store, so that it is built anew. */
    private void rebuild() throws SQLException {
        var store = UUID.randomUUID();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("update revision_counter set store_id = '%s'".formatted(store));
        }
        Sunwindow.await("a new index", () -> {
            SearchIndex.Status status = index.status();
            return status.readable() && status.visible().storeId().equals(store);
        });
        settle();
    }

    /** Instants of writes and of changes of visibility, just before them, and any others. */
    private List<Instant> instants(Instant start, Instant end) {
        var borders = log.values().stream()
                .flatMap(List::stream)
                .flatMap(written -> Stream.of(written.at(), written.from(), written.until()))
                .filter(Objects::nonNull)
                .filter(border -> !border.isBefore(start) && !border.isAfter(end))
                .toList();
        var instants = new ArrayList<Instant>();
        for (int i = 0; i < INSTANTS; i++) {
            Instant border = borders.get(random.nextInt(borders.size()));
            instants.add(
                    switch (random.nextInt(4)) {
                        case 0 -> border;
                        case 1 -> border.minusMillis(1);
                        default ->
                            start.plusMillis((long) (random.nextDouble()
                                    * Duration.between(start, end).toMillis()));
                    });
        }
        return instants;
    }

    /** The records that were public at an instant and are public now, in their states then. */
    private Map<String, Written> replay(Instant then) {
        var found = new TreeMap<String, Written>();
        Instant now = clock.instant();
        log.forEach((key, written) -> {
            Written present = written.getLast();
            if (!present.isPublicAt(now)) {
                return;
            }
            int first = written.size() - 1;
            while (first > 0
                    && written.get(first - 1).name() != null
                    && !written.get(first).retracts(written.get(first - 1))) {
                first--;
            }
            written.subList(first, written.size()).stream()
                    .filter(each -> !each.at().isAfter(then))
                    .reduce((one, later) -> later)
                    .filter(each -> each.isPublicAt(then))
                    .ifPresent(each -> found.put(key, each));
        });
        return found;
    }

    private void compare(Instant then) {
        Map<String, Written> expected = replay(then);
        var names = new TreeMap<String, String>();
        expected.forEach((key, written) -> names.put(key, written.name()));
        var counts = new TreeMap<String, Integer>();
        expected.values().forEach(written -> counts.merge(written.topic(), 1, Integer::sum));

        var found = new TreeMap<String, String>();
        // some lists have several pages
        int size = random.nextInt(10) == 0 ? 5 : 100;
        String list = "/api/v1/hotlines?division=%s&size=%d&facets=topic&asOf=%s".formatted(DIVISION, size, then);
        Optional<String> after = Optional.empty();
        do {
            Response page = read(list + after.map(next -> "&after=" + next).orElse(""));
            var answer = page.as(Json.class);
            answer.getList("items", Map.class)
                    .forEach(item -> assertThat(found.put((String) item.get("id"), (String) item.get("name")))
                            .as("one state of each record")
                            .isNull());
            assertThat(answer.getInt("total.value")).as("total at %s", then).isEqualTo(names.size());
            var facet = new TreeMap<String, Integer>();
            answer.getList("facets.topic", Map.class)
                    .forEach(value -> facet.put((String) value.get("value"), (Integer) value.get("count")));
            assertThat(facet).as("facet at %s", then).isEqualTo(counts);
            after = Optional.ofNullable(answer.getString("page.next"));
        } while (after.isPresent());
        assertThat(found).as("list at %s", then).isEqualTo(names);

        String key = "hot-replay-" + random.nextInt(RECORDS);
        Response record = record(key, then);
        if (expected.containsKey(key)) {
            assertThat(record.as(Json.class).getString("name")).isEqualTo(names.get(key));
        } else {
            assertThat(record.statusCode()).as("%s at %s", key, then).isIn(404, 410);
        }
    }

    private Response record(String key, Instant then) {
        return answered("/api/v1/hotlines/%s?asOf=%s".formatted(key, then));
    }

    private static Response read(String path) {
        Response response = answered(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }

    /** Repeats a request while the instance polls for withdrawals first. */
    private static Response answered(String path) {
        var last = new Response[1];
        Sunwindow.await("an answer to " + path, () -> {
            last[0] = given().get(path);
            return last[0].statusCode() != 503;
        });
        return last[0];
    }

    /** Without the present revision, which the erasure of expired records of other tests may advance. */
    private List<String> answers(List<Instant> instants) {
        return instants.subList(0, 50).stream()
                .map(then -> read("/api/v1/hotlines?division=%s&size=100&facets=topic&asOf=%s"
                                .formatted(DIVISION, then))
                        .asString()
                        .replaceFirst("\"revision\":\\d+,\"time\":\"[^\"]*\"", ""))
                .toList();
    }
}
