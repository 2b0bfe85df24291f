package org.sunwindow.caller;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The caller of a request. It is identified once, before limits are applied and before the request is routed. */
public final class CurrentCaller {

    private static final String KEY = Caller.class.getName();

    private CurrentCaller() {}

    /** Returns the caller of a request, empty if it is anonymous or did not prove who it is. */
    public static Optional<Caller> of(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }

    static void set(RoutingContext context, Caller caller) {
        context.put(KEY, caller);
    }
}
