package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.StrictJson;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/**
 * Updates of two systems whose codes contradict each other, in every order, some of them twice: the stored state
 * does not depend on the order of arrival. Failures print their seed.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CaseUpdatesTest {

    /** Code 10 is unknown to one source and final for the other, 6 the reverse; 99 is unknown to both. */
    private static final List<String> CODES = List.of("0", "2", "3", "6", "7", "8", "-1", "10", "09", "07", "13", "99");

    private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-11-09T10:00:00+08:00");

    private static final Origin ORIGIN = new Origin(Publisher.ofOwn("bureau"), UUID.randomUUID());

    @Inject
    Cases cases;

    @Inject
    FactorHashes hashes;

    private final StrictJson json = IndexFixture.json();

    /** An update and its time in the source. */
    private record Update(int time, String line) {}

    private List<Update> updates(Random random, String number) {
        var updates = new ArrayList<Update>();
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            // several updates may have the same time
            int time = random.nextInt(4);
            String source = random.nextBoolean() ? "approval" : "gateway";
            String code = CODES.get(random.nextInt(CODES.size()));
            updates.add(new Update(
                    time, """
                    {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","source":"%s",\
                    "sourceStatus":"%s","submittedAt":"%s","updatedAt":"%s","history":[]%s}""".formatted(number, source, code, FIRST, FIRST.plusHours(time), factors(random))));
        }
        return updates;
    }

    /** Kept, removed or replaced. */
    private static String factors(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> ",\"factors\":[]";
            default ->
                ",\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"%06d\"}]".formatted(random.nextInt(1_000_000));
        };
    }

    private CaseLine line(Update update, String number) {
        try {
            return json.read(update.line().replace("NUMBER", number), CaseLine.class);
        } catch (StrictJson.Invalid e) {
            throw new AssertionError(e.items().toString());
        }
    }

    /** The stored case and its query code, if it has one. */
    private String state(String number, List<Update> updates) {
        StoredCase present = QuarkusTransaction.requiringNew()
                .call(() -> StoredCase.withNumber(number, ORIGIN.publisher()).orElseThrow());
        List<String> open = updates.stream()
                .map(update -> Json.of(update.line()).getString("factors[0].value"))
                .filter(Objects::nonNull)
                .distinct()
                .filter(code -> present.queryCode != null
                        && hashes.match(present.queryCode, new Factor(FactorType.QUERY_CODE, code))
                                == FactorHashes.Match.CURRENT_KEY)
                .toList();
        assertThat(open).hasSize(present.queryCode == null ? 0 : 1);
        return present.progress + open + present.endedAt;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void everyOrderEndsInTheSameState(int seed) {
        var random = new Random(seed);
        List<Update> updates = updates(random, "NUMBER");
        String number = "ORDER-2026-" + seed;
        String expected = null;
        for (int order = 0; order < 12; order++) {
            cases.withdraw(number, ORIGIN, null);
            var arriving = new ArrayList<>(updates);
            for (int twice = 0; twice < 3; twice++) {
                arriving.add(updates.get(random.nextInt(updates.size())));
            }
            Collections.shuffle(arriving, random);
            // in one batch or one by one
            if (random.nextBoolean()) {
                cases.apply(
                        arriving.stream().map(update -> line(update, number)).toList(), ORIGIN, null);
            } else {
                arriving.forEach(update -> cases.apply(List.of(line(update, number)), ORIGIN, null));
            }
            String state = state(number, updates);
            expected = expected == null ? state : expected;
            assertThat(state).as("seed %d, order %d: %s", seed, order, arriving).isEqualTo(expected);
        }
        int latest = updates.stream().mapToInt(Update::time).max().orElseThrow();
        assertThat(expected)
                .contains(
                        "\"updatedAt\":\"" + json.write(FIRST.plusHours(latest)).substring(1, 20));
    }

    private List<FactorType> factors(String number, String... updates) {
        for (String update : updates) {
            cases.apply(List.of(line(new Update(0, update), number)), ORIGIN, null);
        }
        StoredCase present = QuarkusTransaction.requiringNew()
                .call(() -> StoredCase.withNumber(number, ORIGIN.publisher()).orElseThrow());
        var types = new ArrayList<FactorType>();
        for (FactorType type : FactorType.values()) {
            byte[] hash = switch (type) {
                case QUERY_CODE -> present.queryCode;
                case ID_TAIL -> present.idTail;
                case PHONE_TAIL -> present.phoneTail;
            };
            if (hash != null) {
                assertThat(hashes.match(hash, new Factor(type, "1357"))).isEqualTo(FactorHashes.Match.CURRENT_KEY);
                types.add(type);
            }
        }
        return types;
    }

    private static String update(int hour, String factors) {
        return """
                {"applicationNo":"NUMBER","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
                "submittedAt":"2026-11-09","updatedAt":"2026-11-10T%02d:00:00+08:00","history":[]%s}""".formatted(hour, factors);
    }

    private static final String CODE = "{\"type\":\"QUERY_CODE\",\"value\":\"1357\"}";
    private static final String PHONE = "{\"type\":\"PHONE_TAIL\",\"value\":\"1357\"}";

    @Test
    void factorsAreKeptUntilALineReplacesThem() {
        String number = "KEPT-2026-1";
        String both = ",\"factors\":[" + CODE + "," + PHONE + "]";
        assertThat(factors(number, update(9, both))).containsExactly(FactorType.QUERY_CODE, FactorType.PHONE_TAIL);
        assertThat(factors(number, update(10, ""))).containsExactly(FactorType.QUERY_CODE, FactorType.PHONE_TAIL);
        assertThat(factors(number, update(11, ",\"factors\":null")))
                .containsExactly(FactorType.QUERY_CODE, FactorType.PHONE_TAIL);
        assertThat(factors(number, update(12, ",\"factors\":[" + PHONE + "]"))).containsExactly(FactorType.PHONE_TAIL);
        assertThat(factors(number, update(13, ",\"factors\":[]"))).isEmpty();
    }

    /** The line with the factors arrives after a later one without. */
    @Test
    void lateLineBringsTheFactorsThatLaterOnesKeep() {
        String late = update(9, ",\"factors\":[" + CODE + "]");
        assertThat(factors("KEPT-2026-2", update(10, ""), late)).containsExactly(FactorType.QUERY_CODE);
        assertThat(factors("KEPT-2026-3", update(10, ",\"factors\":[" + PHONE + "]"), late))
                .containsExactly(FactorType.PHONE_TAIL);
        assertThat(cases.apply(List.of(line(new Update(0, late), "KEPT-2026-2")), ORIGIN, null))
                .containsExactly(Outcome.UNCHANGED);
    }

    @Test
    void replayOfEverythingChangesNothing() {
        List<Update> updates = updates(new Random(77), "REPLAY-2026-1");
        updates.sort(Comparator.comparing(Update::time));
        var lines = updates.stream().map(update -> line(update, "")).toList();
        cases.apply(lines, ORIGIN, null);
        assertThat(cases.apply(lines, ORIGIN, null)).containsOnly(Outcome.UNCHANGED);
    }

    /** Concurrent feeds: each batch is applied atomically, and the latest update wins. */
    @Test
    void concurrentFeedsEndInTheSameState() throws Exception {
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            updates.addAll(updates(new Random(i), "FEED-2026-" + i));
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var feeds = new ArrayList<Callable<Object>>();
            for (int feed = 0; feed < 4; feed++) {
                var arriving = new ArrayList<>(updates);
                Collections.shuffle(arriving, new Random(feed));
                feeds.add(() -> {
                    for (int from = 0; from < arriving.size(); from += 10) {
                        cases.apply(
                                arriving.subList(from, Math.min(from + 10, arriving.size())).stream()
                                        .map(update -> line(update, ""))
                                        .toList(),
                                ORIGIN,
                                null);
                    }
                    return null;
                });
            }
            for (var feed : threads.invokeAll(feeds)) {
                feed.get();
            }
        }
        updates.sort(Comparator.comparing(Update::time));
        assertThat(cases.apply(updates.stream().map(update -> line(update, "")).toList(), ORIGIN, null))
                .containsOnly(Outcome.UNCHANGED);
    }
}
