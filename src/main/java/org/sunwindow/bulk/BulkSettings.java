package org.sunwindow.bulk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the change feed and of exports, under {@code sunwindow.bulk}. */
@ConfigMapping(prefix = "sunwindow.bulk")
public interface BulkSettings {

    /** Folder of exported files. It may be lost, and is emptied at the start. */
    @WithDefault("data/exports")
    Path directory();

    /**
     * Time for which an export is offered although records were published or changed since. What was withdrawn or has
     * expired since is never offered.
     */
    @WithDefault("60s")
    Duration exportAge();

    /** Time for which a request waits for an export; after that it is answered with 503, and the work goes on. */
    @WithDefault("20s")
    Duration exportWait();

    /**
     * Requests that wait for changes at the same time, at most a tenth of them by one address; further ones without
     * changes are refused with 503. As many streams may be open, with the same limits.
     */
    @WithDefault("1000")
    int maxWaiting();
}
