package org.sunwindow.bulk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Times the writing of export files. Thread-safe. */
final class ExportMetrics {

    private record Timers(Timer written, Timer failed) {}

    private final Map<ExportFormat, Timers> timers = new EnumMap<>(ExportFormat.class);

    ExportMetrics(MeterRegistry registry) {
        for (ExportFormat format : ExportFormat.values()) {
            timers.put(format, new Timers(timer(registry, format, "written"), timer(registry, format, "failed")));
        }
    }

    private static Timer timer(MeterRegistry registry, ExportFormat format, String outcome) {
        return Timer.builder("sunwindow.exports")
                .description("Writing of export files")
                .tag("format", format.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome)
                .register(registry);
    }

    <T> T measure(ExportFormat format, Supplier<T> writing) {
        long since = System.nanoTime();
        boolean written = false;
        try {
            T result = writing.get();
            written = true;
            return result;
        } finally {
            Timers both = timers.get(format);
            (written ? both.written() : both.failed()).record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }
}
