package org.sunwindow.cases;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.sunwindow.Settings;
import org.sunwindow.http.BearerTokens;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Proxies;

/**
 * Tells who asks. All users of a mini-program come from the few addresses of its back end, so it has a key, and names its
 * user by something that only it understands; whoever has no key is known by the address.
 */
@ApplicationScoped
class Callers {

    static final String END_USER = "End-User";

    private static final String AUTHORIZATION = "Authorization";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");

    private final BearerTokens tokens;
    private final Proxies proxies;

    Callers(Settings settings) {
        tokens = new BearerTokens(settings.callers());
        proxies = new Proxies(settings.trustedProxies());
    }

    Requester of(HttpServerRequest request) {
        String authorization = request.getHeader(AUTHORIZATION);
        String user = request.getHeader(END_USER);
        if (authorization == null) {
            if (user != null) {
                throw wrongUser("只有提供了调用方凭据的请求可以指明使用者");
            }
            return new Requester(
                    null,
                    null,
                    proxies.client(
                            request.remoteAddress().hostAddress(),
                            request.headers().getAll(FORWARDED_FOR)));
        }
        String caller = tokens.party(authorization)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.CALLER_UNAUTHORIZED, "Authorization 头中的调用方凭据无效；没有凭据的请不要提供该头。"));
        if (user != null && !NAME.matcher(user).matches()) {
            throw wrongUser("应为 1 到 128 个可见的 ASCII 字符");
        }
        return new Requester(caller, user, null);
    }

    private static ProblemException wrongUser(String rule) {
        var item = new Problem.Item(END_USER, "value", rule);
        return new ProblemException(ProblemCode.PARAMETER_INVALID, "请求头 " + END_USER + " " + rule + "。", List.of(item));
    }
}
