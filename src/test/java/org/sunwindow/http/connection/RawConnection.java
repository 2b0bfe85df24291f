package org.sunwindow.http.connection;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which a test writes what it likes. */
public final class RawConnection implements AutoCloseable {

    final Socket socket;
    private final InputStream in;

    /**
     * @param headers by their names in lower case
     */
    public record Answer(int status, Map<String, String> headers, String body) {

        public boolean closes() {
            return "close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    RawConnection() throws IOException {
        this(RestAssured.port);
    }

    public RawConnection(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Reads one response with a length. */
    public Answer receive() throws IOException {
        String status = line();
        var headers = new TreeMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(code, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("after: " + line);
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
