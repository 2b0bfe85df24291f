package org.sunwindow.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The buckets of one policy. Only full buckets are forgotten, because a new bucket is full, too. A cache with a maximum
 * size would also evict others: then whoever sends from many addresses could refill the bucket of any of them. While
 * there is no room, clients without a bucket share a fixed number of buckets, so newcomers are limited together and
 * nobody gains a request. Thread-safe.
 *
 * <p>A bucket is full again soon after its last request, so room is only taken by those that send without a pause.
 */
final class Buckets {

    private static final int SHARED = 1024;

    /** Shortest time between two searches for full buckets, because each looks at all of them. */
    private static final long SWEEP_NANOS = 1_000_000_000;

    private final Policy policy;
    private final Bandwidth quota;
    private final int max;
    private final TimeMeter time;
    private final ConcurrentHashMap<String, Bucket> own = new ConcurrentHashMap<>();
    private final Bucket[] shared = new Bucket[SHARED];
    private final int seed = ThreadLocalRandom.current().nextInt();
    private final AtomicLong swept;

    /**
     * @param max clients with buckets of their own
     */
    Buckets(Policy policy, int max, TimeMeter time) {
        this.policy = policy;
        this.quota = policy.bandwidth();
        this.max = max;
        this.time = time;
        this.swept = new AtomicLong(time.currentTimeNanos());
        for (int i = 0; i < SHARED; i++) {
            shared[i] = Policy.bucket(quota, time);
        }
    }

    Policy policy() {
        return policy;
    }

    Bucket of(String client) {
        Bucket known = own.get(client);
        if (known != null) {
            return known;
        }
        if (own.mappingCount() >= max) {
            sweep();
            if (own.mappingCount() >= max) {
                return shared[Math.floorMod((client.hashCode() ^ seed) * 0x9E3779B9 >>> 16, SHARED)];
            }
        }
        return own.computeIfAbsent(client, added -> Policy.bucket(quota, time));
    }

    private void sweep() {
        long now = time.currentTimeNanos();
        long last = swept.get();
        if (Math.abs(now - last) >= SWEEP_NANOS && swept.compareAndSet(last, now)) {
            forgetFull();
        }
    }

    /** Forgets clients that have not sent more than they may for some time. */
    void forgetFull() {
        own.values().removeIf(bucket -> bucket.getAvailableTokens() >= policy.quota());
    }

    int size() {
        return own.size();
    }
}
