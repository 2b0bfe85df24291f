package org.sunwindow.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection of a {@link HttpLoad} with at most one request in flight. */
final class HttpConnection {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern RETRY = Pattern.compile("(?i)\r\nretry-after: *\\d+");
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);

    /** Remaining bytes of the body, negative until the headers are read. */
    private long missing;

    private int status;
    private boolean hasRetryAfter;
    private int index;
    private long due;

    HttpConnection(InetSocketAddress server, Selector selector) throws IOException {
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    int index() {
        return index;
    }

    long due() {
        return due;
    }

    int status() {
        return status;
    }

    boolean hasRetryAfter() {
        return hasRetryAfter;
    }

    /** Sends a request, which must fit into the socket buffer. */
    void send(int index, byte[] request, long due) throws IOException {
        this.index = index;
        this.due = due;
        this.missing = -1;
        in.clear();
        var bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads the available bytes. Returns true when the response is complete. */
    boolean receive() throws IOException {
        int read = channel.read(in);
        if (read < 0) {
            throw new EOFException("the service closed the connection");
        }
        if (missing >= 0) {
            missing -= read;
            in.clear();
        } else {
            int body = endOfHeaders();
            if (body >= 0) {
                missing = length(body) - (in.position() - body);
                in.clear();
            }
        }
        return missing == 0;
    }

    /** Returns the position of the body in the buffer, or -1 before the end of the headers. */
    private int endOfHeaders() {
        for (int i = 0; i + END_OF_HEADERS.length <= in.position(); i++) {
            int matching = 0;
            while (matching < END_OF_HEADERS.length && in.get(i + matching) == END_OF_HEADERS[matching]) {
                matching++;
            }
            if (matching == END_OF_HEADERS.length) {
                return i + matching;
            }
        }
        if (!in.hasRemaining()) {
            throw new IllegalStateException("headers too long");
        }
        return -1;
    }

    /** Reads the headers. Responses 304 have no body; uncompressed others have a {@code Content-Length}. */
    private long length(int body) {
        byte[] bytes = new byte[body];
        in.get(0, bytes);
        String headers = new String(bytes, StandardCharsets.ISO_8859_1);
        status = Integer.parseInt(headers.substring(STATUS, STATUS + 3));
        hasRetryAfter = status == HttpLoad.REFUSED && RETRY.matcher(headers).find();
        Matcher length = LENGTH.matcher(headers);
        if (status != HttpLoad.UNCHANGED && !length.find()) {
            throw new IllegalStateException("request " + index + " was answered by " + headers);
        }
        return status == HttpLoad.UNCHANGED ? 0 : Long.parseLong(length.group(1));
    }
}
