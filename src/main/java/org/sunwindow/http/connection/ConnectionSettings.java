package org.sunwindow.http.connection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of connections, under the prefix {@code sunwindow.connections}. */
@ConfigMapping(prefix = "sunwindow.connections")
public interface ConnectionSettings {

    /**
     * Maximum time to complete a header after its first packet. Also the maximum time for a new connection to send its
     * first packet.
     */
    @WithDefault("20s")
    Duration headerTimeout();

    /**
     * Longest time for which a body may stay behind {@link #bodyRate}. Only time in which the service waits for the
     * client counts.
     */
    @WithDefault("20s")
    Duration bodyTimeout();

    /** Least rate of a body, in bytes a second. */
    @WithDefault("1024")
    int bodyRate();

    /**
     * Requests of one connection that may wait for the responses before them. With more, the connection is closed after
     * these responses.
     */
    @WithDefault("100")
    int maxPipelined();

    /** Time without progress after which a connection whose client does not read its responses is dropped. */
    @WithDefault("30s")
    Duration stalledTimeout();

    /**
     * Bytes that may wait for clients that read slowly. With more, the connection that has made no progress for the
     * longest time is dropped.
     */
    @WithDefault("32M")
    MemorySize maxPending();

    /**
     * Memory of bodies that are not complete. The service collects them before it calls an endpoint; longer ones are
     * streamed and not counted. If they need more, the request whose body has been incomplete for the longest time is
     * refused.
     */
    @WithDefault("32M")
    MemorySize maxPendingInput();

    /**
     * Longest remainder of a body that is read and discarded after an early response. A longer one ends the connection.
     */
    @WithDefault("64K")
    MemorySize maxDiscarded();

    /** Time for a client to read the last response of a connection before it is closed. */
    @WithDefault("5s")
    Duration linger();
}
