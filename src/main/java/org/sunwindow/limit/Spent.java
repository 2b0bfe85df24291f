package org.sunwindow.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.List;

/**
 * What counting a request has left of the tightest policy that applies to it.
 *
 * @param policy    the one that refuses the request, or else the one with the fewest requests left
 * @param allowed   whether no policy refuses the request
 * @param remaining requests that may be sent at once
 * @param full      until the quota is complete again
 * @param refill     until a request is allowed again
 */
record Spent(Policy policy, boolean allowed, long remaining, Duration full, Duration refill) {

    /** The bucket of one client under a policy. */
    record Share(Policy policy, Bucket bucket) {}

    /** Takes a request from all shares, or from none if one of them is empty. */
    static Spent of(List<Share> shares) {
        Policy tightest = null;
        ConsumptionProbe least = null;
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            ConsumptionProbe probe = share.bucket().tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                shares.subList(0, i).forEach(taken -> taken.bucket().addTokens(1));
                return of(share.policy(), probe);
            }
            if (least == null || probe.getRemainingTokens() < least.getRemainingTokens()) {
                least = probe;
                tightest = share.policy();
            }
        }
        return of(tightest, least);
    }

    private static Spent of(Policy policy, ConsumptionProbe probe) {
        return new Spent(
                policy,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** The header {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers). */
    String header() {
        return "\"" + policy.name() + "\";r=" + remaining + ";t=" + seconds(full);
    }

    /** Seconds to wait, at least 1. */
    long retryAfter() {
        return Math.max(1, seconds(refill));
    }

    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
