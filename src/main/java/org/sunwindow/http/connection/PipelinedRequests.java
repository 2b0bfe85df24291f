package org.sunwindow.http.connection;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/** Requests, with their bodies, that wait for the response before them. Not thread-safe. */
final class PipelinedRequests {

    private final int max;
    private final Runnable overflow;
    private final Deque<Object> waiting = new ArrayDeque<>(0);
    private int requests;
    private boolean overflowed;

    /**
     * @param max      number of requests; what comes after them is discarded
     * @param overflow called once, before anything is discarded
     */
    PipelinedRequests(int max, Runnable overflow) {
        this.max = max;
        this.overflow = overflow;
    }

    void add(Object message) {
        if (!overflowed && message instanceof HttpRequest && requests == max) {
            overflowed = true;
            overflow.run();
        }
        if (overflowed) {
            ReferenceCountUtil.release(message);
            return;
        }
        requests += message instanceof HttpRequest ? 1 : 0;
        waiting.add(message);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean startsWithRequest() {
        return waiting.peek() instanceof HttpRequest;
    }

    Object poll() {
        Object next = waiting.poll();
        requests -= next instanceof HttpRequest ? 1 : 0;
        return next;
    }

    /** Whether messages were discarded. The last request that waits is then the last of the connection. */
    boolean hasOverflowed() {
        return overflowed;
    }

    /** Whether the request that was polled last is the last of the connection. */
    boolean isExhausted() {
        return overflowed && requests == 0;
    }

    void clear() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        requests = 0;
    }
}
