package org.sunwindow.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.sunwindow.outbound.AllowedHosts.Target;
import org.sunwindow.outbound.OutboundException.Reason;

/**
 * Sends requests to allowed hosts. It connects to the address that {@link AllowedHosts} has checked, so a name that resolves to
 * another one afterwards has no effect; the header Host and the name in TLS are those of the host. Redirects are not followed. A
 * connection serves one request and is closed when that ends, also before all of the answer has come. Thread-safe.
 */
public final class OutboundClient implements AutoCloseable {

    /** Addresses of a host that are tried if there is no connection. */
    private static final int MAX_ADDRESSES = 3;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final AllowedHosts hosts;
    private final Duration timeout;

    /**
     * @param certificates trusted in place of the usual authorities, if present
     * @param timeout      of an exchange, shown in messages
     */
    public OutboundClient(Vertx vertx, AllowedHosts hosts, Optional<Path> certificates, Duration timeout) {
        var options = new HttpClientOptions()
                // a connection belongs to the address that was checked for its request
                .setKeepAlive(false)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setVerifyHost(true);
        certificates.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.client = vertx.createHttpClient(options);
        this.hosts = hosts;
        this.timeout = timeout;
    }

    /** When an exchange that begins now must have ended, as {@link System#nanoTime}. */
    public long deadline() {
        return System.nanoTime() + timeout.toNanos();
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
        Target target = hosts.check(address);
        OutboundException last = null;
        for (InetAddress host : target.addresses()
                .subList(0, Math.min(MAX_ADDRESSES, target.addresses().size()))) {
            var connection = new AtomicReference<HttpClientRequest>();
            Future<T> answer = client.request(options(method, target, host)).compose(request -> {
                connection.set(request);
                return exchange.apply(request);
            });
            try {
                return answer.toCompletionStage()
                        .toCompletableFuture()
                        .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new OutboundException(Reason.TIMEOUT, "对方没有在限定的时间（%d 秒）内答完。".formatted(timeout.toSeconds()));
            } catch (ExecutionException e) {
                last = failure(e.getCause());
                if (connection.get() != null) {
                    throw last;
                }
            } finally {
                // also if it has not been established yet
                answer.onComplete(done -> close(connection.get()));
                close(connection.get());
            }
        }
        throw last;
    }

    private static void close(HttpClientRequest request) {
        if (request != null && request.connection() != null) {
            request.connection().close();
        }
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
        client.close();
    }
}
