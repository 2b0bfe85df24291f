package org.sunwindow.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;

/**
 * A quota of requests, which can be spent at once and is restored evenly.
 *
 * @param name   by which clients are told of it
 * @param whose  in Chinese
 * @param quota  at least 1
 * @param window in which an empty quota is restored completely
 */
record Policy(String name, String whose, long quota, Duration window) {

    static final String ADDRESS = "address";
    static final String NETWORK = "network";
    static final String USER = "user";
    static final String CALLER = "caller";
    static final String CALLER_DAY = "caller-day";
    static final List<String> NAMES = List.of(ADDRESS, NETWORK, USER, CALLER, CALLER_DAY);

    static Policy perMinute(String name, String whose, long quota) {
        return new Policy(name, whose, quota, Duration.ofMinutes(1));
    }

    Bucket bucket(TimeMeter time) {
        return bucket(bandwidth(), time);
    }

    /** Returns the quota as buckets take it. They may share it. */
    Bandwidth bandwidth() {
        return BandwidthBuilder.builder()
                .capacity(quota)
                .refillGreedy(quota, window)
                .build();
    }

    static Bucket bucket(Bandwidth quota, TimeMeter time) {
        return Bucket.builder().addLimit(quota).withCustomTimePrecision(time).build();
    }

    /** An item of the header {@code RateLimit-Policy}. */
    String described() {
        return "\"%s\";q=%d;w=%d".formatted(name, quota, window.toSeconds());
    }
}
