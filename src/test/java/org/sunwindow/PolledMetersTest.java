package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class PolledMetersTest {

    private record Waiting(int number, Instant since) {}

    private final MovableClock clock = new MovableClock();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<Callable<Waiting>> answers = new ArrayDeque<>();
    private final PolledMeters<Waiting> meters = new PolledMeters<>(
                    "what waits", () -> answers.remove().call(), registry, clock)
            .gauge("waiting", "How many", Waiting::number)
            .age("waiting.age", "For how long", Waiting::since);

    private void poll(Callable<Waiting> answer) {
        answers.add(answer);
        meters.poll();
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }

    private static Waiting unreachable() throws SQLException {
        throw new SQLException("unreachable");
    }

    @Test
    void metersAppearOnceTheValueIsKnown() {
        poll(PolledMetersTest::unreachable);
        assertThat(registry.getMeters()).isEmpty();
        poll(() -> new Waiting(3, null));
        assertThat(value("waiting")).isEqualTo(3);
        assertThat(value("waiting.age")).isZero();
        assertThat(registry.get("waiting.age").gauge().getId().getBaseUnit()).isEqualTo("seconds");
    }

    @Test
    void whatWasKnownStaysAndItsAgeGrows() {
        poll(() -> new Waiting(3, clock.instant()));
        clock.forward(Duration.ofSeconds(90));
        poll(PolledMetersTest::unreachable);
        assertThat(value("waiting")).isEqualTo(3);
        assertThat(value("waiting.age")).isEqualTo(90);
    }

    @Test
    void instantAheadOfTheClockHasNoAge() {
        poll(() -> new Waiting(1, clock.instant().plusSeconds(5)));
        assertThat(value("waiting.age")).isZero();
    }
}
