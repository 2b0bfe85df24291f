package org.sunwindow.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;

/**
 * Decodes requests as Vert.x does, but leaves nothing to interpretation: no lines that end without a carriage return,
 * no length beside chunks, no folded headers, single spaces in the request line. Proxies that read one of them
 * differently would disagree with this server about where a request ends.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private boolean inBody;
    private byte last;
    private boolean ambiguous;

    /** Whether a head has begun, after the line breaks that may precede it. */
    private boolean inHead;

    private boolean inFirstLine;
    private int spaces;

    RequestDecoder(HttpServerOptions options) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize())
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        return new DefaultHttpRequest(
                HttpVersion.valueOf(initialLine[2]),
                HttpMethod.valueOf(initialLine[0]),
                initialLine[1],
                HeadersMultiMap.httpHeaders());
    }

    /** A request is never without content by its type; the check of the super class is slow. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return false;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (inBody) {
            super.decode(context, buffer, out);
            inBody = !(lastOf(out) instanceof LastHttpContent);
            return;
        }
        int before = out.size();
        int start = buffer.readerIndex();
        // a head and its content are decoded by two calls, so this one does not read beyond the head
        super.decode(context, buffer, out);
        look(buffer, start);
        if (out.size() > before && out.get(before) instanceof HttpRequest request) {
            if (ambiguous && request.decoderResult().isSuccess()) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("ambiguous white space")));
            }
            ambiguous = false;
            inHead = false;
            last = 0;
            inBody = !(lastOf(out) instanceof LastHttpContent);
        }
    }

    private static Object lastOf(List<Object> out) {
        return out.isEmpty() ? null : out.get(out.size() - 1);
    }

    /** Whether a head has begun but is not complete. */
    boolean hasPartOfHead() {
        return !inBody && (inHead || actualReadableBytes() > 0);
    }

    /**
     * Looks in the decoded bytes for a header line that begins with white space, and for white space in the request
     * line other than its two spaces.
     */
    private void look(ByteBuf buffer, int start) {
        int end = buffer.readerIndex();
        byte previous = last;
        for (int i = start; i < end; i++) {
            byte next = buffer.getByte(i);
            if (!inHead && next != '\r' && next != '\n') {
                inHead = true;
                inFirstLine = true;
                spaces = 0;
            }
            if (inFirstLine) {
                spaces += next == ' ' ? 1 : 0;
                ambiguous |= next == '\t' || spaces > 2;
                inFirstLine = next != '\n';
            } else if (inHead && previous == '\n' && (next == ' ' || next == '\t')) {
                ambiguous = true;
            }
            previous = next;
        }
        last = previous;
    }
}
