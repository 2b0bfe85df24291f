package org.sunwindow.http.connection;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.function.LongSupplier;

/** How much of a body is still to come, and whether it comes fast enough. Not thread-safe. */
final class RequestBody {

    static final RequestBody NONE = new RequestBody(0, true, null, null);

    private static final long UNKNOWN = -1;

    private final BodyRate rate;
    private final LongSupplier nanoTime;
    private long remaining;

    /** Whether the client sends the body without being asked to. */
    private boolean comes;

    private RequestBody(long remaining, boolean comes, BodyRate rate, LongSupplier nanoTime) {
        this.remaining = remaining;
        this.comes = comes;
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    static RequestBody of(HttpRequest request, Guards guards) {
        long length = HttpUtil.isTransferEncodingChunked(request) ? UNKNOWN : HttpUtil.getContentLength(request, 0L);
        if (length == 0) {
            return NONE;
        }
        var settings = guards.settings();
        var rate = new BodyRate(settings.bodyTimeout(), settings.bodyRate());
        rate.waiting(guards.nanoTime().getAsLong());
        return new RequestBody(length, !HttpUtil.is100ContinueExpected(request), rate, guards.nanoTime());
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
            rate.waiting(nanoTime.getAsLong());
        }
    }

    /** Counts bytes that arrived, and returns the time left to the client; it was too slow if it is not positive. */
    long receive(int bytes) {
        if (rate == null) {
            return Long.MAX_VALUE;
        }
        comes = true;
        if (remaining > 0) {
            remaining -= bytes;
        }
        rate.received(nanoTime.getAsLong(), bytes);
        return left();
    }

    /** In nanoseconds. */
    long left() {
        return rate.left(nanoTime.getAsLong());
    }

    /** Whether the rest surely comes and is known to be short. */
    boolean isDiscardable(long max) {
        return comes && remaining != UNKNOWN && remaining <= max;
    }
}
