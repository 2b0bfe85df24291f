package org.sunwindow.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Checks requests before they reach a resource, and answers those that reach none with a {@link Problem}. */
@ApplicationScoped
public class RequestChecks {

    /** Order of a route that sees requests before all others, those of this class included. */
    public static final int FIRST = Integer.MIN_VALUE;

    /** Sent with every answer, so that browsers do not guess another media type. */
    public static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");

    public static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

    /** Longest address, in characters. The server's own limit is higher, because its answer has no body. */
    private static final int MAX_URI = 16 * 1024;

    private static final String UNREADABLE = "请求地址无法识别；中文和特殊字符须作百分号编码（UTF-8）。";

    private final ObjectMapper json;

    RequestChecks(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST + 1).handler(this::check);
        router.errorHandler(400, context -> answer(context, ProblemCode.REQUEST_INVALID, UNREADABLE));
        router.errorHandler(404, context -> answer(context, ProblemCode.PATH_NOT_FOUND, "请核对请求地址，接口清单见 /q/openapi。"));
        router.errorHandler(405, context -> answer(context, ProblemCode.METHOD_NOT_ALLOWED, "这个地址不支持该请求方法。"));
    }

    private void check(RoutingContext context) {
        context.response().putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        String uri = context.request().uri();
        if (uri.length() > MAX_URI) {
            answer(context, ProblemCode.URI_TOO_LONG, "请求地址最长 %d 个字符。".formatted(MAX_URI));
        } else if (!isValid(uri)) {
            answer(context, ProblemCode.REQUEST_INVALID, UNREADABLE);
        } else {
            context.next();
        }
    }

    private static boolean isValid(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void answer(RoutingContext context, ProblemCode code, String detail) {
        if (context.response().ended()) {
            return;
        }
        try {
            context.response()
                    .setStatusCode(code.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json.writeValueAsString(Problem.of(code, code.status(), detail, List.of())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
