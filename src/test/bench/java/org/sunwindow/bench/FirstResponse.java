package org.sunwindow.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Repeats a request to a starting process until the response is 200. */
final class FirstResponse {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);

    private FirstResponse() {}

    static void await(InetSocketAddress server, Request request) throws IOException {
        byte[] bytes = request.with("Connection", "close").bytes(server);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isAnswered(server, bytes)) {
            if (System.nanoTime() > end) {
                throw new IOException(server + " does not answer");
            }
            Schedule.waitUntil(System.nanoTime() + PAUSE);
        }
    }

    private static boolean isAnswered(InetSocketAddress server, byte[] request) {
        try (var socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write(request);
            byte[] begin = socket.getInputStream().readNBytes(OK.length);
            return java.util.Arrays.equals(begin, OK);
        } catch (IOException e) {
            // not listening yet
            return false;
        }
    }
}
