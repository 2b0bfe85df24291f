package org.sunwindow.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.ClientProxy;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sunwindow.Settings;
import org.sunwindow.caller.Caller;
import org.sunwindow.caller.CurrentCaller;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.ProblemWriter;
import org.sunwindow.http.Proxies;
import org.sunwindow.http.RequestChecks;
import org.sunwindow.publisher.Publishers;

/**
 * Counts every request before anything else is done for it, also before it is answered from memory, and refuses those
 * beyond a quota. A caller is counted as such, together with the end user that it names; everybody else by address and
 * network. Publishers are not counted, because an import may consist of many requests. Probes and metrics
 * are on another port. Counts are those of this instance: public reads must not depend on anything outside it.
 *
 * <p>The time is that of the service's clock. A request that is refused costs nothing, so a client that goes on sending
 * is served again at the rate of its quota.
 */
@ApplicationScoped
public class RequestLimits {

    private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence RATE_LIMIT_POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence END_USER = HttpHeaders.createOptimized("End-User");

    private final Limits limits;
    private final Clients clients;
    private final Publishers publishers;
    private final ProblemWriter problems;
    private final boolean toldToCaches;
    private final Map<String, Counter> exceeded;

    RequestLimits(
            LimitSettings settings,
            Settings general,
            Publishers publishers,
            ProblemWriter problems,
            MeterRegistry registry,
            Clock clock) {
        // asking for the bean each time costs as much as counting
        this.limits = new Limits(settings, ClientProxy.unwrap(clock));
        this.clients = new Clients(
                new Proxies(general.trustedProxies()), settings.unlimited().orElse(List.of()));
        this.publishers = publishers;
        this.problems = problems;
        this.exceeded = Policy.NAMES.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> Counter.builder("sunwindow.limits.exceeded")
                                .description("Requests that were refused by limits")
                                .baseUnit("requests")
                                .tag("policy", name)
                                .register(registry)));
        this.toldToCaches = settings.headers() == LimitSettings.Told.ALL;
    }

    void register(@Observes Router router) {
        router.route().order(RequestChecks.LIMITS).handler(this::limit);
    }

    private void limit(RoutingContext context) {
        Limits.Counted counted = count(context);
        if (counted == null) {
            context.next();
        } else if (counted.spent().allowed()) {
            tell(context, counted);
            context.next();
        } else {
            refuse(context, counted);
        }
    }

    /** Returns {@code null} for requests that have no limit. */
    private Limits.Counted count(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Caller> caller = CurrentCaller.of(context);
        if (caller.isPresent()) {
            return limits.of(caller.get(), request.getHeader(END_USER));
        }
        Clients.Client client = clients.of(request);
        boolean publisher = request.headers().contains(HttpHeaders.AUTHORIZATION) && publishers.isOne(request);
        return client.unlimited() || publisher ? null : limits.anonymous(client);
    }

    private void tell(RoutingContext context, Limits.Counted counted) {
        if (toldToCaches) {
            tell(context.response(), counted);
        } else {
            context.addHeadersEndHandler(ending -> {
                String caching = context.response().headers().get(HttpHeaders.CACHE_CONTROL);
                if (caching == null || !caching.contains("public")) {
                    tell(context.response(), counted);
                }
            });
        }
    }

    private static void tell(HttpServerResponse response, Limits.Counted counted) {
        response.headers().set(RATE_LIMIT, counted.spent().header()).set(RATE_LIMIT_POLICY, counted.policies());
    }

    private void refuse(RoutingContext context, Limits.Counted counted) {
        Spent spent = counted.spent();
        Policy policy = spent.policy();
        exceeded.get(policy.name()).increment();
        long window = policy.window().toSeconds();
        tell(context.response(), counted);
        problems.send(
                context,
                ProblemException.limited(
                        "请求过于频繁：%s每 %d 秒至多 %d 次。请在 %d 秒后再试。"
                                .formatted(policy.whose(), window, policy.quota(), spent.retryAfter()),
                        Duration.ofSeconds(spent.retryAfter()),
                        new Problem.Limit(policy.name(), policy.quota(), window)));
    }

    /** Keeps no address longer than it is needed. */
    @Scheduled(every = "1m", delayed = "1m")
    void forget() {
        limits.forgetFull();
    }
}
