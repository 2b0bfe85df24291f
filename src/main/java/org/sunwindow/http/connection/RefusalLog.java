package org.sunwindow.http.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Counts what is refused before it is routed, which neither the meters of requests nor the access log see otherwise.
 * All counters begin with zero, because Prometheus sees no increase in a series that appears with its first value.
 * Thread-safe.
 */
final class RefusalLog {

    /** Stands for the identifier of a request that there is not. */
    private static final String NO_REQUEST = "-";

    private final Map<Reason, Counter> counters = new HashMap<>();
    private final BiConsumer<String, String> accessLog;

    /**
     * @param accessLog takes the identifier of the request and the reason
     */
    RefusalLog(MeterRegistry registry, BiConsumer<String, String> accessLog) {
        this.accessLog = accessLog;
        Stream.<Reason[]>of(Refusal.values(), Closure.values())
                .flatMap(Stream::of)
                .forEach(reason -> counters.put(
                        reason,
                        Counter.builder("sunwindow.connections.refused")
                                .description("Connections that the guard has ended, most of them with a problem")
                                .tag("reason", reason.label())
                                .register(registry)));
    }

    void refused(Refusal refusal, String requestId) {
        record(refusal, requestId);
    }

    void closed(Closure closure) {
        record(closure, NO_REQUEST);
    }

    private void record(Reason reason, String requestId) {
        counters.get(reason).increment();
        accessLog.accept(requestId, reason.label());
    }
}
