package org.sunwindow;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock for tests that changes only when it is moved. */
@Mock
@Singleton
public class MovableClock extends Clock {

    /** 2026-11-22 10:00 in Shanghai. */
    public static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.of("Asia/Shanghai");
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    public void forward(Duration time) {
        now = now.plus(time);
    }

    public void reset() {
        now = START;
    }
}
