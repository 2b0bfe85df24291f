package org.sunwindow.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.sunwindow.outbound.AllowedHosts.Target;
import org.sunwindow.outbound.OutboundException.Reason;

/**
 * Sends requests to allowed hosts. It connects to the address that {@link AllowedHosts} has checked, so a name that resolves to
 * another one afterwards has no effect; the header Host and the name in TLS are those of the host. Redirects are not followed. A
 * connection serves one request and is closed when that ends, also before all of the answer has come. Nothing is sent after
 * the caller has given up. Thread-safe.
 */
public final class OutboundClient implements AutoCloseable {

    /** How many addresses of a host are tried until one connects. */
    private static final int MAX_ADDRESSES = 3;

    /** So short that other addresses can be tried before an exchange must have ended. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration IDLE_RESOLVER = Duration.ofMinutes(1);

    /** Resolving a name blocks, and for longer than an exchange may take. */
    private final ThreadPoolExecutor resolvers;

    private final HttpClient client;
    private final AllowedHosts hosts;
    private final Duration timeout;

    /**
     * @param certificates trusted in place of the usual authorities, if present
     * @param timeout      of an exchange, shown in messages
     * @param parallel     exchanges at the same time; further ones may wait for those
     */
    public OutboundClient(
            Vertx vertx, AllowedHosts hosts, Optional<Path> certificates, Duration timeout, int parallel) {
        int millis = Math.toIntExact(timeout.toMillis());
        var options = new HttpClientOptions()
                // a connection belongs to the address that was checked for its request
                .setKeepAlive(false)
                .setConnectTimeout(Math.min((int) CONNECT_TIMEOUT.toMillis(), millis))
                .setIdleTimeout(millis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setVerifyHost(true);
        certificates.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(parallel));
        this.resolvers = new ThreadPoolExecutor(
                parallel,
                parallel,
                IDLE_RESOLVER.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("outbound-names-", 1).daemon().factory());
        resolvers.allowCoreThreadTimeOut(true);
        this.hosts = hosts;
        this.timeout = timeout;
    }

    /** When an exchange that begins now must have ended, as {@link System#nanoTime}. */
    public long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    /** The request to one address, of a caller that may give up before there is a connection. */
    private static final class Attempt {

        private volatile HttpClientRequest request;
        private volatile boolean isGivenUp;

        boolean isConnected() {
            return request != null;
        }

        /** Returns whether the caller still waits. */
        boolean connected(HttpClientRequest connected) {
            request = connected;
            // it may have looked for the request before, or will find it
            boolean isAwaited = !isGivenUp;
            if (!isAwaited) {
                close();
            }
            return isAwaited;
        }

        void end() {
            isGivenUp = true;
            close();
        }

        private void close() {
            HttpClientRequest connected = request;
            if (connected != null && connected.connection() != null) {
                connected.connection().close();
            }
        }
    }

    /**
     * Checks whether requests may be sent to an address, see {@link AllowedHosts#check}.
     *
     * @throws OutboundException if not, or if its host could not be resolved in time
     */
    public void check(URI address) throws OutboundException, InterruptedException {
        check(address, deadline());
    }

    private Target check(URI address, long deadline) throws OutboundException, InterruptedException {
        var target = new FutureTask<>(() -> hosts.check(address));
        resolvers.execute(target);
        try {
            return target.get(remaining(deadline), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutboundException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            target.cancel(true);
        }
    }

    private static long remaining(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private OutboundException late() {
        return new OutboundException(Reason.TIMEOUT, "对方没有在限定的时间（%d 秒）内答完。".formatted(timeout.toSeconds()));
    }

    /**
     * Sends a request and waits for what is made of its answer.
     *
     * @param deadline see {@link #deadline}
     * @param exchange sends the request and reads as much of the answer as it needs
     * @throws OutboundException if there is none; its cause is what the exchange failed with, if it did
     */
    public <T> T exchange(
            HttpMethod method, URI address, long deadline, Function<HttpClientRequest, Future<T>> exchange)
            throws OutboundException, InterruptedException {
        Target target = check(address, deadline);
        OutboundException last = null;
        for (InetAddress host : target.addresses()
                .subList(0, Math.min(MAX_ADDRESSES, target.addresses().size()))) {
            var attempt = new Attempt();
            Future<T> answer = client.request(options(method, target, host))
                    .compose(request -> attempt.connected(request)
                            ? exchange.apply(request)
                            : Future.failedFuture("the caller has given up"));
            try {
                return answer.toCompletionStage().toCompletableFuture().get(remaining(deadline), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw late();
            } catch (ExecutionException e) {
                last = failure(e.getCause());
                if (attempt.isConnected()) {
                    throw last;
                }
            } finally {
                attempt.end();
            }
        }
        throw last;
    }

    private static RequestOptions options(HttpMethod method, Target target, InetAddress address) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.isTls())
                .setURI(target.path())
                .setFollowRedirects(false);
    }

    private static OutboundException failure(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return new OutboundException(Reason.CERTIFICATE, "对方的证书不受信任，或不是该主机的。", cause);
            }
        }
        return new OutboundException(Reason.UNREACHABLE, "连接不上对方，或没有收完。", cause);
    }

    @Override
    public void close() {
        resolvers.shutdownNow();
        client.close();
    }
}
