package org.sunwindow.http;

import io.quarkus.arc.ClientProxy;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;

/** Checks requests before they reach a resource, and answers those that reach none with a {@link Problem}. */
@ApplicationScoped
public class RequestChecks {

    /** Order of the route that identifies callers, before all others. */
    public static final int CALLERS = Integer.MIN_VALUE;

    /**
     * Order of the routes of {@link RootAddresses}, which begin anew with another address. Signatures cover the one that was
     * sent, so they are checked before.
     */
    static final int ROOT_ADDRESSES = CALLERS + 1;

    /** Order of the route that marks the responses to some callers. It sees the requests that are refused, too. */
    public static final int ENVELOPES = ROOT_ADDRESSES + 1;

    /** Order of the route that limits requests. It sees those with a wrong token or signature as well. */
    public static final int LIMITS = ENVELOPES + 1;

    /** Order of the route that refuses callers. */
    public static final int ACCESS = LIMITS + 1;

    /** Order of the route that answers from memory. */
    public static final int REPLAY = ACCESS + 1;

    private static final int CHECKS = REPLAY + 1;

    /** Order of routes that concern accepted requests. */
    public static final int ACCEPTED = CHECKS + 1;

    /** Longest address, in characters. The server's own limit is higher, because its answer has no body. */
    private static final int MAX_URI = 16 * 1024;

    /**
     * Spellings that would give one resource several addresses: empty and relative segments, path parameters, and
     * escapes of letters, digits and {@code - . _}. The escape of {@code ~} is left out, because the encoder of Java
     * writes it.
     */
    private static final Pattern SPELLING = Pattern.compile(
            "//|;|/\\.{1,2}(?:/|$)|%(?:2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f)", Pattern.CASE_INSENSITIVE);

    private static final String API = "/api/";

    /** What Quarkus serves besides the API, and answers for any method. */
    private static final List<String> READ_ONLY = List.of("/q/openapi", "/q/swagger-ui");

    private static final String READING = "GET, HEAD, OPTIONS";

    /** The only bodies that may be compressed; all others are short. */
    private static final String IMPORTS = "/api/v1/imports";

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*([^;]*)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8");

    private static final String NOT_FOUND = "请核对请求地址，接口清单见 /q/openapi。";
    private static final String NO_METHOD = "这个地址不支持该请求方法。";
    private static final String UNREADABLE = "请求地址无法识别；中文和特殊字符须作百分号编码（UTF-8）。";

    private final ProblemWriter problems;
    private final ContractPaths paths;
    private final RequestMetrics metrics;
    private final boolean hasCors;

    RequestChecks(
            ProblemWriter problems,
            ContractPaths paths,
            RequestMetrics metrics,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean hasCors) {
        this.problems = problems;
        this.paths = paths;
        // asking for the bean with each request costs more than what it does
        this.metrics = ClientProxy.unwrap(metrics);
        this.hasCors = hasCors;
    }

    void register(@Observes Router router) {
        router.route().order(CHECKS).handler(this::check);
        router.errorHandler(400, context -> answer(context, ProblemCode.REQUEST_INVALID, UNREADABLE));
        router.errorHandler(404, context -> answer(context, ProblemCode.PATH_NOT_FOUND, NOT_FOUND));
        router.errorHandler(405, context -> answer(context, ProblemCode.METHOD_NOT_ALLOWED, NO_METHOD));
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        metrics.observe(context);
        // replayed answers log nothing
        MDC.put(RequestId.LOG_KEY, RequestId.of(request));
        TraceParent.traceId(request).ifPresent(trace -> MDC.put(TraceParent.LOG_KEY, trace));
        String uri = request.uri();
        if (uri.length() > MAX_URI) {
            answer(context, ProblemCode.URI_TOO_LONG, "请求地址最长 %d 个字符。".formatted(MAX_URI));
        } else if (!isValid(uri)) {
            answer(context, ProblemCode.REQUEST_INVALID, UNREADABLE);
        } else if (!isOnlySpelling(request.path())) {
            answer(context, ProblemCode.PATH_NOT_FOUND, NOT_FOUND);
        } else if (!isReading(request.method()) && isReadOnly(request.path())) {
            answer(context, ProblemCode.METHOD_NOT_ALLOWED, NO_METHOD);
        } else if (request.method() == HttpMethod.OPTIONS && !isPreflight(request)) {
            allow(context);
        } else if (hasBody(request) && !isUtf8(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            answer(context, ProblemCode.MEDIA_TYPE_UNSUPPORTED, "请求内容应为 UTF-8 编码，不支持其他字符集（charset）。");
        } else if (!isDecodable(request)) {
            answer(context, ProblemCode.MEDIA_TYPE_UNSUPPORTED, "不支持这种 Content-Encoding：导入可用 gzip，其余不得压缩。");
        } else if (!acceptsAnything(context)) {
            answer(context, ProblemCode.NOT_ACCEPTABLE, "Accept 排除了所有格式。");
        } else {
            context.next();
        }
    }

    /** Whether {@code Accept} is absent or has a range that it does not exclude; frameworks ignore weights of zero. */
    private static boolean acceptsAnything(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return accept == null
                || accept.indexOf(';') < 0
                || context.parsedHeaders().accept().isEmpty()
                || context.parsedHeaders().accept().stream().anyMatch(range -> range.weight() > 0);
    }

    private static boolean isOnlySpelling(String path) {
        return path == null || !SPELLING.matcher(path).find() && !(path.startsWith(API) && path.endsWith("/"));
    }

    private static boolean isReading(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    private static boolean isReadOnly(String path) {
        return READ_ONLY.stream().anyMatch(root -> isWithin(root, path));
    }

    private static boolean isWithin(String root, String path) {
        return path != null
                && path.startsWith(root)
                && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    private Optional<String> methods(String path) {
        return isReadOnly(path) ? Optional.of(READING) : paths.allowed(path);
    }

    /** Left to the CORS support of Quarkus if a deployment enables it. */
    private boolean isPreflight(HttpServerRequest request) {
        return hasCors && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private void allow(RoutingContext context) {
        methods(context.request().path())
                .ifPresentOrElse(
                        methods -> context.response()
                                .setStatusCode(204)
                                .putHeader(HttpHeaders.ALLOW, methods)
                                .end(),
                        () -> answer(context, ProblemCode.PATH_NOT_FOUND, NOT_FOUND));
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                ? !"0".equals(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isUtf8(String contentType) {
        if (contentType == null) {
            return true;
        }
        Matcher declared = CHARSET.matcher(contentType);
        return !declared.find()
                || UTF_8.contains(declared.group(1).replace('"', ' ').strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isDecodable(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null
                || encoding.equalsIgnoreCase("identity")
                || encoding.equalsIgnoreCase("gzip") && IMPORTS.equals(request.path());
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
        if (code == ProblemCode.METHOD_NOT_ALLOWED) {
            methods(context.request().path())
                    .ifPresent(methods -> context.response().putHeader(HttpHeaders.ALLOW, methods));
        }
        problems.send(context, new ProblemException(code, detail));
    }
}
