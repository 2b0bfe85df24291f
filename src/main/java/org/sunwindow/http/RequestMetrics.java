package org.sunwindow.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests by operation of the contract, class of the status and code of the problem, and times those that are not
 * answered from memory. Nothing that a client chose is a tag, so the number of meters is bounded by the contract. Thread-safe.
 */
@ApplicationScoped
public class RequestMetrics {

    /** Operation of requests that are not in the contract, and code of responses that are not problems. */
    private static final String NONE = "none";

    private static final String OBSERVED = Observed.class.getName();

    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final ContractPaths paths;
    private final MeterRegistry registry;
    private final ConcurrentHashMap<Counted, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(ContractPaths paths, MeterRegistry registry) {
        this.paths = paths;
        this.registry = registry;
    }

    private record Counted(String operation, Outcome outcome, String code, boolean replayed) {}

    /** A request under way. Used by one thread at a time. */
    private static final class Observed {

        private final long since = System.nanoTime();
        private String code = NONE;
    }

    /**
     * Counts of the responses of one operation that are sent again from memory. They are looked up once, so that a response
     * costs no more than an increment.
     *
     * @param sent      with a body
     * @param unchanged without one, 304
     */
    public record Replayed(LongAdder sent, LongAdder unchanged) {}

    /** Reads the contract before the first request, on a thread that keeps none waiting. */
    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("contract-paths").daemon().start(() -> paths.has(""));
    }

    /** Returns the counts of the operation that a request asks for. */
    public Replayed replayed(HttpServerRequest request) {
        String operation = operation(request);
        return new Replayed(
                count(new Counted(operation, Outcome.SUCCESS, NONE, true)),
                count(new Counted(operation, Outcome.REDIRECTION, NONE, true)));
    }

    /** Counts and times a request once it is answered. */
    void observe(RoutingContext context) {
        var observed = new Observed();
        context.put(OBSERVED, observed);
        context.addEndHandler(ended -> {
            String operation = operation(context.request());
            int status = context.response().getStatusCode();
            Outcome outcome = ended.succeeded() ? Outcome.forStatus(status) : Outcome.UNKNOWN;
            count(new Counted(operation, outcome, observed.code, false)).increment();
            timers.computeIfAbsent(operation, this::timer)
                    .record(System.nanoTime() - observed.since, TimeUnit.NANOSECONDS);
        });
    }

    /** Names the problem that a request is answered with. One that is refused before it is observed is counted here. */
    void answered(RoutingContext context, Problem problem) {
        Observed observed = context.get(OBSERVED);
        if (observed == null) {
            count(new Counted(operation(context.request()), Outcome.forStatus(problem.status()), problem.code(), false))
                    .increment();
        } else {
            observed.code = problem.code();
        }
    }

    private String operation(HttpServerRequest request) {
        return paths.operation(request.method().name(), request.path()).orElse(NONE);
    }

    private LongAdder count(Counted counted) {
        return counts.computeIfAbsent(counted, this::register);
    }

    private LongAdder register(Counted counted) {
        var count = new LongAdder();
        FunctionCounter.builder("sunwindow.http.requests", count, LongAdder::sum)
                .description("Requests that were answered")
                .baseUnit("requests")
                .tag("operation", counted.operation())
                .tag("outcome", counted.outcome().name())
                .tag("code", counted.code())
                .tag("replayed", Boolean.toString(counted.replayed()))
                .register(registry);
        return count;
    }

    private Timer timer(String operation) {
        return Timer.builder("sunwindow.http.request.duration")
                .description("Time to answer requests that were not answered from memory")
                .tag("operation", operation)
                .serviceLevelObjectives(OBJECTIVES)
                .register(registry);
    }
}
