package org.sunwindow.caller;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.caller.SignatureCheck.Signed;
import org.sunwindow.caller.replay.RememberedSignatures;
import org.sunwindow.caller.replay.UsedSignatures;
import org.sunwindow.caller.signing.Signature;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.ProblemWriter;
import org.sunwindow.http.RequestId;

/**
 * Lets a signed request pass once its body is the one that was signed and its signature was not used before. Lookups and
 * writes are compared with the signatures that all instances have seen; if the database cannot tell, they are not
 * answered. Public reads are compared with those that this instance remembers.
 */
@ApplicationScoped
class SignedRequests {

    private static final Logger LOG = Logger.getLogger(SignedRequests.class);

    /** As much as any operation takes that does not read its body as a stream. */
    private static final int MAX_BODY = 128 * 1024;

    private static final String CONTINUE = "100-continue";
    private static final Duration STORE_RETRY = Duration.ofSeconds(10);

    private final SignatureCheck check;
    private final UsedSignatures shared;
    private final RememberedSignatures remembered;
    private final ProblemWriter problems;

    SignedRequests(SignatureCheck check, UsedSignatures shared, CallerSettings settings, ProblemWriter problems) {
        this.check = check;
        this.shared = shared;
        this.remembered = new RememberedSignatures(settings.signing().remembered());
        this.problems = problems;
    }

    /**
     * Continues with the request or answers it.
     *
     * @param isPrivate whether it is a lookup or a write
     */
    void admit(RoutingContext context, Signed signed, boolean isPrivate) {
        MDC.put(RequestId.LOG_KEY, RequestId.of(context.request()));
        if ((isPrivate || signed.signature().body() != null) && hasBody(context.request())) {
            readBody(context, signed, isPrivate);
        } else {
            use(context, signed, isPrivate);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Reads the body on behalf of the resource, which cannot read it while the signature is looked up. */
    private void readBody(RoutingContext context, Signed signed, boolean isPrivate) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= MAX_BODY) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            if (body.length() > MAX_BODY) {
                problems.send(
                        context,
                        new ProblemException(ProblemCode.BODY_TOO_LARGE, "签名的请求内容最多 %d 字节。".formatted(MAX_BODY)));
                return;
            }
            Signature.Body covered = signed.signature().body();
            if (covered != null && !covered.matches(body.getBytes())) {
                problems.send(context, new ProblemException(ProblemCode.SIGNATURE_INVALID, "签名与请求内容不符。"));
                return;
            }
            ((RoutingContextInternal) context).setBody(body);
            use(context, signed, isPrivate);
        });
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void use(RoutingContext context, Signed signed, boolean isPrivate) {
        byte[] identity = signed.signature().identity(signed.caller().id());
        if (!isPrivate) {
            proceed(context, remembered.use(identity));
            return;
        }
        context.vertx()
                .executeBlocking(() -> shared.use(identity, check.expiry(signed.signature())), false)
                .onSuccess(isNew -> proceed(context, isNew))
                .onFailure(failure -> {
                    LOG.warnf(
                            "a signed request was refused, because its signature was not recorded: %s",
                            ExceptionSummary.of(failure));
                    problems.send(
                            context,
                            ProblemException.retryAfter(
                                    ProblemCode.STORE_UNAVAILABLE, "数据服务暂时不可用，请稍后再试。", STORE_RETRY));
                });
    }

    private void proceed(RoutingContext context, boolean isNew) {
        if (isNew) {
            context.next();
        } else {
            problems.send(context, new ProblemException(ProblemCode.SIGNATURE_REPEATED, "这个签名已经用过；每个请求须重新签名，重发的也是。"));
        }
    }
}
