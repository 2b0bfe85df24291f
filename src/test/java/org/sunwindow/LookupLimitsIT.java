package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sunwindow.LookupClient.code;
import static org.sunwindow.LookupClient.number;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.LookupClient.Identity;
import org.sunwindow.fault.Fault;

/** Attacks on the limits of lookups, each by a way round them that once worked. */
class LookupLimitsIT {

    private static final int CASES = 1_000;
    private static final int THREADS = 16;
    private static final String TOKEN = "caller-token-of-the-limits-test-";

    /** Guesses over one /48, as many as one guesser made in 14 seconds before it was limited. */
    private static final int SPRAYED = 8_601;

    private static final int ATTACKERS_AT_ONCE = 700;
    private static final int HONEST_LOOK_UPS = 200;

    @TempDir
    static Path home;

    private static LocalDatabase database;
    private static Instance instance;
    private static LookupClient client;

    @BeforeAll
    static void start() throws Exception {
        database = LocalDatabase.temporary();
        instance = new Instance(
                home.resolve("a"),
                database,
                Map.of(
                        "SUNWINDOW_CALLERS_HONEST_TOKEN",
                        TOKEN + "honest",
                        "SUNWINDOW_CALLERS_SAMPLER_TOKEN",
                        TOKEN + "sampler"));
        Sunwindow sunwindow = instance.start();
        client = new LookupClient(sunwindow);
        assertThat(sunwindow.publish("application", LookupClient.cases(CASES)).getInt("created"))
                .isEqualTo(CASES);
    }

    @AfterAll
    static void stop() throws Exception {
        instance.close();
        database.close();
    }

    @BeforeEach
    void forgetFailures() throws Exception {
        database.execute("delete from lookup_guard");
    }

    /** 2,000 sequential numbers, from addresses of one /48. */
    @Test
    void networkIsLimitedAsAWhole() throws Exception {
        var evaluated = new AtomicInteger();
        concurrently(THREADS, SPRAYED, guess -> {
            var identity = new Identity(null, null, "2001:db8:7:%x::1".formatted(guess * 31 % 65_536));
            var answer = client.ask(identity, number(10_000 + guess % 2_000), "%06d".formatted(guess));
            if (answer.statusCode() == 404) {
                evaluated.incrementAndGet();
            } else {
                assertThat(answer.statusCode()).isEqualTo(429);
            }
        });
        assertThat(evaluated.get()).isEqualTo(120);
    }

    /** 48 guesses between 12 successes of the owner. */
    @Test
    void successesOfAnOwnerGiveNoGuesses() throws Exception {
        int own = 1_998;
        int evaluated = 0;
        for (int round = 0; round < 12; round++) {
            var owner = new Identity(TOKEN + "honest", "owner", null);
            // the number is locked from the second round; then the owner has five attempts
            assertThat(client.ask(owner, number(own), code(own)).statusCode()).isEqualTo(round < 7 ? 200 : 429);
            for (int guess = 0; guess < 4; guess++) {
                var stranger = new Identity(TOKEN + "sampler", "stranger-" + round, null);
                int status = client.ask(stranger, number(own), "%06d".formatted(900_000 + 4 * round + guess))
                        .statusCode();
                evaluated += status == 404 ? 1 : 0;
                assertThat(status).isIn(404, 429);
            }
        }
        assertThat(evaluated).isEqualTo(5);
    }

    /** A guesser behind the address of an owner, as in an office, a village or a mobile network. */
    @Test
    void successOfAnOwnerGivesItsAddressNoGuesses() throws Exception {
        int own = 1_996;
        for (var shared :
                List.of(new Identity(null, null, "203.0.113.9"), new Identity(TOKEN + "honest", null, null))) {
            forgetFailures();
            assertThat(client.ask(shared, number(own), code(own)).statusCode()).isEqualTo(200);
            int evaluated = 0;
            for (int guess = 0; guess < 20; guess++) {
                int status = client.ask(shared, number(own), "%06d".formatted(900_000 + guess))
                        .statusCode();
                evaluated += status == 404 ? 1 : 0;
                assertThat(status).isIn(404, 429);
            }
            assertThat(evaluated).isEqualTo(5);
            assertThat(client.ask(shared, number(own), code(own)).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void callerWithAKeyIsAnsweredBesideManyAttackers() throws Exception {
        var over = new AtomicBoolean();
        var guesses = new AtomicInteger();
        int answered = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attackers = new ArrayList<Future<Void>>();
            for (int attacker = 0; attacker < ATTACKERS_AT_ONCE; attacker++) {
                var identity = new Identity(null, null, "100.%d.%d.1".formatted(attacker / 250, attacker % 250));
                attackers.add(threads.submit(() -> {
                    while (!over.get()) {
                        int guess = guesses.incrementAndGet();
                        client.ask(identity, number(guess % 1_000), "%06d".formatted(guess % 1_000_000));
                    }
                    return null;
                }));
            }
            Sunwindow.await("the attack has begun", () -> guesses.get() > 2 * ATTACKERS_AT_ONCE);
            try {
                for (int i = 0; i < HONEST_LOOK_UPS; i++) {
                    // not guessed at
                    int own = 1_000 + 2 * i;
                    var identity = new Identity(TOKEN + "honest", "person-" + own, null);
                    answered += client.ask(identity, number(own), code(own)).statusCode() == 200 ? 1 : 0;
                }
            } finally {
                over.set(true);
            }
            for (var attacker : attackers) {
                attacker.get();
            }
        }
        assertThat(answered).isGreaterThanOrEqualTo(HONEST_LOOK_UPS * 95 / 100);
    }

    /** The right code and a wrong one are not told apart, because neither is counted. */
    @Fault(
            value = "the database of lookups becomes read-only",
            promise = "right and wrong codes are refused alike with 503, because failures cannot be counted")
    void databaseThatDoesNotWriteAnswersNothing() throws Exception {
        database.execute("alter database postgres set default_transaction_read_only = on");
        disconnect();
        var owner = new Identity(TOKEN + "honest", "reader", null);
        var answers = new HashSet<String>();
        int own = 1_600;
        for (int i = 0; i < 100; i++) {
            answers.add(
                    LookupClient.content(client.ask(owner, number(own), i % 2 == 0 ? code(own) : "%06d".formatted(i))));
        }
        database.execute(
                "begin; set transaction read write; alter database postgres reset default_transaction_read_only; commit");
        disconnect();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).startsWith("503").contains("store.unavailable"));
        Sunwindow.await(
                "lookups are answered again",
                () -> client.ask(owner, number(own), code(own)).statusCode() == 200);
    }

    /** Ends the connections of the service, so that it opens new ones with the new settings. */
    private static void disconnect() throws Exception {
        database.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
    }

    private interface Guess {
        void make(int guess) throws Exception;
    }

    private static void concurrently(int threads, int guesses, Guess guess) throws Exception {
        var next = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(() -> {
                    for (int i = next.getAndIncrement(); i < guesses; i = next.getAndIncrement()) {
                        guess.make(i);
                    }
                    return null;
                });
            }
            for (var each : pool.invokeAll(running)) {
                each.get();
            }
        }
    }
}
