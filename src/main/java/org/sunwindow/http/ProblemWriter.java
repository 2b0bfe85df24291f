package org.sunwindow.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers requests that reach no resource with a {@link Problem}. Thread-safe. */
@ApplicationScoped
public class ProblemWriter {

    private final ObjectMapper json;
    private final RequestMetrics metrics;

    ProblemWriter(ObjectMapper json, RequestMetrics metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    /** Sends the problem, unless the request has been answered. */
    public void send(RoutingContext context, ProblemException refusal) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        Problem problem = refusal.problem();
        metrics.answered(context, problem);
        if (refusal.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(ProblemMappers.seconds(refusal.retryAfter())));
        }
        if (problem.status() == ProblemMappers.UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", ProblemMappers.BEARER);
        }
        try {
            response.setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json.writeValueAsString(problem.withRequestId(RequestId.of(context.request()))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
