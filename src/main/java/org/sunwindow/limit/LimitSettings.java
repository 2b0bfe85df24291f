package org.sunwindow.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Limits of requests, per instance. A quota can be spent at once and is restored evenly within its time. */
@ConfigMapping(prefix = "sunwindow.limits")
public interface LimitSettings {

    /** Requests of an anonymous address: an IPv4 address, which many people may share, or a /64 of IPv6. */
    @WithDefault("1200")
    long addressPerMinute();

    /** Requests of all anonymous addresses of an IPv4 /24 or an IPv6 /48. */
    @WithDefault("12000")
    long networkPerMinute();

    /** Requests of an end user whom a caller names. */
    @WithDefault("600")
    long userPerMinute();

    /** Requests of a caller that has no quota of its own. */
    @WithDefault("60000")
    long callerPerMinute();

    /** Requests of a caller that has no quota of its own; without it, days are not limited. */
    OptionalLong callerPerDay();

    /** Addresses and networks that have no limit, such as those of a portal of one's own. */
    Optional<List<String>> unlimited();

    /**
     * Addresses, and as many networks and users, that are counted separately at the same time. All others share a fixed
     * number of quotas.
     */
    @WithDefault("20000")
    int tracked();

    /** Which responses tell the limits. */
    @WithDefault("all")
    Told headers();

    /** Which responses have the headers {@code RateLimit} and {@code RateLimit-Policy}. */
    enum Told {
        ALL,

        /** Those that no shared cache may store. A cache would repeat the numbers of one client to others. */
        PRIVATE
    }
}
