package org.sunwindow.http.connection;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy with one connection to the service, which it keeps between clients, as nginx does: it passes on a request with its
 * whole body, then the response, and closes the connection only if the response says so.
 */
final class KeepAliveProxy implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CLOSE = Pattern.compile("(?im)^connection: *close");

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int service;
    private Socket upstream;
    private InputStream fromService;

    KeepAliveProxy(int service) throws IOException {
        this.service = service;
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                pass(client);
            } catch (IOException e) {
                // the client sees a closed connection
            }
        }
    }

    private void pass(Socket client) throws IOException {
        var fromClient = new BufferedInputStream(client.getInputStream());
        byte[] request = message(fromClient);
        if (upstream == null) {
            upstream = new Socket("127.0.0.1", service);
            fromService = new BufferedInputStream(upstream.getInputStream());
        }
        try {
            upstream.getOutputStream().write(request);
        } catch (IOException e) {
            // the service stopped reading; its response says why
        }
        byte[] response = message(fromService);
        client.getOutputStream().write(response);
        if (CLOSE.matcher(new String(response, StandardCharsets.ISO_8859_1)).find()) {
            upstream.close();
            upstream = null;
        }
    }

    private static byte[] message(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after " + head.size() + " bytes");
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        Matcher length = LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
        if (length.find()) {
            head.write(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        return head.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (upstream != null) {
            upstream.close();
        }
    }
}
