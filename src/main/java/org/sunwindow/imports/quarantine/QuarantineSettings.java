package org.sunwindow.imports.quarantine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the quarantine, under the prefix {@code sunwindow.quarantine}. */
@ConfigMapping(prefix = "sunwindow.quarantine")
public interface QuarantineSettings {

    /**
     * How long an entry is kept after the line was sent last, or after it was mended. Excerpts in the rejects of
     * imports are deleted after the same time.
     */
    @WithDefault("30d")
    Duration held();

    /** How long a release is valid after it was granted, or after an import used it last. */
    @WithDefault("400d")
    Duration released();

    /** Open entries of one publisher. Lines beyond are refused without an entry, and cannot be released. */
    @WithDefault("10000")
    int maxHeld();
}
