package org.sunwindow.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Output that a client has not read yet. Drops the connection if none of it is sent for some time. All methods but
 * {@link #drop} run on the thread of the connection.
 */
final class StalledOutput implements PendingBytes.Holder {

    private final ChannelHandlerContext context;
    private final Guards guards;
    private final Runnable drop;
    private final Timer timer = new Timer();
    private boolean active;
    private long bytes;
    private Object sending;
    private long sent;

    /**
     * @param drop drops the connection
     */
    StalledOutput(ChannelHandlerContext context, Guards guards, Runnable drop) {
        this.context = context;
        this.guards = guards;
        this.drop = drop;
    }

    /** Begins to observe the output if there is some; call it after every flush. */
    void flushed() {
        if (active) {
            update();
        } else if (pending() > 0) {
            active = true;
            update();
            hasProgressed();
            schedule();
        }
    }

    /** Records how much is pending now. */
    void update() {
        long now = pending();
        if (active && now != bytes) {
            bytes = now;
            guards.pendingOutput().set(this, now);
        }
    }

    /** Ends the observation, because everything was sent or the connection is closed. */
    void end() {
        if (active) {
            active = false;
            timer.cancel();
            bytes = 0;
            guards.pendingOutput().set(this, 0);
        }
    }

    private long pending() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Whether something was sent since the last call. */
    private boolean hasProgressed() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        Object current = buffer == null ? null : buffer.current();
        long progress = buffer == null ? 0 : buffer.currentProgress();
        boolean changed = current != sending || progress != sent;
        sending = current;
        sent = progress;
        return changed;
    }

    private void schedule() {
        long timeout = guards.settings().stalledTimeout().toNanos();
        timer.start(context, timeout, this::check);
    }

    private void check() {
        update();
        if (bytes == 0) {
            end();
        } else if (hasProgressed()) {
            schedule();
        } else {
            guards.log().closed(Closure.STALLED);
            drop.run();
        }
    }

    @Override
    public void drop() {
        // not here: the caller holds the lock of all connections, and may call again before the connection has ended
        context.executor().execute(() -> {
            if (context.channel().isActive()) {
                guards.log().closed(Closure.PENDING_OUTPUT);
            }
            drop.run();
        });
    }
}
