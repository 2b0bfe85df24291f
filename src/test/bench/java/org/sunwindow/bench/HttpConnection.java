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

/** One connection of a {@link HttpLoad}, with one request under way at most. */
final class HttpConnection {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern RETRY = Pattern.compile("(?i)\r\nretry-after: *\\d+");
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);

    /** Bytes of the body still to come, negative until the headers are read. */
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

    /** Small enough for the buffers of the system, so it is written at once. */
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

    /** Reads what there is; true once the answer is complete. */
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

    /** Where the body begins in what was read, negative while it does not. */
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
            throw new IllegalStateException("headers without end");
        }
        return -1;
    }

    /** Reads the headers; the body of 304 is none, and every other answer tells its length when nothing is compressed. */
    private long length(int body) {
        byte[] bytes = new byte[body];
        in.get(0, bytes);
        String headers = new String(bytes, StandardCharsets.ISO_8859_1);
        status = Integer.parseInt(headers.substring(STATUS, STATUS + 3));
        hasRetryAfter = status == HttpLoad.REFUSED && RETRY.matcher(headers).find();
        Matcher length = LENGTH.matcher(headers);
        if (status != HttpLoad.UNCHANGED && !length.find()) {
            throw new IllegalStateException("request " + index + " is answered by " + headers);
        }
        return status == HttpLoad.UNCHANGED ? 0 : Long.parseLong(length.group(1));
    }
}
