package org.sunwindow.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of webhooks, under the prefix {@code sunwindow.webhooks}. */
@ConfigMapping(prefix = "sunwindow.webhooks")
public interface WebhookSettings {

    /**
     * Hosts to which notices may be sent, in the form {@code [http://]name[:port][@network]} of the hosts that sources are fetched
     * from. By default none, so that there are no webhooks.
     */
    Optional<List<String>> allowedHosts();

    /** A file of certificates in PEM that are trusted in place of the usual authorities. */
    Optional<Path> certificates();

    /** Interval at which changes are looked for and due notices are sent; {@code off} for an instance that does neither. */
    @WithDefault("1s")
    String every();

    /** Longest exchange with a receiver. */
    @WithDefault("10s")
    Duration timeout();

    /** An instance without a sign of life for this long is considered dead, and another one sends its notices again. */
    @WithDefault("1m")
    Duration lease();

    /** Receivers that an instance sends to at the same time. */
    @WithDefault("32")
    int parallel();

    /** Longest wait after a failure, unless the receiver asks for more. */
    @WithDefault("1h")
    Duration longestWait();

    /** How long a notice is tried before it becomes a dead letter. */
    @WithDefault("3d")
    Duration deadAfter();

    /** How long dead letters are kept. */
    @WithDefault("30d")
    Duration keepDead();

    /** How long the secret before a new one signs as well. */
    @WithDefault("1d")
    Duration rotation();

    /** Webhooks of a caller. */
    @WithDefault("20")
    int maxPerCaller();
}
