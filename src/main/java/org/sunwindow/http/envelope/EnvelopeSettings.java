package org.sunwindow.http.envelope;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** Which responses are put into an envelope. */
@ConfigMapping(prefix = "sunwindow.envelope")
public interface EnvelopeSettings {

    /** The envelope of every response of the API, for an instance that only a gateway calls. */
    @WithDefault("none")
    EnvelopeMode all();

    /** The envelope of requests that ask for one with {@code Prefer: envelope}, without saying which. */
    @WithDefault("true-status")
    EnvelopeMode preferred();

    /** The envelopes of callers, by their names. */
    Map<String, EnvelopeMode> callers();

    /** The {@code code} of a response without a failure. */
    @WithDefault("0")
    int successCode();
}
