package org.sunwindow.imports.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the watched folder, under the prefix {@code sunwindow.inbox}. */
@ConfigMapping(prefix = "sunwindow.inbox")
public interface InboxSettings {

    /**
     * Absolute path of a folder that contains a folder for each publisher. Without it, nothing is watched. Several
     * instances may share it. The variable {@code SUNWINDOW_INBOX} sets it, too.
     */
    Optional<Path> folder();

    /** Files of one publisher that an instance imports before it looks at the next publisher. */
    @WithDefault("20")
    int files();

    /**
     * An instance without a sign of life for this long is considered dead, and the files that it was importing are
     * imported again.
     */
    @WithDefault("5m")
    Duration lease();
}
