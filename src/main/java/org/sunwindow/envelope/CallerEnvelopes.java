package org.sunwindow.envelope;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.sunwindow.caller.CurrentCaller;
import org.sunwindow.http.RequestChecks;
import org.sunwindow.http.envelope.EnvelopeMode;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.http.envelope.Envelopes;

/**
 * Marks the responses to callers that have an envelope by their settings. {@link
 * org.sunwindow.http.envelope.EnvelopeHandler} wraps them.
 */
@ApplicationScoped
class CallerEnvelopes {

    private static final CharSequence PREFERENCE_APPLIED = HttpHeaders.createOptimized("Preference-Applied");

    private static final String API = "/api/";

    private final Map<String, EnvelopeMode> modes;

    CallerEnvelopes(EnvelopeSettings settings) {
        this.modes = settings.callers();
    }

    void register(@Observes Router router) {
        if (!modes.isEmpty()) {
            router.route().order(RequestChecks.ENVELOPES).handler(this::mark);
        }
    }

    private void mark(RoutingContext context) {
        EnvelopeMode mode =
                CurrentCaller.of(context).map(caller -> modes.get(caller.id())).orElse(EnvelopeMode.NONE);
        String path = context.request().path();
        if (mode != EnvelopeMode.NONE && path != null && path.startsWith(API)) {
            Envelopes.prepare(context.request().headers());
            context.response().putHeader(PREFERENCE_APPLIED, Envelopes.applied(mode));
            // a shared cache does not know the caller
            context.addHeadersEndHandler(ending -> {
                MultiMap response = context.response().headers();
                String caching = response.get(HttpHeaders.CACHE_CONTROL);
                if (caching != null) {
                    response.set(HttpHeaders.CACHE_CONTROL, caching.replaceFirst("^public\\b", "private"));
                }
            });
        }
        context.next();
    }
}
