package org.sunwindow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that each send thousands of requests for a long list and read no response. They send as fast as the service
 * reads, from one thread.
 */
final class PipeliningClients implements AutoCloseable {

    private static final int REQUESTS = 5_000;
    private static final int RECEIVE_BUFFER = 4096;
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(1);

    private final InetSocketAddress server;
    private final byte[] requests;
    private final int count;
    private final long life;
    private final List<Client> clients = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    private record Client(SocketChannel channel, ByteBuffer rest) {}

    /**
     * @param life nanoseconds after which all connections are replaced by new ones
     */
    PipeliningClients(InetSocketAddress server, String path, int count, long life) {
        this.server = server;
        byte[] one = Request.get(path).bytes(server);
        var all = ByteBuffer.allocate(one.length * REQUESTS);
        while (all.hasRemaining()) {
            all.put(one);
        }
        this.requests = all.array();
        this.count = count;
        this.life = life;
        this.thread = Thread.ofPlatform().daemon().start(this::run);
    }

    private void run() {
        try {
            while (!ended) {
                long opened = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    clients.add(open());
                }
                while (!ended && System.nanoTime() - opened < life) {
                    clients.forEach(PipeliningClients::send);
                    LockSupport.parkNanos(PACE);
                }
                for (Client client : clients) {
                    client.channel().close();
                }
                clients.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Client open() throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.connect(server);
        channel.configureBlocking(false);
        return new Client(channel, ByteBuffer.wrap(requests));
    }

    private static void send(Client client) {
        try {
            if (client.rest().hasRemaining()) {
                client.channel().write(client.rest());
            }
        } catch (IOException e) {
            // dropped by the service
            client.rest().position(client.rest().limit());
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
