package org.sunwindow.http.connection;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.http.envelope.Envelopes;

/**
 * Puts a {@link ConnectionGuard} into every connection of the server. Quarkus offers no hook for connections, so the
 * server's socket is looked up among those of the thread that accepts connections, between its registration and its
 * binding. The socket of the management port cannot be told from the public one before it is bound. So both get an
 * Acceptor, which recognizes a management connection by its local port and leaves it unguarded: only the platform
 * connects there.
 */
@Singleton
class GuardedServer implements HttpServerOptionsCustomizer {

    private static final String NAME = "connection-guards";

    private final VertxInternal vertx;
    private final Guards guards;
    private final Envelopes envelopes;
    private final Instance<HttpServer> server;
    private final boolean hasManagement;
    private final int configuredManagementPort;

    /**
     * Time for the servers that always start, in nanoseconds. It may not start at all, for example if its port is taken.
     */
    private static final long EAGER = TimeUnit.MINUTES.toNanos(1);

    private final long started = System.nanoTime();

    /** Sockets that were found. Of the thread that accepts connections. */
    private int found;

    GuardedServer(
            Vertx vertx,
            ConnectionSettings settings,
            EnvelopeSettings envelopes,
            ObjectMapper json,
            Clock clock,
            Instance<HttpServer> server,
            @ConfigProperty(name = "quarkus.management.enabled", defaultValue = "false") boolean hasManagement,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int configuredManagementPort) {
        this.server = server;
        this.hasManagement = hasManagement;
        this.configuredManagementPort = configuredManagementPort;
        this.envelopes = new Envelopes(envelopes);
        this.vertx = (VertxInternal) vertx;
        this.guards = new Guards(settings, json, clock);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        guard(options);
        if (hasManagement) {
            guard(options);
        }
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        // without a certificate, Quarkus starts no such server
        if (options.getKeyCertOptions() != null) {
            guard(options);
        }
    }

    private void guard(HttpServerOptions options) {
        for (EventExecutor executor : vertx.getAcceptorEventLoopGroup()) {
            var loop = (SingleThreadEventLoop) executor;
            loop.execute(() -> find(loop, options));
        }
    }

    /**
     * Runs until the socket is there. One run is always queued, so one comes after the task that registers the socket
     * and before the task that binds it, which the former queues. A server for TLS may never start, so it is looked for
     * less often, because the thread also accepts connections.
     */
    private void find(SingleThreadEventLoop loop, HttpServerOptions options) {
        for (var channels = loop.registeredChannelsIterator(); channels.hasNext(); ) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addFirst(NAME, new Acceptor(options));
                found++;
                return;
            }
        }
        if (loop.isShuttingDown()) {
            return;
        }
        if (found >= (hasManagement ? 2 : 1) || System.nanoTime() - started > EAGER) {
            loop.schedule(() -> find(loop, options), 1, TimeUnit.MILLISECONDS);
        } else {
            loop.execute(() -> find(loop, options));
        }
    }

    /** Sees each connection before the server does. */
    private final class Acceptor extends ChannelInboundHandlerAdapter {

        private final HttpServerOptions options;

        Acceptor(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var connection = (Channel) message;
            if (!isForManagement(connection)) {
                connection.pipeline().addLast(new GuardInstaller(guards, options, envelopes));
            }
            context.fireChannelRead(connection);
        }

        /** Quarkus reports the port only if the system has chosen it. */
        private int managementPort() {
            int chosen = server.get().getManagementPort();
            return chosen > 0 ? chosen : configuredManagementPort;
        }

        private boolean isForManagement(Channel connection) {
            return hasManagement
                    && connection.localAddress() instanceof InetSocketAddress address
                    && address.getPort() == managementPort();
        }
    }
}
