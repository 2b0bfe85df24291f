package org.sunwindow.imports.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.sunwindow.Sha256;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.source.AllowedHosts.Target;
import org.sunwindow.imports.source.FetchException.Reason;

/**
 * Fetches files over HTTP. It connects to the address that {@link AllowedHosts} has checked, so a name that resolves to
 * another one afterwards has no effect; the header Host and the name in TLS are those of the host. Redirects are checked like
 * the first address. A file is complete or not there. Thread-safe.
 */
final class Fetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;

    /** Addresses of a host that are tried if there is no connection. */
    private static final int MAX_ADDRESSES = 3;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpClient client;
    private final AllowedHosts hosts;
    private final Limits limits;
    private final Clock clock;

    /**
     * Limits of one fetch.
     *
     * @param bytes longest file, as it is sent
     */
    record Limits(long bytes, Duration timeout) {}

    /**
     * @param certificates trusted in place of the usual authorities, if present
     */
    Fetcher(Vertx vertx, AllowedHosts hosts, Optional<Path> certificates, Limits limits, Clock clock) {
        var options = new HttpClientOptions()
                // a connection belongs to the address that was checked for its request
                .setKeepAlive(false)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setVerifyHost(true);
        certificates.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.vertx = vertx;
        this.client = vertx.createHttpClient(options);
        this.hosts = hosts;
        this.limits = limits;
        this.clock = clock;
    }

    /** An answer whose body, if it has one, is in a file. */
    private record Answer(int status, String location, String retryAfter, String mediaType, Validators validators) {

        static Answer of(HttpClientResponse response) {
            return new Answer(
                    response.statusCode(),
                    response.getHeader(HttpHeaders.LOCATION),
                    response.getHeader(HttpHeaders.RETRY_AFTER),
                    response.getHeader(HttpHeaders.CONTENT_TYPE),
                    new Validators(
                            response.getHeader(HttpHeaders.ETAG), response.getHeader(HttpHeaders.LAST_MODIFIED)));
        }

        boolean isRedirect() {
            return switch (status) {
                case 301, 302, 303, 307, 308 -> true;
                default -> false;
            };
        }
    }

    /**
     * Fetches a file.
     *
     * @param known of the file that is known
     * @return empty if it has not changed since
     */
    Optional<Fetched> fetch(String address, Validators known) throws FetchException, IOException, InterruptedException {
        long end = System.nanoTime() + limits.timeout().toNanos();
        URI uri = URI.create(address);
        Path file = SheetSpace.temporary();
        boolean isKept = false;
        try {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                MessageDigest digest = Sha256.digest();
                Answer answer = request(hosts.check(uri), known, file, digest, end);
                if (answer.status() == 200) {
                    isKept = true;
                    return Optional.of(
                            new Fetched(file, uri.getPath(), answer.mediaType(), answer.validators(), digest.digest()));
                }
                if (answer.status() == 304 && !known.isEmpty()) {
                    return Optional.empty();
                }
                if (!answer.isRedirect()) {
                    throw new FetchException(
                            Reason.STATUS,
                            "对方回答了状态码 %d。".formatted(answer.status()),
                            Backoff.retryAfter(answer.retryAfter(), clock.instant()));
                }
                uri = redirected(uri, answer.location());
            }
            throw new FetchException(Reason.REDIRECT, "转址超过 %d 次。".formatted(MAX_REDIRECTS));
        } finally {
            if (!isKept) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static URI redirected(URI from, String location) throws FetchException {
        try {
            URI to = from.resolve(location.strip());
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
                throw new FetchException(Reason.ADDRESS_FORBIDDEN, "从 https 转到了别的协议，没有连接。");
            }
            return to;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new FetchException(Reason.REDIRECT, "转址没有指明可用的地址。");
        }
    }

    private Answer request(Target target, Validators known, Path file, MessageDigest digest, long end)
            throws FetchException, InterruptedException {
        FetchException last = null;
        for (InetAddress address : target.addresses()
                .subList(0, Math.min(MAX_ADDRESSES, target.addresses().size()))) {
            var connection = new AtomicReference<HttpClientRequest>();
            Future<Answer> answer = client.request(options(target, address)).compose(request -> {
                connection.set(request);
                return send(request, known, file, digest);
            });
            try {
                return answer.toCompletionStage()
                        .toCompletableFuture()
                        .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new FetchException(
                        Reason.TIMEOUT,
                        "对方没有在限定的时间（%d 秒）内答完。".formatted(limits.timeout().toSeconds()));
            } catch (ExecutionException e) {
                last = failure(e.getCause());
                if (connection.get() != null) {
                    throw last;
                }
                digest.reset();
            } finally {
                // also if it is still to be established
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

    private static RequestOptions options(Target target, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.isTls())
                .setURI(target.path())
                .setFollowRedirects(false);
    }

    private Future<Answer> send(HttpClientRequest request, Validators known, Path file, MessageDigest digest) {
        request.putHeader(HttpHeaders.USER_AGENT, "Sunwindow").putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        if (known.etag() != null) {
            request.putHeader(HttpHeaders.IF_NONE_MATCH, known.etag());
        }
        if (known.lastModified() != null) {
            request.putHeader(HttpHeaders.IF_MODIFIED_SINCE, known.lastModified());
        }
        return request.send().compose(response -> {
            Answer answer = Answer.of(response);
            return answer.status() == 200
                    ? receive(response, file, digest).map(answer)
                    : Future.succeededFuture(answer);
        });
    }

    private Future<Void> receive(HttpClientResponse response, Path file, MessageDigest digest) {
        String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).matches("gzip|x-gzip|identity")) {
            return Future.failedFuture(new FetchException(Reason.FORMAT, "不认识回答的压缩方式。"));
        }
        if (!tellsItsEnd(response)) {
            return Future.failedFuture(new FetchException(
                    Reason.LENGTH_UNKNOWN, "对方没有说明内容有多长（既没有 Content-Length，也不是 chunked），中断了也看不出来，没有收；请对方的管理员改正。"));
        }
        response.pause();
        return vertx.fileSystem()
                // an answer that comes too late must not create the file again
                .open(file.toString(), new OpenOptions().setCreate(false).setTruncateExisting(true))
                .compose(out -> new Download(response, out, digest, limits.bytes()).run());
    }

    /**
     * Whether the end of a body can be told from a connection that breaks off. The first half of a CSV or NDJSON file is one,
     * too.
     */
    private static boolean tellsItsEnd(HttpClientResponse response) {
        String coding = response.getHeader(HttpHeaders.TRANSFER_ENCODING);
        return coding == null
                ? response.getHeader(HttpHeaders.CONTENT_LENGTH) != null
                : coding.toLowerCase(Locale.ROOT).matches("(?:.*[,\\s])?chunked\\s*");
    }

    private static FetchException failure(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof FetchException failure) {
                return failure;
            }
            if (each instanceof SSLException) {
                return new FetchException(Reason.CERTIFICATE, "对方的证书不受信任，或不是该主机的。");
            }
        }
        return new FetchException(Reason.UNREACHABLE, "连接不上对方，或没有收完。");
    }

    @Override
    public void close() {
        client.close();
    }
}
