package org.sunwindow.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives resources of the API a second address at the root of the server, where programs look for them by convention,
 * such as {@code /robots.txt}. Whatever the resource and the checks before it do applies to both.
 */
@ApplicationScoped
public class RootAddresses {

    private final String base;

    /**
     * @param base path of the API
     */
    RootAddresses(@ConfigProperty(name = "quarkus.rest.path") String base) {
        this.base = base;
    }

    /**
     * @param path of the resource below the path of the API, and of the address at the root
     */
    public void add(Router router, String path) {
        router.route(path).order(RequestChecks.ROOT_ADDRESSES).handler(context -> forward(context, path));
    }

    private void forward(RoutingContext context, String path) {
        HttpServerRequest request = context.request();
        // the router ignores a slash at the end
        if (path.equals(request.path())) {
            String query = request.query();
            context.reroute(request.method(), base + path + (query == null ? "" : "?" + query));
        } else {
            context.next();
        }
    }
}
