package org.sunwindow.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Buckets in bounded memory, while many addresses send. */
class BucketsTest {

    private static final int MAX = 50;
    private static final int QUOTA = 10;

    private long now;

    private final Buckets buckets = new Buckets(Policy.perMinute("address", "每个网络地址", QUOTA), MAX, new TimeMeter() {

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    });

    private void forward(Duration time) {
        now += time.toNanos();
    }

    private int spendAll(String client) {
        return (int) IntStream.range(0, 10 * QUOTA)
                .filter(i -> buckets.of(client).tryConsume(1))
                .count();
    }

    @Test
    void aBurstIsAllowedAndRestoredEvenly() {
        assertThat(spendAll("a")).isEqualTo(QUOTA);
        forward(Duration.ofSeconds(6));
        assertThat(spendAll("a")).isEqualTo(1);
        forward(Duration.ofSeconds(30));
        assertThat(spendAll("a")).isEqualTo(5);
        forward(Duration.ofHours(1));
        assertThat(spendAll("a")).isEqualTo(QUOTA);
    }

    /** An attacker tries to have the buckets of others, or of one of the own addresses, replaced by full ones. */
    @Test
    void manyAddressesDoNotRefillABucket() {
        assertThat(spendAll("busy")).isEqualTo(QUOTA);
        Bucket before = buckets.of("busy");
        for (int i = 0; i < 100 * MAX; i++) {
            buckets.of("attacker " + i).tryConsume(1);
            forward(Duration.ofMillis(1));
        }
        assertThat(buckets.of("busy")).isSameAs(before);
        // 5 of the 60 seconds have passed, in which nothing of the quota of 10 is restored
        assertThat(spendAll("busy")).isZero();
    }

    @Test
    void memoryIsBoundedAndNewcomersShareAFixedNumberOfBuckets() {
        long allowed = 0;
        for (int i = 0; i < 100_000; i++) {
            allowed += buckets.of("attacker " + i).tryConsume(1) ? 1 : 0;
        }
        assertThat(buckets.size()).isEqualTo(MAX);
        assertThat(allowed).isLessThanOrEqualTo(MAX + 1024 * QUOTA);
    }

    @Test
    void aClientHasItsOwnBucketAgainOnceOthersPause() {
        IntStream.range(0, 2 * MAX).forEach(i -> buckets.of("attacker " + i).tryConsume(1));
        Bucket shared = buckets.of("newcomer");
        assertThat(buckets.size()).isEqualTo(MAX);
        // one request is restored after a tenth of a minute
        forward(Duration.ofSeconds(6));
        assertThat(buckets.of("newcomer")).isNotSameAs(shared);
        assertThat(buckets.size()).isEqualTo(1);
    }

    @Test
    void onlyFullBucketsAreForgotten() {
        buckets.of("full");
        spendAll("empty");
        buckets.forgetFull();
        assertThat(buckets.size()).isEqualTo(1);
        assertThat(spendAll("empty")).isZero();
    }

    /** The clock of a machine may be set back. */
    @Test
    void timeThatGoesBackNeitherRestoresNorTakesRequests() {
        forward(Duration.ofHours(1));
        IntStream.range(0, 4).forEach(i -> buckets.of("a").tryConsume(1));
        forward(Duration.ofMinutes(-30));
        assertThat(spendAll("a")).isEqualTo(QUOTA - 4);
    }
}
