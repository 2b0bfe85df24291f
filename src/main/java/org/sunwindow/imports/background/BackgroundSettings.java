package org.sunwindow.imports.background;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of imports in the background, under the prefix {@code sunwindow.imports.background}. */
@ConfigMapping(prefix = "sunwindow.imports.background")
public interface BackgroundSettings {

    /** Runs that this instance works on at the same time. With 0, it leaves all of them to other instances. */
    @WithDefault("2")
    int workers();

    /**
     * Bytes of all bodies that wait, as they were sent; a body counts as 1 MiB at least. The bodies of one publisher
     * may have half of this, so that there is room for others.
     */
    @WithDefault("1073741824")
    long maxBytes();

    /** A run that its worker has not touched for this time is taken up by another one. At least ten seconds. */
    @WithDefault("2m")
    Duration lease();

    /** After this time a body is deleted, and its run ends, whether it is complete or not. */
    @WithDefault("1d")
    Duration keep();
}
