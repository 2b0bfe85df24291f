package org.sunwindow.http.connection;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Tracks how much of a body is missing, whether it arrives fast enough, and how much of it is in memory. Not
 * thread-safe, but {@link #drop} may be called on any thread.
 */
final class RequestBody implements PendingBytes.Holder {

    static final RequestBody NONE = new RequestBody(0, true, null, null, null);

    private static final long UNKNOWN = -1;

    /** Bytes that the server collects before it calls an endpoint: {@code quarkus.rest.input-buffer-size}. */
    private static final long MAX_COLLECTED = 128 * 1024 + 1;

    /** What the server keeps for a part of a body besides its bytes, approximately. */
    private static final int OVERHEAD = 128;

    private final BodyRate rate;
    private final Guards guards;
    private final Runnable check;
    private long remaining;
    private long received;
    private long pending;
    private boolean forgotten;
    private volatile boolean dropped;

    /** Whether the client sends the body without waiting for a response. */
    private boolean comes;

    private RequestBody(long remaining, boolean comes, BodyRate rate, Guards guards, Runnable check) {
        this.remaining = remaining;
        this.comes = comes;
        this.rate = rate;
        this.guards = guards;
        this.check = check;
    }

    /**
     * @param check asks for the time that is left; called on any thread
     */
    static RequestBody of(HttpRequest request, Guards guards, Runnable check) {
        long length = HttpUtil.isTransferEncodingChunked(request) ? UNKNOWN : HttpUtil.getContentLength(request, 0L);
        if (length == 0) {
            return NONE;
        }
        var settings = guards.settings();
        var rate = new BodyRate(settings.bodyTimeout(), settings.bodyRate());
        rate.waiting(guards.nanoTime().getAsLong());
        return new RequestBody(length, !HttpUtil.is100ContinueExpected(request), rate, guards, check);
    }

    boolean isExpected() {
        return rate != null;
    }

    /** The client was told to send the body. */
    void invited() {
        comes = true;
    }

    /** The service waits for the client. */
    void waiting() {
        if (rate != null) {
            rate.waiting(guards.nanoTime().getAsLong());
        }
    }

    /** Counts a part that arrived, and returns the time left to the client; it was too slow if it is not positive. */
    long receive(HttpContent part) {
        if (rate == null) {
            return Long.MAX_VALUE;
        }
        int bytes = part.content().readableBytes();
        comes = true;
        if (remaining > 0) {
            remaining -= bytes;
        }
        received += bytes;
        if (part instanceof LastHttpContent || received >= MAX_COLLECTED) {
            forget();
        } else if (!forgotten) {
            pending += bytes + OVERHEAD;
            guards.pendingInput().set(this, pending);
        }
        rate.received(guards.nanoTime().getAsLong(), bytes);
        return left();
    }

    /** Nothing of the body is kept any more, because it is complete, streamed, or not needed. */
    void forget() {
        forgotten = true;
        if (pending > 0) {
            pending = 0;
            guards.pendingInput().set(this, 0);
        }
    }

    @Override
    public void drop() {
        dropped = true;
        check.run();
    }

    /** Why the request is refused if no time is left. */
    Refusal refusal() {
        return dropped ? Refusal.PENDING_INPUT : Refusal.SLOW_BODY;
    }

    /** In nanoseconds. */
    long left() {
        return dropped ? 0 : rate.left(guards.nanoTime().getAsLong());
    }

    /** Whether the remainder is certain to arrive and known to be short. */
    boolean isDiscardable() {
        return rate == null
                || comes
                        && remaining != UNKNOWN
                        && remaining <= guards.settings().maxDiscarded().asLongValue();
    }
}
