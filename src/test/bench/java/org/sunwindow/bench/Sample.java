package org.sunwindow.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The measurements of one run. Not thread-safe. */
final class Sample {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final Histogram refusals = new Histogram(LONGEST, 3);
    private final long[] nanos;
    private final long[] answers;
    private final Duration time;
    private long refusedWithoutRetryAfter;

    Sample(int size, Duration time) {
        this.nanos = new long[size];
        this.answers = new long[size];
        this.time = time;
    }

    void add(int index, long latency) {
        latencies.recordValue(Math.clamp(latency, 0, LONGEST));
        nanos[index] += latency;
        answers[index]++;
    }

    /** Counts a response 503, which is not part of the latencies. */
    void refuse(long latency, boolean hasRetryAfter) {
        refusals.recordValue(Math.clamp(latency, 0, LONGEST));
        refusedWithoutRetryAfter += hasRetryAfter ? 0 : 1;
    }

    void add(Sample other) {
        latencies.add(other.latencies);
        refusals.add(other.refusals);
        refusedWithoutRetryAfter += other.refusedWithoutRetryAfter;
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] += other.nanos[i];
            answers[i] += other.answers[i];
        }
    }

    long answers() {
        return latencies.getTotalCount();
    }

    long refused() {
        return refusals.getTotalCount();
    }

    /** Returns the number of responses 503 without {@code Retry-After}. */
    long refusedWithoutRetryAfter() {
        return refusedWithoutRetryAfter;
    }

    double perSecond() {
        return answers() * 1e9 / time.toNanos();
    }

    /** In milliseconds. */
    double percentile(double percent) {
        return answers() == 0 ? Double.NaN : latencies.getValueAtPercentile(percent) / 1e6;
    }

    /** In milliseconds. */
    double percentileOfRefused(double percent) {
        return refused() == 0 ? Double.NaN : refusals.getValueAtPercentile(percent) / 1e6;
    }

    /** Returns the mean latency of a class of requests in milliseconds, or NaN without a response. */
    double mean(int index) {
        return nanos[index] / 1e6 / answers[index];
    }
}
