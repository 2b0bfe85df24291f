package org.sunwindow.http.envelope;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.MultiMap;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts the responses of one connection into envelopes, next to the codec, so that failures of every kind pass through
 * it. All methods run on the thread of the connection.
 */
public final class EnvelopeHandler extends ChannelDuplexHandler {

    private static final String API = "/api/";

    /**
     * What is known of a request whose response is still to come.
     *
     * @param head whether the response has no body
     */
    private record Asked(EnvelopeMode mode, boolean head) {}

    private static final Asked PLAIN = new Asked(EnvelopeMode.NONE, false);

    private final Envelopes envelopes;

    /** Requests in the order of their responses. The guard bounds how many a client can send ahead. */
    private final Deque<Asked> asked = new ArrayDeque<>(4);

    /** The response being written goes on in an envelope. */
    private boolean open;

    public EnvelopeHandler(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            asked.add(asked(request));
        }
        context.fireChannelRead(message);
    }

    private Asked asked(HttpRequest request) {
        EnvelopeMode mode = envelopes.asked(request.headers());
        boolean head = request.method().equals(HttpMethod.HEAD);
        boolean wanted = mode != EnvelopeMode.NONE
                && (request.uri().startsWith(API) || request.decoderResult().isFailure());
        if (wanted && request.headers() instanceof MultiMap headers) {
            Envelopes.prepare(headers);
        }
        return wanted || head ? new Asked(wanted ? mode : EnvelopeMode.NONE, head) : PLAIN;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            begin(context, response, promise);
        } else if (open && message instanceof LastHttpContent last) {
            open = false;
            context.write(
                    new DefaultLastHttpContent(
                            Unpooled.wrappedBuffer(last.content(), Unpooled.wrappedBuffer(Envelopes.end()))),
                    promise);
        } else {
            context.write(message, promise);
        }
        if (message instanceof LastHttpContent) {
            asked.poll();
        }
    }

    private void begin(ChannelHandlerContext context, HttpResponse response, ChannelPromise promise) {
        Asked request = asked.isEmpty() ? new Asked(envelopes.all(), false) : asked.peek();
        HttpHeaders headers = response.headers();
        EnvelopeMode mode = request.mode() == EnvelopeMode.NONE ? Envelopes.claimed(headers) : request.mode();
        if (mode == EnvelopeMode.NONE) {
            context.write(response, promise);
            return;
        }
        int status = response.status().code();
        if (headers.contains(HttpHeaderNames.ETAG)) {
            headers.set(HttpHeaderNames.ETAG, Envelopes.tag(headers.get(HttpHeaderNames.ETAG)));
        }
        if (status == HttpResponseStatus.NO_CONTENT.code()
                || status == HttpResponseStatus.NOT_MODIFIED.code()
                || !Envelopes.fits(headers)) {
            headers.remove(Envelopes.PREFERENCE_APPLIED);
            context.write(response, promise);
            return;
        }
        wrap(context, response, request.head(), mode, promise);
    }

    private void wrap(
            ChannelHandlerContext context,
            HttpResponse response,
            boolean head,
            EnvelopeMode mode,
            ChannelPromise promise) {
        HttpHeaders headers = response.headers();
        int status = response.status().code();
        ByteBuf body = response instanceof HttpContent content ? content.content() : Unpooled.EMPTY_BUFFER;
        byte[] start = envelopes.start(status, body);
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.parseLong(length) + start.length + Envelopes.end().length);
        }
        boolean failed = status >= HttpResponseStatus.BAD_REQUEST.code();
        if (failed) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8");
        }
        headers.set(Envelopes.PREFERENCE_APPLIED, Envelopes.applied(mode));
        HttpResponseStatus shown = failed && mode == EnvelopeMode.ALWAYS_OK ? HttpResponseStatus.OK : response.status();
        if (head) {
            // the encoder must know that no body follows
            context.write(response.setStatus(shown), promise);
            return;
        }
        if (response instanceof LastHttpContent last) {
            ByteBuf all = Unpooled.wrappedBuffer(
                    Unpooled.wrappedBuffer(start), body, Unpooled.wrappedBuffer(Envelopes.end()));
            context.write(
                    new DefaultFullHttpResponse(
                            response.protocolVersion(), shown, all, headers, last.trailingHeaders()),
                    promise);
            return;
        }
        open = true;
        context.write(new DefaultHttpResponse(response.protocolVersion(), shown, headers));
        context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(start), body)), promise);
    }
}
