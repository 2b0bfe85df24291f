package org.sunwindow.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.sunwindow.caller.Caller;
import org.sunwindow.caller.Quotas;
import org.sunwindow.limit.Spent.Share;

/** The policies of this instance and what each client has spent. Thread-safe. */
final class Limits {

    /** Longer names of end users are not counted separately; no operation accepts them. */
    private static final int MAX_USER = 128;

    private final LimitSettings settings;
    private final TimeMeter time;
    private final Buckets addresses;
    private final Buckets networks;
    private final Buckets users;
    private final CharSequence anonymous;
    private final ConcurrentHashMap<String, OfCaller> callers = new ConcurrentHashMap<>();

    Limits(LimitSettings settings, Clock clock) {
        this.settings = settings;
        this.time = new ClockMeter(clock);
        this.addresses = buckets(Policy.perMinute(Policy.ADDRESS, "每个网络地址", settings.addressPerMinute()));
        this.networks = buckets(Policy.perMinute(Policy.NETWORK, "每个网段", settings.networkPerMinute()));
        this.users = buckets(Policy.perMinute(Policy.USER, "每位使用者", settings.userPerMinute()));
        this.anonymous =
                addresses.policy().described() + ", " + networks.policy().described();
    }

    private Buckets buckets(Policy policy) {
        return new Buckets(policy, settings.tracked(), time);
    }

    /** The clock of the service, in the terms of the buckets. */
    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /**
     * A request that was counted.
     *
     * @param policies all that apply to it, as the header {@code RateLimit-Policy}
     */
    record Counted(Spent spent, CharSequence policies) {}

    /** The shares of a caller, which are replaced when its quotas change. */
    private record OfCaller(Quotas quotas, List<Share> shares, String policies) {}

    /** Counts a request without a caller. */
    Counted anonymous(Clients.Client client) {
        var address = new Share(addresses.policy(), addresses.of(client.address()));
        if (client.network() == null) {
            return new Counted(Spent.of(List.of(address)), anonymous);
        }
        // the network first: once it is empty, its addresses take no room
        var network = new Share(networks.policy(), networks.of(client.network()));
        return new Counted(Spent.of(List.of(network, address)), anonymous);
    }

    /**
     * @param user that the caller names, may be {@code null}
     */
    Counted of(Caller caller, String user) {
        OfCaller known = callers.get(caller.id());
        if (known == null || !known.quotas().equals(caller.quotas())) {
            known = callers.compute(
                    caller.id(),
                    (id, old) -> old != null && old.quotas().equals(caller.quotas()) ? old : ofCaller(caller.quotas()));
        }
        if (user == null || user.isEmpty() || user.length() > MAX_USER) {
            return new Counted(Spent.of(known.shares()), known.policies());
        }
        var shares = new ArrayList<>(known.shares());
        shares.add(new Share(users.policy(), users.of(caller.id() + '\0' + user)));
        return new Counted(
                Spent.of(shares), known.policies() + ", " + users.policy().described());
    }

    private OfCaller ofCaller(Quotas quotas) {
        var policies = new ArrayList<Policy>();
        policies.add(Policy.perMinute(Policy.CALLER, "这一调用方", quotas.perMinute().orElse(settings.callerPerMinute())));
        OptionalLong perDay = quotas.perDay().isPresent() ? quotas.perDay() : settings.callerPerDay();
        perDay.ifPresent(quota -> policies.add(new Policy(Policy.CALLER_DAY, "这一调用方", quota, Duration.ofDays(1))));
        return new OfCaller(
                quotas,
                policies.stream()
                        .map(policy -> new Share(policy, policy.bucket(time)))
                        .toList(),
                policies.stream().map(Policy::described).collect(Collectors.joining(", ")));
    }

    /** Forgets who has not sent more than allowed for some time. */
    void forgetFull() {
        addresses.forgetFull();
        networks.forgetFull();
        users.forgetFull();
    }
}
