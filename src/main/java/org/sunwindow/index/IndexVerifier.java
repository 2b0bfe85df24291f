package org.sunwindow.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.Settings;

/**
 * Verifies the index regularly, and as soon as possible after a failed read. Runs on a thread of its own, because
 * reading all files takes long on a cold disk. {@link IndexFollower} repairs the damage found.
 */
@ApplicationScoped
class IndexVerifier {

    private static final Logger LOG = Logger.getLogger(IndexVerifier.class);

    /** The share of a processor that verifying may take is 1 divided by this. */
    private static final int PAUSE = 50;

    /** How long a failed read may go unnoticed. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final SearchIndex index;
    private final Settings.Index settings;
    private final Duration poll;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "index-verifier");

    private long next;
    private long nextOnSuspicion;

    @Inject
    IndexVerifier(SearchIndex index, Settings settings) {
        this(index, settings, POLL, System::nanoTime);
    }

    IndexVerifier(SearchIndex index, Settings settings, Duration poll, LongSupplier nanoTime) {
        this.index = index;
        this.settings = settings.index();
        this.poll = poll;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong();
        nextOnSuspicion = next;
        thread.setDaemon(true);
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        thread.start();
    }

    /** Does not wait for a verification: the files stay readable until it ends. */
    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void run() {
        try {
            while (!stopped.await(poll.toNanos(), TimeUnit.NANOSECONDS)) {
                verifyIfDue();
            }
        } catch (InterruptedException e) {
            // only the end of the process interrupts this thread
        }
    }

    private void verifyIfDue() {
        SearchIndex.Status status = index.status();
        boolean suspect = status.fault() == SearchIndex.Fault.SUSPECT;
        boolean nothing = status.visible() == null || status.fault() == SearchIndex.Fault.DAMAGED;
        long begun = nanoTime.getAsLong();
        if (nothing || begun - (suspect ? nextOnSuspicion : next) < 0) {
            return;
        }
        try {
            index.verify();
        } catch (RuntimeException e) {
            LOG.errorf("the index cannot be verified: %s", ExceptionSummary.of(e));
        }
        long end = nanoTime.getAsLong();
        nextOnSuspicion = end + PAUSE * (end - begun);
        next = Math.max(nextOnSuspicion, end + settings.verifyEvery().toNanos());
    }
}
