package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchIndex.Status;
import org.sunwindow.publication.LogPosition;

/** The thread that verifies the index. The tests decide what it sees each time it looks, and how verifications end. */
class IndexVerifierTest {

    private static final LogPosition VISIBLE = new LogPosition(UUID.randomUUID(), 1, null);

    private final AtomicLong nanoTime = new AtomicLong();
    private final BlockingQueue<Status> statuses = new SynchronousQueue<>();
    private final BlockingQueue<Thread> verifying = new LinkedBlockingQueue<>();
    private final Exchanger<RuntimeException> end = new Exchanger<>();

    private final SearchIndex index = (SearchIndex) Proxy.newProxyInstance(
            SearchIndex.class.getClassLoader(),
            new Class<?>[] {SearchIndex.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "status" -> statuses.take();
                case "verify" -> verify();
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final IndexVerifier verifier = new IndexVerifier(
            index,
            TestSettings.general(Map.of("sunwindow.index.verify-every", "1H")),
            Duration.ofNanos(1),
            nanoTime::get);

    private Object verify() throws InterruptedException {
        verifying.add(Thread.currentThread());
        RuntimeException failure = end.exchange(null);
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    @BeforeEach
    void start() {
        verifier.start(null);
    }

    @AfterEach
    void stop() {
        verifier.stop(null);
    }

    @Test
    void suspicionIsFollowedUpOnAThreadOfItsOwn() throws InterruptedException {
        see(VISIBLE, Fault.SUSPECT);
        Thread thread = verifying.take();
        assertThat(thread.getName()).isEqualTo("index-verifier");
        assertThat(thread.isDaemon()).isTrue();
        finish(null);
    }

    @Test
    void indexThatIsDamagedOrAnswersNothingIsNotVerified() throws InterruptedException {
        see(VISIBLE, Fault.DAMAGED);
        see(null, Fault.NONE);
        see(null, Fault.SUSPECT);
        see(VISIBLE, Fault.DAMAGED);
        assertThat(verifying).isEmpty();
    }

    @Test
    void failureOfAVerificationDoesNotEndTheThread() throws InterruptedException {
        see(VISIBLE, Fault.SUSPECT);
        Thread thread = verifying.take();
        finish(new IllegalStateException("the disk does not answer"));
        see(VISIBLE, Fault.SUSPECT);
        assertThat(verifying.take()).isSameAs(thread);
        finish(null);
    }

    @Test
    void soundIndexIsVerifiedAtTheStartAndRegularly() throws InterruptedException {
        see(VISIBLE, Fault.NONE);
        verifying.take();
        finish(null);
        assertVerifiedAfter(Duration.ofHours(1), Fault.NONE);
    }

    /** Reads that fail again and again, as on a disk that is going to fail, do not keep a processor busy. */
    @Test
    void verifyingTakesNoMoreThanItsShareOfAProcessor() throws InterruptedException {
        see(VISIBLE, Fault.SUSPECT);
        verifying.take();
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        finish(null);
        assertVerifiedAfter(Duration.ofSeconds(150), Fault.SUSPECT);
    }

    @Test
    void stopDoesNotWaitForAVerification() throws InterruptedException {
        see(VISIBLE, Fault.SUSPECT);
        Thread thread = verifying.take();
        verifier.stop(null);
        assertThat(thread.isAlive()).isTrue();
        end.exchange(null);
        thread.join();
    }

    private void assertVerifiedAfter(Duration pause, Fault fault) throws InterruptedException {
        nanoTime.addAndGet(pause.toNanos() - 1);
        see(VISIBLE, fault);
        awaitDecision();
        assertThat(verifying).isEmpty();
        nanoTime.addAndGet(1);
        see(VISIBLE, fault);
        verifying.take();
        finish(null);
    }

    /** Ends the verification that is running. */
    private void finish(RuntimeException failure) throws InterruptedException {
        end.exchange(failure);
        // before the clock moves on
        awaitDecision();
    }

    /** Returns once the thread looks again, so that it has done what followed from what it saw before. */
    private void awaitDecision() throws InterruptedException {
        see(VISIBLE, Fault.DAMAGED);
    }

    /** Returns once the thread has looked. */
    private void see(LogPosition visible, Fault fault) throws InterruptedException {
        statuses.put(new Status(null, visible, null, true, visible != null, fault));
    }
}
