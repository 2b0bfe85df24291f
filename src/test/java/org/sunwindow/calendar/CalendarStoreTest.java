package org.sunwindow.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Sunwindow;

class CalendarStoreTest {

    /** A refresh that is in its transaction while the data source is closed fails with a stack trace. */
    @Test
    @Tag("slow")
    void stopWaitsForARunningRefresh() throws InterruptedException {
        var running = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var refreshes = new AtomicInteger();
        var store = new CalendarStore(null) {
            @Override
            public void refresh() {
                running.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                refreshes.incrementAndGet();
            }
        };
        Thread poll = Thread.ofPlatform().start(store::poll);
        running.await();
        var waited = new AtomicBoolean();
        Thread stop = Thread.ofPlatform().start(() -> {
            store.stop(null);
            waited.set(refreshes.get() == 1);
        });
        Sunwindow.await("stop waits", () -> stop.getState() == Thread.State.BLOCKED);
        released.countDown();
        poll.join();
        stop.join();
        assertThat(waited).isTrue();
        store.poll();
        assertThat(refreshes).hasValue(1);
    }
}
