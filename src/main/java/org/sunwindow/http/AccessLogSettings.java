package org.sunwindow.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the access log, under the prefix {@code sunwindow.access-log}. */
@ConfigMapping(prefix = "sunwindow.access-log")
public interface AccessLogSettings {

    /** Whether every request is logged. */
    @WithDefault("false")
    boolean enabled();
}
