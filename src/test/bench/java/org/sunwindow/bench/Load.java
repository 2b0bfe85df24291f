package org.sunwindow.bench;

import java.time.Duration;

/** Repeats requests with a bounded number of them in flight. */
interface Load {

    /**
     * Runs for a time.
     *
     * @param perSecond rate of requests, or {@link Schedule#UNBOUNDED}
     */
    Sample run(Duration time, double perSecond);
}
