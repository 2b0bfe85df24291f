package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;
import org.sunwindow.http.ProblemException;

/** In what order, and together with which others, attempts are judged. */
class LookupBatcherTest {

    private static final CaseSettings SETTINGS = TestSettings.progress(Map.of());
    private static final Hashes HASHES = new Hashes(SETTINGS);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<List<String>> asked = new ArrayList<>();
    private final LookupBatcher lanes = new LookupBatcher(new Slow(), new Audit(null, Clock.systemUTC()));

    /** Tells what it is asked, and answers nothing until it may. */
    private final class Slow extends Lookup {

        Slow() {
            super(null, null, HASHES, Clock.systemUTC(), SETTINGS);
        }

        @Override
        List<LookupResult> find(List<Attempt> attempts) throws SQLException {
            synchronized (asked) {
                asked.add(attempts.stream()
                        .map(attempt ->
                                attempt.number() + "/" + attempt.factor().value())
                        .toList());
            }
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (attempts.stream().anyMatch(attempt -> attempt.number().equals("BROKEN"))) {
                throw new SQLException("connection lost", "08006");
            }
            return attempts.stream()
                    .<LookupResult>map(attempt -> new LookupResult.NoMatch())
                    .toList();
        }
    }

    @AfterEach
    void stop() {
        open.countDown();
        lanes.stop();
    }

    private static Attempt attempt(String number, int guess) {
        var factor = new Factor(FactorType.QUERY_CODE, Integer.toString(guess));
        return Attempt.of(HASHES, new StatusQuery(number, factor, null), new Requester("portal", null, null));
    }

    private List<CompletionStage<LookupResult>> ask(String number, int guesses) {
        return IntStream.range(0, guesses)
                .mapToObj(guess -> lanes.ask(attempt(number, guess)))
                .toList();
    }

    private static void await(List<CompletionStage<LookupResult>> answers) {
        answers.forEach(answer -> answer.toCompletableFuture().join());
    }

    /** Numbers that wait in one lane. */
    private static List<String> sameLane(int count) {
        int lane = lane("2026-0");
        return IntStream.range(0, 1000)
                .mapToObj(i -> "2026-" + i)
                .filter(number -> lane(number) == lane)
                .limit(count)
                .toList();
    }

    private static int lane(String number) {
        return Math.floorMod(attempt(number, 0).numberHash().hash().hashCode(), LookupBatcher.LANES);
    }

    @Test
    void guessesAtOneNumberAreJudgedOneAfterTheOtherInTheirOrder() throws Exception {
        var answers = ask("2026-0", 5);
        begun.await();
        open.countDown();
        await(answers);
        assertThat(asked)
                .containsExactly(
                        List.of("2026-0/0"),
                        List.of("2026-0/1"),
                        List.of("2026-0/2"),
                        List.of("2026-0/3"),
                        List.of("2026-0/4"));
    }

    @Test
    void thoseWhoWaitAreAskedForTogetherEachNumberOnce() throws Exception {
        List<String> numbers = sameLane(4);
        var answers = new ArrayList<>(ask(numbers.getFirst(), 1));
        begun.await();
        answers.addAll(ask(numbers.get(1), 2));
        answers.addAll(ask(numbers.get(2), 1));
        answers.addAll(ask(numbers.get(3), 1));
        open.countDown();
        await(answers);
        assertThat(asked)
                .containsExactly(
                        List.of(numbers.getFirst() + "/0"),
                        List.of(numbers.get(1) + "/0", numbers.get(2) + "/0", numbers.get(3) + "/0"),
                        List.of(numbers.get(1) + "/1"));
    }

    @Test
    void whatFindsNoRoomIsRefusedAtOnceAndTheRestIsAnswered() throws Exception {
        var answers = new ArrayList<>(ask("2026-0", 1));
        begun.await();
        CompletionStage<LookupResult> refused = lanes.ask(attempt("2026-0", 1));
        while (!refused.toCompletableFuture().isDone()) {
            answers.add(refused);
            refused = lanes.ask(attempt("2026-0", answers.size()));
        }
        assertThat(refused.toCompletableFuture().exceptionNow()).isInstanceOf(ProblemException.class);
        assertThat(answers).hasSizeBetween(100, 10_000);
        open.countDown();
        await(answers);
    }

    @Test
    void failureOfTheStoreIsToldAndTheLaneGoesOn() {
        open.countDown();
        var broken = lanes.ask(attempt("BROKEN", 1)).toCompletableFuture();
        assertThatThrownBy(broken::join).hasCauseInstanceOf(SQLException.class);
        // enough numbers to be in every lane
        await(IntStream.range(0, 20)
                .mapToObj(i -> lanes.ask(attempt("2026-" + i, 1)))
                .toList());
    }
}
