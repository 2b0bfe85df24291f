package org.sunwindow.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses requests on the management port that Quarkus would answer although the answer means nothing. */
@ApplicationScoped
class ManagementChecks {

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    void register(@Observes ManagementInterface management) {
        Router router = management.router();
        // the service has no groups of health checks, and Quarkus reports any name as healthy
        router.route("/q/health/group*")
                .order(Integer.MIN_VALUE)
                .handler(context -> context.response().setStatusCode(NOT_FOUND).end());
        router.route().order(Integer.MIN_VALUE + 1).handler(ManagementChecks::onlyRead);
    }

    private static void onlyRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(METHOD_NOT_ALLOWED)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
        }
    }
}
