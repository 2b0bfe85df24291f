package org.sunwindow.http.connection;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task on the thread of a connection after a delay. Starting a task replaces the one that waits. Not
 * thread-safe.
 */
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
