package org.sunwindow.cases.lookup;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.sunwindow.Settings;
import org.sunwindow.caller.Caller;
import org.sunwindow.caller.CurrentCaller;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Proxies;

/**
 * Identifies the requester of a lookup. All users of a mini-program share the addresses of its back end, so the back
 * end authenticates as a caller and names its end user by an opaque identifier. Requests without a token or an end user
 * are identified by their network address.
 */
@ApplicationScoped
class Callers {

    static final String END_USER = "End-User";

    private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");

    private final CurrentVertxRequest current;
    private final Proxies proxies;

    Callers(Settings settings, CurrentVertxRequest current) {
        this.current = current;
        proxies = new Proxies(settings.trustedProxies());
    }

    /**
     * Returns the requester of a request.
     *
     * @throws ProblemException if the end user is invalid
     */
    Requester identify(HttpServerRequest request) {
        String caller = CurrentCaller.of(current.getCurrent()).map(Caller::id).orElse(null);
        String user = request.getHeader(END_USER);
        if (caller == null) {
            if (user != null) {
                throw invalidUser("只有提供了调用方凭据的请求可以指明使用者");
            }
            return new Requester(null, null, client(request));
        }
        if (user != null && !NAME.matcher(user).matches()) {
            throw invalidUser("应为 1 到 128 个可见的 ASCII 字符");
        }
        return new Requester(caller, user, client(request));
    }

    private Proxies.Client client(HttpServerRequest request) {
        return proxies.networks(
                request.remoteAddress().hostAddress(), request.headers().getAll(Proxies.FORWARDED_FOR));
    }

    private static ProblemException invalidUser(String rule) {
        var item = new Problem.Item(END_USER, "value", rule);
        return new ProblemException(ProblemCode.PARAMETER_INVALID, "请求头 " + END_USER + " " + rule + "。", List.of(item));
    }
}
