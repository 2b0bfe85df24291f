package org.sunwindow.imports.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.source.FetchException.Reason;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.outbound.OutboundClient;
import org.sunwindow.outbound.OutboundException;
import org.sunwindow.outbound.RetryAfter;

/**
 * Fetches files over HTTP, by an {@link OutboundClient}. Redirects are checked like the first address. A file is complete or
 * absent. Thread-safe.
 */
final class Fetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;

    /** Requests at the same time. */
    private static final int PARALLEL = 16;

    private final Vertx vertx;
    private final OutboundClient client;
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
        this.vertx = vertx;
        this.client = new OutboundClient(vertx, hosts, certificates, limits.timeout(), PARALLEL);
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
     * @param known validators of the file that was fetched last
     * @return empty if it has not changed since
     */
    Optional<Fetched> fetch(String address, Validators known) throws FetchException, IOException, InterruptedException {
        long deadline = client.deadline();
        URI uri = URI.create(address);
        Path file = SheetSpace.temporary();
        boolean isKept = false;
        try {
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                MessageDigest digest = Sha256.digest();
                Answer answer = request(uri, known, file, digest, deadline);
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
                            RetryAfter.of(answer.retryAfter(), clock.instant()));
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

    private Answer request(URI uri, Validators known, Path file, MessageDigest digest, long deadline)
            throws FetchException, InterruptedException {
        try {
            return client.exchange(HttpMethod.GET, uri, deadline, request -> send(request, known, file, digest));
        } catch (OutboundException e) {
            throw FetchException.of(e);
        }
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

    @Override
    public void close() {
        client.close();
    }
}
