package org.sunwindow.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Logs requests, one line each, if a deployment asks for it. A line names the path by its template in the contract. What the
 * client put into path or query is never logged: it may be the number of a case, a follower or a search. A
 * request that is refused before it is routed has a line with the reason, without method and path.
 */
@ApplicationScoped
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);

    /** Others are whatever the client has sent, of any length. */
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final ContractPaths paths;
    private final boolean enabled;

    AccessLog(ContractPaths paths, AccessLogSettings settings) {
        this.paths = paths;
        this.enabled = settings.enabled();
    }

    /** Before limits, so that it sees what is refused and what is answered from memory. */
    void register(@Observes Router router) {
        if (enabled) {
            router.route().order(RequestChecks.ENVELOPES).handler(this::log);
        }
    }

    /**
     * Logs what was refused before it was routed.
     *
     * @param requestId {@code -} for a connection without a request
     * @param reason    one of a fixed list
     */
    public void refused(String requestId, String reason) {
        if (enabled) {
            LOG.infof("request %s: refused, %s", requestId, reason);
        }
    }

    private void log(RoutingContext context) {
        long since = System.nanoTime();
        context.addEndHandler(ended -> {
            HttpServerRequest request = context.request();
            LOG.infof(
                    "request %s: %s %s, %s, %d bytes, %d ms",
                    RequestId.of(request),
                    method(request.method()),
                    paths.template(request.path()).orElse("-"),
                    ended.succeeded() ? context.response().getStatusCode() : "aborted",
                    context.response().bytesWritten(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        });
        context.next();
    }

    static String method(HttpMethod method) {
        return METHODS.contains(method) ? method.name() : "OTHER";
    }
}
