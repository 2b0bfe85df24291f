package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Whether this instance may answer public reads: it has polled for withdrawals within the promised time, or has found
 * the database unreachable. Otherwise, as after a pause of the process, it polls first. Thread-safe.
 */
@ApplicationScoped
public class Freshness {

    /** Time within which a withdrawal takes effect on every instance. */
    static final Duration PROMISED = Duration.ofSeconds(2);

    /** An unreachable database is tried again within this time. Longer than an attempt takes to fail. */
    private static final Duration UNREACHABLE = Duration.ofSeconds(8);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Clock clock;
    private volatile Limit limit;
    private volatile CompletableFuture<Void> nextPoll = new CompletableFuture<>();
    private volatile Runnable waker = () -> {};

    Freshness(Clock clock) {
        this.clock = clock;
    }

    /**
     * Uses both clocks: the system clock may be stepped, and the monotonic clock may stop while a virtual machine is
     * paused.
     */
    private record Limit(long nanos, Instant until) {

        static Limit after(Poll begun, Duration time) {
            return new Limit(begun.nanos() + time.toNanos(), begun.at().plus(time));
        }
    }

    /** The beginning of a poll of the log. */
    record Poll(long nanos, Instant at) {}

    Poll beginPoll() {
        return new Poll(System.nanoTime(), clock.instant());
    }

    /** The poll has succeeded: what was withdrawn before it began is hidden. */
    void pollSucceeded(Poll poll) {
        limit = Limit.after(poll, PROMISED);
    }

    /** The database cannot be reached, so nothing can be withdrawn. */
    void unreachable() {
        limit = Limit.after(beginPoll(), UNREACHABLE);
    }

    /** Called after each poll, whatever its result, and after its effects. */
    void pollEnded() {
        CompletableFuture<Void> ended = nextPoll;
        nextPoll = new CompletableFuture<>();
        ended.completeAsync(() -> null);
    }

    /** Sets what begins a poll at once. */
    void onDemand(Runnable wake) {
        waker = wake;
    }

    /** Whether answers may be given. */
    public boolean holds(Instant now) {
        Limit current = limit;
        return current != null && System.nanoTime() - current.nanos() < 0 && now.isBefore(current.until());
    }

    /**
     * Waits for a poll.
     *
     * @return fails with {@link StaleIndexException} if answers may not be given then, or no poll ends in time
     */
    public CompletionStage<Void> awaitPoll() {
        CompletableFuture<Void> poll = nextPoll;
        waker.run();
        return poll.copy().orTimeout(PROMISED.toMillis(), TimeUnit.MILLISECONDS).handle((done, failure) -> {
            if (!holds(clock.instant())) {
                throw new StaleIndexException(RETRY);
            }
            return null;
        });
    }
}
