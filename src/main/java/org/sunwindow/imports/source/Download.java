package org.sunwindow.imports.source;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpClientResponse;
import java.security.MessageDigest;
import org.sunwindow.imports.source.FetchException.Reason;

/** Writes the body of a response to a file. Confined to the event loop of the response. */
final class Download implements Handler<Buffer> {

    private final HttpClientResponse response;
    private final AsyncFile out;
    private final MessageDigest digest;
    private final long most;
    private final Promise<Void> received = Promise.promise();
    private long bytes;
    private Throwable notWritten;

    /**
     * @param response paused
     * @param digest   of the body
     * @param most     bytes of the body
     */
    Download(HttpClientResponse response, AsyncFile out, MessageDigest digest, long most) {
        this.response = response;
        this.out = out;
        this.digest = digest;
        this.most = most;
    }

    /** Writes all of the body, and closes the file. */
    Future<Void> run() {
        response.exceptionHandler(received::tryFail);
        response.endHandler(end -> received.tryComplete());
        response.handler(this);
        response.resume();
        return received.future()
                .eventually(() -> out.close())
                .compose(written -> notWritten == null ? Future.succeededFuture() : Future.failedFuture(notWritten));
    }

    @Override
    public void handle(Buffer chunk) {
        bytes += chunk.length();
        if (bytes > most) {
            response.pause();
            received.tryFail(new FetchException(Reason.TOO_LARGE, "文件超过 %d 字节。".formatted(most)));
            return;
        }
        digest.update(chunk.getBytes());
        out.write(chunk).onFailure(e -> notWritten = e);
        if (out.writeQueueFull()) {
            response.pause();
            out.drainHandler(drained -> response.resume());
        }
    }
}
