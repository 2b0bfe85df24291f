package org.sunwindow.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/**
 * Identifies parties by bearer tokens and stops guessing: after too many unknown tokens from a client address, every
 * token from it is refused before it is compared, until the window of its failures ends. A known token neither counts
 * nor forgives, so a party cannot use its own token to guess that of another. Each set of tokens has its own counts, so
 * failures of callers do not refuse publishers behind the same address. Failures are counted by each instance, for a
 * limited number of addresses. Thread-safe.
 */
@ApplicationScoped
public class TokenGuard implements StartupCheck {

    private record Failures(int count, Instant end) {}

    /** Distinguishes sets of tokens by identity. */
    private record Key(BearerTokens tokens, String address) {}

    private final Settings.TokenFailures limits;
    private final Proxies proxies;
    private final Clock clock;

    /** Evicts the least frequently seen addresses, so that many addresses do not displace one that guesses. */
    private final Cache<Key, Failures> byAddress;

    public TokenGuard(Settings settings, Clock clock) {
        this.limits = settings.tokenFailures();
        this.proxies = new Proxies(settings.trustedProxies());
        this.clock = clock;
        this.byAddress = Caffeine.newBuilder()
                .maximumSize(Math.max(1, limits.addresses()))
                .build();
    }

    /**
     * Returns the party that sent a request, empty if it has no token or an unknown one.
     *
     * @throws ProblemException {@link ProblemCode#TOKEN_THROTTLED} after too many failures of the client address
     */
    public Optional<String> party(HttpServerRequest request, BearerTokens tokens) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return Optional.empty();
        }
        return party(address(request), authorization, tokens);
    }

    /**
     * Whether a request has a known token. An unknown one is not counted, so whoever asks must limit requests by other
     * means. Tokens from an address that has guessed too often are not known.
     */
    public boolean isKnown(HttpServerRequest request, BearerTokens tokens) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return false;
        }
        Failures failures = byAddress.getIfPresent(new Key(tokens, address(request)));
        return !isRefused(limits.limit(), failures, clock.instant())
                && tokens.party(authorization).isPresent();
    }

    private String address(HttpServerRequest request) {
        return proxies.client(
                request.remoteAddress().hostAddress(), request.headers().getAll(Proxies.FORWARDED_FOR));
    }

    /**
     * @param address of the client, as {@link Proxies#client} returns it
     */
    Optional<String> party(String address, String authorization, BearerTokens tokens) {
        Instant now = clock.instant();
        var key = new Key(tokens, address);
        refuseAfter(limits.limit(), byAddress.getIfPresent(key), now);
        Optional<String> party = tokens.party(authorization);
        if (party.isEmpty()) {
            // requests at the same moment may all have passed the first check
            refuseAfter(
                    limits.limit() + 1,
                    byAddress
                            .asMap()
                            .merge(
                                    key,
                                    new Failures(1, now.plus(limits.within())),
                                    (old, first) ->
                                            now.isBefore(old.end()) ? new Failures(old.count() + 1, old.end()) : first),
                    now);
        }
        return party;
    }

    private static boolean isRefused(int limit, Failures failures, Instant now) {
        return failures != null && failures.count() >= limit && now.isBefore(failures.end());
    }

    private static void refuseAfter(int limit, Failures failures, Instant now) {
        if (isRefused(limit, failures, now)) {
            throw ProblemException.retryAfter(
                    ProblemCode.TOKEN_THROTTLED, "无效凭据的次数过多，请稍后再试。", Duration.between(now, failures.end()));
        }
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.token-failures.limit", (long) limits.limit(),
                "sunwindow.token-failures.addresses", (long) limits.addresses());
    }
}
