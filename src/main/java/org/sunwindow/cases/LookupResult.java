package org.sunwindow.cases;

import java.time.Duration;

/** What comes of an {@link Attempt}. */
sealed interface LookupResult {

    /**
     * What may be told.
     *
     * @param progress a {@link CaseProgress} as JSON, in UTF-8, without its clock
     * @param timing   a {@link CaseTiming} as JSON, {@code null} for none
     */
    record Found(byte[] progress, String timing) implements LookupResult {}

    /** An unknown number, a wrong value and a factor that the case does not have are one. */
    record NoMatch() implements LookupResult {}

    /**
     * Too many failures, on the number, whether it exists or not, or of who asks.
     *
     * @param subject by which they were counted
     * @param left    until it may be tried again
     */
    record Locked(FailureScope subject, Duration left) implements LookupResult {}
}
