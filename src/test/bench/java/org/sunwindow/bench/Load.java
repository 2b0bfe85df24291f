package org.sunwindow.bench;

import java.time.Duration;

/** Something that can ask all questions, round and round, with a fixed number of them under way at most. */
interface Load {

    /**
     * @param perSecond the rate to keep, or {@link Schedule#UNBOUNDED}
     */
    Sample run(Duration time, double perSecond);
}
