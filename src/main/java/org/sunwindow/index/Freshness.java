package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Whether this instance may answer public reads: it has looked for withdrawals within the promised time, or has found the
 * database unreachable. Otherwise, as after a pause of the process, it looks first. Thread-safe.
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
    private volatile CompletableFuture<Void> nextLook = new CompletableFuture<>();
    private volatile Runnable waker = () -> {};

    Freshness(Clock clock) {
        this.clock = clock;
    }

    /** By both clocks: that of the system may be stepped, and the monotonic one may stand still with a virtual machine. */
    private record Limit(long nanos, Instant until) {

        static Limit after(Look begun, Duration time) {
            return new Limit(begun.nanos() + time.toNanos(), begun.at().plus(time));
        }
    }

    /** The beginning of a look at the log. */
    record Look(long nanos, Instant at) {}

    Look beginLook() {
        return new Look(System.nanoTime(), clock.instant());
    }

    /** The look has succeeded: what was withdrawn before it began is hidden. */
    void looked(Look look) {
        limit = Limit.after(look, PROMISED);
    }

    /** The database cannot be reached, so nothing can be withdrawn. */
    void unreachable() {
        limit = Limit.after(beginLook(), UNREACHABLE);
    }

    /** Called after each look, whatever it found, and after its effects. */
    void lookEnded() {
        CompletableFuture<Void> ended = nextLook;
        nextLook = new CompletableFuture<>();
        ended.completeAsync(() -> null);
    }

    /** Sets what begins a look at once. */
    void onDemand(Runnable wake) {
        waker = wake;
    }

    /** Whether answers may be given. */
    public boolean holds(Instant now) {
        Limit current = limit;
        return current != null && System.nanoTime() - current.nanos() < 0 && now.isBefore(current.until());
    }

    /**
     * Waits for a look.
     *
     * @return fails with {@link StaleIndexException} if answers may not be given then, or no look ends in time
     */
    public CompletionStage<Void> awaitLook() {
        CompletableFuture<Void> look = nextLook;
        waker.run();
        return look.copy().orTimeout(PROMISED.toMillis(), TimeUnit.MILLISECONDS).handle((done, failure) -> {
            if (!holds(clock.instant())) {
                throw new StaleIndexException(RETRY);
            }
            return null;
        });
    }
}
