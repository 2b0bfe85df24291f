package org.sunwindow.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A port that leads to another one of this machine, and delays everything that comes back. */
final class SlowLink implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private volatile Duration delay = Duration.ZERO;

    SlowLink(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /**
     * @param time by which each packet is late
     */
    void delay(Duration time) {
        delay = time;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> connect(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) {
        try (client;
                var database = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var there = Thread.startVirtualThread(() -> copy(client, database, false));
            copy(database, client, true);
            there.interrupt();
        } catch (IOException e) {
            // one of the two has ended the connection
        }
    }

    private void copy(Socket from, Socket to, boolean late) {
        var packet = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
                if (late) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                out.write(packet, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two has ended the connection
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
