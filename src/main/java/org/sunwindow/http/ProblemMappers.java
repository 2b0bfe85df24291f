package org.sunwindow.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.sunwindow.ExceptionSummary;

/** Maps every exception of a resource or of the framework to a {@link Problem}. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    static final int UNAUTHORIZED = 401;

    /** The scheme that every operation with a caller or publisher understands. */
    static final String BEARER = "Bearer";

    /** Time for a database to fail over that a person still waits for. */
    private static final Duration STORE_RETRY = Duration.ofSeconds(10);

    private final ContractPaths paths;
    private final RequestMetrics metrics;
    private final CurrentVertxRequest current;

    ProblemMappers(ContractPaths paths, RequestMetrics metrics, CurrentVertxRequest current) {
        this.paths = paths;
        this.metrics = metrics;
        this.current = current;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return response(e);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e, UriInfo uri, Request request) {
        String path = uri.getRequestUri().getRawPath();
        int status = status(e, path, request.getMethod());
        var problem = switch (status) {
            case 401 -> of(ProblemCode.PUBLISHER_UNAUTHORIZED, "请提供有效的发布方凭据。");
            case 404 -> of(ProblemCode.PATH_NOT_FOUND, "请核对请求地址，接口清单见 /q/openapi。");
            case 405 -> of(ProblemCode.METHOD_NOT_ALLOWED, "这个地址不支持该请求方法。");
            case 406 -> of(ProblemCode.NOT_ACCEPTABLE, "Accept 所列的格式都不能提供，可用的格式见接口说明。");
            case 413 -> of(ProblemCode.BODY_TOO_LARGE, "请求内容超过上限。");
            case 415 ->
                of(
                        ProblemCode.MEDIA_TYPE_UNSUPPORTED,
                        "请核对 Content-Type：导入为 application/x-ndjson，附件的文字为 text/plain，单条变更（PATCH）为 application/merge-patch+json，其余为 application/json。");
            default ->
                status >= 500
                        ? problemOf(e).problem()
                        : Problem.of(ProblemCode.HTTP_ERROR, status, "请求未能完成。", List.of());
        };
        var response = response(problem, null);
        return status == 405
                ? Response.fromResponse(response)
                        .header(HttpHeaders.ALLOW, paths.allowed(path).orElse(null))
                        .build()
                : response;
    }

    /** The framework says that a path does not exist if several resources share it and none has the method. */
    private int status(WebApplicationException e, String path, String method) {
        int status = e.getResponse().getStatus();
        if (status != 404) {
            return status;
        }
        Set<String> methods = paths.methods(path);
        return methods.isEmpty() || methods.contains(method) ? 404 : 405;
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        return response(problemOf(e));
    }

    /** Logs an unexpected exception and returns the problem that it is answered with. */
    public static ProblemException problemOf(Throwable e) {
        if (Failures.isDatabaseUnavailable(e)) {
            LOG.warnf("request failed because the database is unavailable: %s", ExceptionSummary.of(e));
            return ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "数据服务暂时不可用，请稍后再试。", STORE_RETRY);
        }
        LOG.errorf("request failed: %s", ExceptionSummary.of(e));
        return new ProblemException(ProblemCode.INTERNAL, "服务内部错误，请稍后再试。");
    }

    private static Problem of(ProblemCode code, String detail) {
        return Problem.of(code, detail);
    }

    /** For mappers of other packages, which turn their exceptions into problems first. */
    public static Response response(ProblemException e) {
        return response(e.problem(), e.retryAfter());
    }

    /** Adds the identifier of the request to every problem that a resource or a mapper returns, and counts it. */
    @ServerResponseFilter
    void identify(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem) {
            metrics.answered(current.getCurrent(), problem);
            response.setEntity(problem.withRequestId(request.getHeaderString(RequestId.HEADER)));
        }
    }

    /** The value of {@code Retry-After}. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }

    private static Response response(Problem problem, Duration retryAfter) {
        var response = Response.status(problem.status())
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, seconds(retryAfter));
        }
        if (problem.status() == UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, BEARER);
        }
        return response.build();
    }
}
