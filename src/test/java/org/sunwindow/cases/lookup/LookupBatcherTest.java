package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FactorType;
import org.sunwindow.http.Failures;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Proxies;
import org.sunwindow.publication.database.DatabaseMonitor;

/** Order and batches of lookups. */
class LookupBatcherTest {

    private static final CaseSettings SETTINGS = TestSettings.cases(Map.of());
    private static final FactorHashes HASHES = new FactorHashes(TestSettings.keyedHashes(Map.of()));

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<List<String>> executed = new ArrayList<>();
    private final LookupBatcher batcher = new LookupBatcher(new Database(), new BlockedLookup(), new Audit(null));

    private volatile boolean accepted = true;

    private final class Database extends DatabaseMonitor {

        Database() {
            super(null, null, null, Clock.systemUTC());
        }

        @Override
        public boolean isAccepted() {
            return accepted;
        }
    }

    /** Records the attempts and returns when the latch is opened. */
    private final class BlockedLookup extends Lookup {

        BlockedLookup() {
            super(null, HASHES, new DatabaseTime(Clock.systemUTC()), SETTINGS);
        }

        @Override
        Answers find(List<Attempt> attempts) throws SQLException {
            synchronized (executed) {
                executed.add(attempts.stream()
                        .map(attempt ->
                                attempt.number() + "/" + attempt.factor().value())
                        .toList());
            }
            started.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (attempts.stream().anyMatch(attempt -> attempt.number().equals("BROKEN"))) {
                throw new SQLException("connection lost", "08006");
            }
            if (attempts.stream().anyMatch(attempt -> attempt.number().equals("FATAL"))) {
                throw new StackOverflowError("forced");
            }
            return new Answers(
                    Instant.EPOCH,
                    attempts.stream()
                            .<LookupResult>map(attempt -> new LookupResult.NoMatch())
                            .toList());
        }
    }

    @AfterEach
    void stop() {
        open.countDown();
        batcher.stop();
    }

    private static Attempt attempt(String number, int guess) {
        return attempt("portal", number, guess);
    }

    private static Attempt attempt(String caller, String number, int guess) {
        var factor = new Factor(FactorType.QUERY_CODE, Integer.toString(guess));
        var requester = new Requester(caller, null, new Proxies.Client("7f000001", null, "7f0000"));
        return Attempt.of(HASHES, new StatusQuery(number, factor, null), requester, null);
    }

    private List<CompletionStage<LookupResult>> submit(String number, int guesses) {
        return IntStream.range(0, guesses)
                .mapToObj(guess -> batcher.submit(attempt(number, guess)))
                .toList();
    }

    private static void await(List<CompletionStage<LookupResult>> answers) {
        answers.forEach(answer -> answer.toCompletableFuture().join());
    }

    /** Numbers of one lane. */
    private static List<String> sameLane(int count) {
        int lane = lane("2026-0");
        return IntStream.range(0, 10_000)
                .mapToObj(i -> "2026-" + i)
                .filter(number -> lane(number) == lane)
                .limit(count)
                .toList();
    }

    private static int lane(String number) {
        return Math.floorMod(attempt(number, 0).numberKey().hash().hashCode(), LookupBatcher.LANES);
    }

    @Test
    void attemptsForOneNumberAreExecutedInOrder() throws Exception {
        var answers = submit("2026-0", 5);
        started.await();
        open.countDown();
        await(answers);
        assertThat(executed)
                .containsExactly(
                        List.of("2026-0/0"),
                        List.of("2026-0/1"),
                        List.of("2026-0/2"),
                        List.of("2026-0/3"),
                        List.of("2026-0/4"));
    }

    @Test
    void queuedAttemptsAreBatchedEachNumberOnce() throws Exception {
        List<String> numbers = sameLane(4);
        var answers = new ArrayList<>(submit(numbers.getFirst(), 1));
        started.await();
        answers.addAll(submit(numbers.get(1), 2));
        answers.addAll(submit(numbers.get(2), 1));
        answers.addAll(submit(numbers.get(3), 1));
        open.countDown();
        await(answers);
        assertThat(executed)
                .containsExactly(
                        List.of(numbers.getFirst() + "/0"),
                        List.of(numbers.get(1) + "/0", numbers.get(2) + "/0", numbers.get(3) + "/0"),
                        List.of(numbers.get(1) + "/1"));
    }

    /** With another key than that of the database. */
    @Test
    void nothingIsLookedUpBeforeTheDatabaseIsAccepted() {
        open.countDown();
        accepted = false;
        CompletableFuture<LookupResult> refused =
                batcher.submit(attempt("2026-0", 1)).toCompletableFuture();
        assertThatThrownBy(refused::join).matches(e -> Failures.isDatabaseUnavailable(e));
        assertThat(executed).isEmpty();
        accepted = true;
        batcher.submit(attempt("2026-0", 1)).toCompletableFuture().join();
        assertThat(executed).hasSize(1);
    }

    @Test
    void attemptsBeyondTheCapacityAreRefusedImmediately() throws Exception {
        var answers = new ArrayList<>(submit("2026-0", 1));
        started.await();
        CompletionStage<LookupResult> refused = batcher.submit(attempt("2026-0", 1));
        while (!refused.toCompletableFuture().isDone()) {
            answers.add(refused);
            refused = batcher.submit(attempt("2026-0", answers.size()));
        }
        assertThat(refused.toCompletableFuture().exceptionNow()).isInstanceOf(ProblemException.class);
        assertThat(answers).hasSizeBetween(100, 10_000);
        open.countDown();
        await(answers);
    }

    /** However many guessers wait, for one number or for many, a caller with a key is in the next batch. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void callersAreServedInTurn(int guessedNumbers) throws Exception {
        List<String> numbers = sameLane(guessedNumbers + 1);
        String own = numbers.getLast();
        var answers = new ArrayList<CompletionStage<LookupResult>>();
        answers.add(batcher.submit(attempt(null, numbers.getFirst(), -1)));
        started.await();
        CompletionStage<LookupResult> guess;
        int guesses = 0;
        do {
            guess = batcher.submit(attempt(null, numbers.get(guesses % guessedNumbers), guesses++));
            answers.add(guess);
        } while (!guess.toCompletableFuture().isCompletedExceptionally());
        answers.removeLast();
        answers.add(batcher.submit(attempt("portal", own, 1)));
        answers.add(batcher.submit(attempt("another", own, 2)));
        open.countDown();
        await(answers);
        assertThat(executed.get(1)).contains(own + "/1");
        assertThat(executed.get(2)).contains(own + "/2");
    }

    @ParameterizedTest
    @CsvSource({"BROKEN, java.sql.SQLException", "FATAL, java.lang.StackOverflowError"})
    void failureCompletesItsBatchOnly(String number, Class<? extends Throwable> failure) {
        open.countDown();
        var broken = batcher.submit(attempt(number, 1)).toCompletableFuture();
        // without an answer the test would wait for ever
        assertThatThrownBy(() -> broken.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(failure);
        // enough numbers to be in every lane
        await(IntStream.range(0, 20)
                .mapToObj(i -> batcher.submit(attempt("2026-" + i, 1)))
                .toList());
    }
}
