package org.sunwindow.http.connection;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What the guards of all connections share.
 *
 * @param nanoTime a monotonic clock in nanoseconds
 */
record Guards(
        ConnectionSettings settings,
        ResponseHeaders headers,
        Refusals refusals,
        RefusalLog log,
        PendingBytes pendingOutput,
        PendingBytes pendingInput,
        LongSupplier nanoTime) {

    Guards(ConnectionSettings settings, ObjectMapper json, Clock clock, RefusalLog log, LongSupplier nanoTime) {
        this(settings, json, new ResponseHeaders(clock), log, nanoTime);
    }

    Guards(ConnectionSettings settings, ObjectMapper json, Clock clock, RefusalLog log) {
        this(settings, json, clock, log, System::nanoTime);
    }

    private Guards(
            ConnectionSettings settings,
            ObjectMapper json,
            ResponseHeaders headers,
            RefusalLog log,
            LongSupplier nanoTime) {
        this(
                settings,
                headers,
                new Refusals(json, headers),
                log,
                new PendingBytes(settings.maxPending().asLongValue()),
                new PendingBytes(settings.maxPendingInput().asLongValue()),
                nanoTime);
    }

    ConnectionGuard guard(Flow flow) {
        return new ConnectionGuard(this, flow);
    }
}
