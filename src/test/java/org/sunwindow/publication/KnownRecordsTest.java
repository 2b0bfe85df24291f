package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.publication.Publications.Outcome;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Thousands of records may have one likeness: notices of one publisher, title and day. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KnownRecordsTest {

    private static final String KIND = "division";
    private static final int STORED = 5;
    private static final Origin ORIGIN = new Origin(Publisher.ofOwn("demo"), UUID.randomUUID());

    @Inject
    Publications publications;

    @BeforeEach
    void publishRecordsWithNumbers() {
        Sunwindow.await("ready", () -> Sunwindow.underTest().ready().statusCode() == 200);
        publications.apply(stored().map(key -> put(key, true)).toList(), ORIGIN);
    }

    @AfterEach
    void withdraw() {
        publications.apply(withdrawals().toList(), ORIGIN);
    }

    private static Stream<String> stored() {
        return IntStream.rangeClosed(1, STORED).mapToObj(KnownRecordsTest::code);
    }

    private static String code(int i) {
        return "99017%d000000".formatted(i);
    }

    private static Stream<Write> withdrawals() {
        return stored().map(key -> new Withdraw(KIND, key, "测试"));
    }

    private static Write put(String key, boolean numbered) {
        var identity = new RecordIdentity(key, List.of(), "alike", numbered);
        String json = "{\"id\":\"%s\",\"code\":\"%s\",\"name\":\"区\",\"level\":3}".formatted(key, key);
        return new Put(KIND, new Envelope(identity, "公示", "民政局", null, null, null, false), json);
    }

    @Test
    void recordsWithNumbersThatDoNotChangeAreNotLoaded() {
        for (Write write : List.of(put(code(6), true), put("D-ALIKE", false), new Withdraw(KIND, code(6), null))) {
            long loaded = QuarkusTransaction.requiringNew().call(() -> {
                KnownRecords.of(List.of(write), ORIGIN.publisher(), null);
                return (long) Publication.getEntityManager()
                        .unwrap(Session.class)
                        .getStatistics()
                        .getEntityCount();
            });
            assertThat(loaded).as("%s", write).isZero();
        }
    }

    /** A batch sees its own writes. */
    @Test
    void recordWithoutANumberIsRefusedWhileOneHasANumber() {
        Write without = put("D-ALIKE", false);
        List<Write> allButOne = withdrawals().skip(1).toList();
        assertThat(last(Stream.of(without))).isEqualTo(Outcome.ALIKE);
        assertThat(last(Stream.concat(allButOne.stream(), Stream.of(without)))).isEqualTo(Outcome.ALIKE);
        assertThat(last(Stream.concat(withdrawals(), Stream.of(without)))).isEqualTo(Outcome.CREATED);
        assertThat(publications
                        .dryRun(
                                Stream.concat(withdrawals(), Stream.of(put(code(6), true), without))
                                        .toList(),
                                ORIGIN,
                                new DryRun())
                        .alike())
                .containsValue(code(6));
    }

    private Outcome last(Stream<Write> writes) {
        return publications
                .dryRun(writes.toList(), ORIGIN, new DryRun())
                .outcomes()
                .getLast();
    }
}
