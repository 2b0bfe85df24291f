package org.sunwindow.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;

/**
 * Decodes requests as Vert.x does, but leaves nothing to interpretation: no lines that end without a carriage return,
 * no length beside chunks, no folded headers, single spaces and no control characters in the request line, the version
 * in capital letters, nothing but digits in the size of a chunk. Proxies that read one of them differently would
 * disagree with this server about where a request ends.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private boolean inBody;
    private byte last;
    private boolean ambiguous;

    /** Whether a head has begun, after the line breaks that may precede it. */
    private boolean inHead;

    private boolean inFirstLine;
    private int spaces;

    /** Sizes of the chunks of the body, {@code null} if it is not chunked. */
    private ChunkSizes chunks;

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
        // the version is case-sensitive, which its class ignores
        ambiguous |= !initialLine[2].startsWith("HTTP/");
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
        int before = out.size();
        int start = buffer.readerIndex();
        if (inBody) {
            super.decode(context, buffer, out);
            if (chunks != null && !chunks.accept(buffer, start, buffer.readerIndex())) {
                refuseContent(out, before);
            }
            inBody = !(lastOf(out) instanceof LastHttpContent);
            return;
        }
        // a head and its content are decoded by two calls, so this one does not read beyond the head
        super.decode(context, buffer, out);
        checkHead(buffer, start);
        if (out.size() > before && out.get(before) instanceof HttpRequest request) {
            if (ambiguous && request.decoderResult().isSuccess()) {
                request.setDecoderResult(ambiguous());
            }
            chunks = HttpUtil.isTransferEncodingChunked(request) ? new ChunkSizes() : null;
            ambiguous = false;
            inHead = false;
            last = 0;
            inBody = !(lastOf(out) instanceof LastHttpContent);
        }
    }

    private static DecoderResult ambiguous() {
        return DecoderResult.failure(new IllegalArgumentException("ambiguous"));
    }

    /** Content that cannot be read, before what was decoded together with the size of its chunk. */
    private static void refuseContent(List<Object> out, int from) {
        HttpContent refused = new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
        refused.setDecoderResult(ambiguous());
        if (from == out.size()) {
            out.add(refused);
        } else {
            out.add(from, refused);
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
     * Looks in the decoded bytes for a header line that begins with white space, and in the request line for control
     * characters, and for white space other than its two spaces.
     */
    private void checkHead(ByteBuf buffer, int start) {
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
                ambiguous |= spaces > 2
                        || isControl(next) && next != '\r' && next != '\n'
                        || previous == '\r' && next != '\n';
                inFirstLine = next != '\n';
            } else if (inHead && previous == '\n' && (next == ' ' || next == '\t')) {
                ambiguous = true;
            }
            previous = next;
        }
        last = previous;
    }

    private static boolean isControl(byte next) {
        return next >= 0 && next < ' ' || next == 0x7F;
    }
}
