package org.sunwindow.harvest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What harvesters are told beside what the records say, under the prefix {@code sunwindow.harvest}. */
@ConfigMapping(prefix = "sunwindow.harvest")
public interface HarvestSettings {

    /**
     * Address of the licence under which everything public may be used, such as {@code
     * https://creativecommons.org/licenses/by/4.0/}. Without it the catalogue states none.
     */
    Optional<String> licence();
}
