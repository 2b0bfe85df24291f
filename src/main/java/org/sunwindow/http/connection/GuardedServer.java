package org.sunwindow.http.connection;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sunwindow.http.AccessLog;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.http.envelope.Envelopes;

/**
 * Puts a {@link ConnectionGuard} into every connection of the server. Quarkus offers no hook for connections, so the
 * server's sockets are looked up among those of the thread that accepts connections, between their registration and
 * their binding. Before a socket is bound, it cannot be told which one it is. So all of them get an Acceptor, which
 * recognizes each connection by its local port: one over TLS is guarded with the options of TLS, and one for
 * management is left unguarded, because only the platform connects there.
 */
@Singleton
class GuardedServer implements HttpServerOptionsCustomizer {

    private static final String NAME = "connection-guards";

    /**
     * Time within which the servers start, in nanoseconds. One may not start at all, for example if its port is taken.
     */
    private static final long EAGER = TimeUnit.MINUTES.toNanos(1);

    private final VertxInternal vertx;
    private final Guards guards;
    private final Envelopes envelopes;
    private final Supplier<HttpServer> server;
    private final boolean hasManagement;
    private final int configuredManagementPort;
    private final boolean hasInsecure;
    private final long started = System.nanoTime();

    /** Without TLS. */
    private volatile HttpServerOptions insecure;

    /** With TLS; {@code null} if there is no certificate. */
    private volatile HttpServerOptions secure;

    @Inject
    GuardedServer(
            Vertx vertx,
            ConnectionSettings settings,
            EnvelopeSettings envelopes,
            ObjectMapper json,
            Clock clock,
            MeterRegistry registry,
            AccessLog accessLog,
            Instance<HttpServer> server,
            @ConfigProperty(name = "quarkus.management.enabled", defaultValue = "false") boolean hasManagement,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int configuredManagementPort,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
                    String insecureRequests) {
        this(
                vertx,
                new Guards(settings, json, clock, new RefusalLog(registry, accessLog::refused)),
                new Envelopes(envelopes),
                server::get,
                hasManagement,
                configuredManagementPort,
                !insecureRequests.equalsIgnoreCase("disabled"));
    }

    /**
     * @param hasInsecure whether there is a server without TLS
     */
    GuardedServer(
            Vertx vertx,
            Guards guards,
            Envelopes envelopes,
            Supplier<HttpServer> server,
            boolean hasManagement,
            int configuredManagementPort,
            boolean hasInsecure) {
        this.vertx = (VertxInternal) vertx;
        this.guards = guards;
        this.envelopes = envelopes;
        this.server = server;
        this.hasManagement = hasManagement;
        this.configuredManagementPort = configuredManagementPort;
        this.hasInsecure = hasInsecure;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        insecure = options;
        if (hasInsecure) {
            findOne();
        }
        if (hasManagement) {
            findOne();
        }
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        // without a certificate, Quarkus starts no such server
        if (options.getKeyCertOptions() != null) {
            secure = options;
            findOne();
        }
    }

    private void findOne() {
        for (EventExecutor executor : vertx.getAcceptorEventLoopGroup()) {
            var loop = (SingleThreadEventLoop) executor;
            loop.execute(() -> find(loop));
        }
    }

    /**
     * Runs until a socket is there that has not been found. One run is always queued, so one comes after the task that
     * registers the socket and before the task that binds it, which the former queues. A socket that does not appear
     * in time is looked for less often, because the thread also accepts connections.
     */
    private void find(SingleThreadEventLoop loop) {
        for (var channels = loop.registeredChannelsIterator(); channels.hasNext(); ) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addFirst(NAME, new Acceptor());
                return;
            }
        }
        if (loop.isShuttingDown()) {
            return;
        }
        if (System.nanoTime() - started > EAGER) {
            loop.schedule(() -> find(loop), 1, TimeUnit.MILLISECONDS);
        } else {
            loop.execute(() -> find(loop));
        }
    }

    /** Sees each connection before the server does. */
    private final class Acceptor extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var connection = (Channel) message;
            int port = connection.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
            if (!hasManagement || port != managementPort()) {
                HttpServerOptions options = secure != null && port == securePort() ? secure : insecure;
                connection.pipeline().addLast(new GuardInstaller(guards, options, envelopes));
            }
            context.fireChannelRead(connection);
        }

        /** Quarkus reports the port only if the system has chosen it. */
        private int managementPort() {
            int chosen = server.get().getManagementPort();
            return chosen > 0 ? chosen : configuredManagementPort;
        }

        /** Known before it is reported, unless the system chooses it. */
        private int securePort() {
            int configured = secure.getPort();
            return configured > 0 ? configured : server.get().getSecurePort();
        }
    }
}
