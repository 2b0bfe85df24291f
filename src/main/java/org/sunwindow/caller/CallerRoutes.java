package org.sunwindow.caller;

import io.quarkus.arc.ClientProxy;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.sunwindow.Settings;
import org.sunwindow.caller.SignatureCheck.Signed;
import org.sunwindow.http.BearerTokens;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.ProblemWriter;
import org.sunwindow.http.RequestChecks;
import org.sunwindow.http.TokenGuard;

/**
 * Identifies the caller of each request, and later refuses what it may not do. Limits are applied in between, so that
 * wrong tokens and signatures count, and only requests within the limits cost more than a hash.
 */
@ApplicationScoped
class CallerRoutes {

    private static final String REFUSAL = ProblemException.class.getName();
    private static final String SIGNED = Signed.class.getName();
    /** Key of the caller in the log. */
    private static final String LOG_KEY = "caller";

    private static final String BEARER = "Bearer ";

    private final CallerRegistry registry;
    private final SignatureCheck signatures;
    private final SignedRequests admission;
    private final TokenGuard guard;
    private final BearerTokens publishers;
    private final ProblemWriter problems;

    CallerRoutes(
            CallerRegistry registry,
            SignatureCheck signatures,
            SignedRequests admission,
            TokenGuard guard,
            Settings settings,
            ProblemWriter problems) {
        // asking for the beans with each request costs more than what they do
        this.registry = ClientProxy.unwrap(registry);
        this.signatures = ClientProxy.unwrap(signatures);
        this.admission = ClientProxy.unwrap(admission);
        this.guard = ClientProxy.unwrap(guard);
        this.publishers = new BearerTokens(Settings.Tokens.of(settings.publishers()));
        this.problems = ClientProxy.unwrap(problems);
    }

    void register(@Observes Router router) {
        router.route().order(RequestChecks.CALLERS).handler(this::identify);
        router.route().order(RequestChecks.ACCESS).handler(this::admit);
        router.route().order(RequestChecks.ACCEPTED).handler(CallerRoutes::name);
    }

    /** Names the caller in what is logged about its request. */
    private static void name(RoutingContext context) {
        CurrentCaller.of(context).ifPresent(caller -> MDC.put(LOG_KEY, caller.id()));
        context.next();
    }

    private void identify(RoutingContext context) {
        if (context.get(SIGNED) != null || context.get(REFUSAL) != null) {
            // it has come from a root address, see RootAddresses
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        KnownCallers callers = registry.current();
        try {
            Optional<Signed> signed = callers.isSigning() ? signatures.sender(request, callers) : Optional.empty();
            if (signed.isPresent()) {
                context.put(SIGNED, signed.get());
                CurrentCaller.set(context, signed.get().caller());
            } else if (request.headers().contains(HttpHeaders.AUTHORIZATION)) {
                byToken(request, callers).ifPresent(caller -> CurrentCaller.set(context, caller));
            }
        } catch (ProblemException refusal) {
            context.put(REFUSAL, refusal);
        }
        context.next();
    }

    /** The caller with a token, empty if the token is for a publisher or, on public reads, no token of this service. */
    private Optional<Caller> byToken(HttpServerRequest request, KnownCallers callers) {
        Scope scope = Access.scope(request.method(), request.path());
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (scope == null
                || scope == Scope.READ && !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                || scope != Scope.STATUS && publishers.party(authorization).isPresent()) {
            return Optional.empty();
        }
        Optional<Caller> caller = guard.party(request, callers.tokens()).map(callers::named);
        if (caller.isEmpty() && scope != Scope.RECEIPTS) {
            throw new ProblemException(ProblemCode.CALLER_UNAUTHORIZED, "Authorization 头中的调用方凭据无效；没有凭据的请不要提供该头。");
        }
        return caller;
    }

    private void admit(RoutingContext context) {
        ProblemException refusal = context.get(REFUSAL);
        if (refusal != null) {
            problems.send(context, refusal);
            return;
        }
        Caller caller = CurrentCaller.of(context).orElse(null);
        if (caller == null) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        Scope scope = Access.scope(request.method(), request.path());
        Signed signed = context.get(SIGNED);
        // a gateway signs what publishers send with their own tokens
        boolean forwarded =
                scope == Scope.RECEIPTS && signed != null && request.headers().contains(HttpHeaders.AUTHORIZATION);
        if (scope != null && !caller.may(scope) && !forwarded) {
            problems.send(context, new ProblemException(ProblemCode.CALLER_SCOPE, "这个调用方未获准使用这项接口。"));
        } else if (signed == null) {
            context.next();
        } else {
            admission.admit(context, signed, scope != null && scope != Scope.READ);
        }
    }
}
