package org.sunwindow.http.connection;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** At most one task that waits for its time on the thread of a connection; the last one that was started. Not thread-safe. */
final class Timer {

    private Future<?> task;

    boolean isRunning() {
        return task != null;
    }

    void start(ChannelHandlerContext context, long nanos, Runnable then) {
        cancel();
        task = context.executor()
                .schedule(
                        () -> {
                            task = null;
                            then.run();
                        },
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }
}
