package org.sunwindow.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import org.sunwindow.http.RequestId;

/**
 * Bounds what one connection can occupy, between the codec and the server.
 *
 * <ul>
 *   <li>Requests are passed on one at a time: the next one once the previous response is written and the client reads.
 *       Until then the connection is not read.
 *   <li>A client that does not read its responses, or sends a request too slowly, is dropped.
 *   <li>The rest of a body is discarded after an early response, or ends the connection if it is long. The response
 *       then says so, and the client can read it before the connection is closed.
 *   <li>Requests that do not strictly comply with HTTP/1.1 are refused with a problem.
 * </ul>
 *
 * <p>All methods run on the thread of the connection.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

    private final Guards guards;
    private final Flow flow;
    private final PipelinedRequests waiting;
    private ChannelHandlerContext context;
    private boolean paused;
    private boolean turnScheduled;

    /** The server has a request, and has not completed the response. */
    private boolean responding;

    private boolean responseBegun;

    /** The response is the last of the connection. */
    private boolean ending;

    /** Whatever still arrives from the client or is written by the server is discarded. */
    private boolean over;

    private RequestBody body = RequestBody.NONE;
    private boolean receiving;
    private String uri;
    private String requestId;
    private RequestDecoder decoder;
    private final Timer headerTimer = new Timer();
    private final Timer bodyTimer = new Timer();
    private final Timer lingerTimer = new Timer();
    private StalledOutput stalled;

    ConnectionGuard(Guards guards, Flow flow) {
        this.guards = guards;
        this.flow = flow;
        this.waiting = new PipelinedRequests(
                guards.settings().maxPipelined(), () -> guards.log().closed(Closure.PIPELINED));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        decoder = added.pipeline().get(RequestDecoder.class);
        stalled = new StalledOutput(added, guards, this::drop);
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        headerTimer.cancel();
        if (over) {
            ReferenceCountUtil.release(message);
        } else if (!waiting.isEmpty() || message instanceof HttpRequest && !isReady()) {
            enqueue(message);
        } else {
            take(message);
        }
    }

    /** Whether the next request may be passed on. */
    private boolean isReady() {
        return !responding && !receiving && context.channel().isWritable();
    }

    private void enqueue(Object message) {
        if (!paused) {
            paused = true;
            flow.pause();
        }
        waiting.add(message);
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        } else if (message instanceof HttpContent content) {
            receive(content);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void begin(HttpRequest request) {
        requestId = RequestId.settle(request.headers());
        Refusal broken = RequestRules.broken(request);
        if (broken != null) {
            ReferenceCountUtil.release(request);
            refuse(broken);
            return;
        }
        uri = request.uri();
        responding = true;
        responseBegun = false;
        receiving = true;
        body = RequestBody.of(request, guards, () -> context.executor().execute(this::checkBody));
        context.fireChannelRead(request);
    }

    private void receive(HttpContent content) {
        boolean malformed = RequestRules.isMalformed(content);
        if (malformed || body.receive(content) <= 0) {
            content.release();
            refuse(malformed ? Refusal.MALFORMED : body.refusal());
            return;
        }
        if (content instanceof LastHttpContent) {
            receiving = false;
            bodyTimer.cancel();
        }
        if (responding) {
            context.fireChannelRead(content);
        } else {
            content.release();
            if (!receiving) {
                // signals the end of the body to its consumer, although the response is complete
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        }
        if (receiving && context.channel().config().isAutoRead()) {
            body.waiting();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        context.fireChannelReadComplete();
        if (!over && receiving && !bodyTimer.isRunning() && body.isExpected()) {
            bodyTimer.start(context, guards.settings().bodyTimeout().toNanos(), this::checkBody);
        }
        checkHeader();
    }

    /** Starts the time for the rest of a header that has begun, once the client is not waiting for the service. */
    private void checkHeader() {
        boolean idle = !over && !responding && !receiving && waiting.isEmpty();
        if (idle && !headerTimer.isRunning() && decoder.hasPartOfHead()) {
            headerTimer.start(context, guards.settings().headerTimeout().toNanos(), () -> {
                if (!over) {
                    requestId = RequestId.create();
                    refuse(Refusal.SLOW_HEADER);
                }
            });
        }
    }

    private void checkBody() {
        if (over || !receiving || !body.isExpected()) {
            return;
        }
        long left = body.left();
        if (left <= 0) {
            refuse(body.refusal());
        } else {
            bodyTimer.start(context, left, this::checkBody);
        }
    }

    @Override
    public void read(ChannelHandlerContext unused) {
        if (paused) {
            // the server resumed the connection
            flow.pause();
            return;
        }
        if (receiving) {
            body.waiting();
        }
        context.read();
    }

    @Override
    public void write(ChannelHandlerContext unused, Object message, ChannelPromise promise) {
        // a listener of a failed write may write again, which makes Netty's encoder repeat the parts of the first
        if (over || !context.channel().isActive()) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new IOException("the connection is being closed"));
            return;
        }
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                body.invited();
                context.write(message, promise);
                return;
            }
            responseBegun = true;
            guards.headers().addTo(response.headers(), uri, requestId);
            if (waiting.isExhausted() || receiving && !body.isDiscardable()) {
                ending = true;
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        if (!(message instanceof LastHttpContent)) {
            context.write(message, promise);
            return;
        }
        responding = false;
        body.forget();
        if (ending) {
            context.write(message, promise.unvoid()).addListener(written -> finish());
            return;
        }
        context.write(message, promise);
        if (!paused && !context.channel().config().isAutoRead()) {
            // the server stopped reading a body that is no longer needed
            flow.resume();
        }
        if (!waiting.isEmpty()) {
            scheduleTurn();
        }
        checkHeader();
    }

    @Override
    public void flush(ChannelHandlerContext unused) {
        context.flush();
        stalled.flushed();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext unused) {
        stalled.update();
        if (!waiting.isEmpty()) {
            scheduleTurn();
        }
        context.fireChannelWritabilityChanged();
    }

    /** The server may be in the middle of something else, so the next request takes its turn as a task. */
    private void scheduleTurn() {
        if (!turnScheduled) {
            turnScheduled = true;
            context.executor().execute(this::takeTurn);
        }
    }

    private void takeTurn() {
        turnScheduled = false;
        boolean taken = false;
        while (!over && !waiting.isEmpty() && (isReady() || !waiting.startsWithRequest())) {
            take(waiting.poll());
            taken = true;
        }
        if (taken) {
            // flushes
            context.fireChannelReadComplete();
        }
        if (paused && waiting.isEmpty() && !waiting.hasOverflowed()) {
            paused = false;
            flow.resume();
        }
    }

    /** Answers the request instead of the server unless it was answered; drops the connection within a response. */
    private void refuse(Refusal refusal) {
        guards.log().refused(refusal, requestId);
        if (responding && responseBegun || ending) {
            drop();
            return;
        }
        boolean known = responding;
        Object last =
                !known && receiving ? Unpooled.EMPTY_BUFFER : guards.refusals().response(refusal, requestId);
        over = true;
        responding = false;
        ending = true;
        context.writeAndFlush(last).addListener(written -> finish());
        if (known) {
            // ends a pending read of the body
            context.fireExceptionCaught(new IOException(refusal.name()));
        }
    }

    /**
     * Signals that no more responses follow, and lets the client read the last one. A connection that is closed while
     * the client still sends is reset, which may destroy the response on its way.
     */
    private void finish() {
        over = true;
        waiting.clear();
        if (!context.channel().isActive()) {
            return;
        }
        if (context.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput();
        }
        paused = false;
        flow.resume();
        lingerTimer.start(context, guards.settings().linger().toNanos(), context::close);
    }

    /** Closes the connection and discards unsent data, also that in the buffers of the operating system. */
    private void drop() {
        over = true;
        waiting.clear();
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.close();
    }

    /** The server closes a connection after a failure or its last response; the guard has its own time for that. */
    @Override
    public void close(ChannelHandlerContext unused, ChannelPromise promise) {
        if (ending && !responding && context.channel().isActive()) {
            context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        } else {
            context.close(promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        over = true;
        waiting.clear();
        List.of(headerTimer, bodyTimer, lingerTimer).forEach(Timer::cancel);
        stalled.end();
        body.forget();
        context.fireChannelInactive();
    }
}
