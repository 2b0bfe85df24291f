package org.sunwindow.imports.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.publication.database.DatabaseReached;

class WorkersTest {

    private final BlockingQueue<WaitingRun> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<WaitingRun> done = new LinkedBlockingQueue<>();
    private final BlockingQueue<WaitingRun> extended = new LinkedBlockingQueue<>();
    private Workers workers;

    private void start(int count, Work work) {
        start(() -> Optional.ofNullable(waiting.poll()), count, work);
    }

    private void start(Supplier<Optional<WaitingRun>> next, int count, Work work) {
        workers = new Workers(next, extended::add, work, count);
        workers.start(new DatabaseReached());
    }

    @AfterEach
    void stop() throws InterruptedException {
        workers.stop(null);
    }

    private WaitingRun add() {
        var run =
                new WaitingRun(UUID.randomUUID(), UUID.randomUUID(), "bureau", "disclosure", "NDJSON", false, 1, false);
        waiting.add(run);
        workers.wake();
        return run;
    }

    @Test
    void runsAreTakenAsTheyAreAdded() throws InterruptedException {
        start(1, (run, stopped) -> done.add(run));
        WaitingRun first = add();
        assertThat(done.take()).isEqualTo(first);
        WaitingRun second = add();
        assertThat(done.take()).isEqualTo(second);
    }

    @Test
    void failureOfOneRunDoesNotEndTheWorker() throws InterruptedException {
        var failed = new CountDownLatch(1);
        start(1, (run, stopped) -> {
            if (failed.getCount() > 0) {
                failed.countDown();
                throw new StackOverflowError();
            }
            done.add(run);
        });
        add();
        failed.await();
        WaitingRun second = add();
        assertThat(done.take()).isEqualTo(second);
    }

    @Test
    void errorWhileARunIsTakenDoesNotEndTheWorker() throws InterruptedException {
        var failed = new CountDownLatch(1);
        start(
                () -> {
                    if (failed.getCount() > 0) {
                        failed.countDown();
                        throw new OutOfMemoryError();
                    }
                    return Optional.ofNullable(waiting.poll());
                },
                1,
                (run, stopped) -> done.add(run));
        failed.await();
        WaitingRun next = add();
        assertThat(done.take()).isEqualTo(next);
    }

    @Test
    void leaseIsExtendedWhileARunIsWorkedOn() throws InterruptedException {
        var working = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        start(1, (run, stopped) -> {
            working.countDown();
            await(end);
            done.add(run);
        });
        WaitingRun run = add();
        working.await();
        workers.extend();
        assertThat(extended).containsExactly(run);
        end.countDown();
        done.take();
        workers.stop(null);
        workers.extend();
        assertThat(extended).hasSize(1);
    }

    /** The wait stands for that for the index. */
    @Test
    void stopEndsWaitsAndReturnsWhenTheRunIsGivenBack() throws InterruptedException {
        var working = new CountDownLatch(2);
        start(2, (run, stopped) -> {
            working.countDown();
            awaitStop(stopped);
            done.add(run);
        });
        add();
        add();
        working.await();
        workers.stop(null);
        assertThat(done).hasSize(2);
        add();
        assertThat(waiting).hasSize(1);
    }

    @Test
    void noWorkersLeaveRunsToOtherInstances() {
        start(0, (run, stopped) -> done.add(run));
        add();
        assertThat(waiting).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitStop(BooleanSupplier stopped) {
        var never = new CountDownLatch(1);
        while (!stopped.getAsBoolean()) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // stopped is set before
            }
        }
    }
}
