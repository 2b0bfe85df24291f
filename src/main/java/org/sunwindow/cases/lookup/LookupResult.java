package org.sunwindow.cases.lookup;

import java.time.Duration;
import org.sunwindow.cases.CaseProgress;
import org.sunwindow.cases.CaseTiming;
import org.sunwindow.cases.FailureScope;

sealed interface LookupResult {

    /**
     * The case was found and the factor matches.
     *
     * @param progress a {@link CaseProgress} as JSON, in UTF-8, without its clock
     * @param timing   a {@link CaseTiming} as JSON, {@code null} for none
     */
    record Found(byte[] progress, String timing) implements LookupResult {}

    /**
     * The number is unknown, the factor is wrong, or the case has no such factor. These are indistinguishable to
     * callers.
     */
    record NoMatch() implements LookupResult {}

    /**
     * Too many failures of the number, whether it exists or not, or of the requester.
     *
     * @param scope     of the counter that is locked
     * @param remaining time until the lock ends
     */
    record Locked(FailureScope scope, Duration remaining) implements LookupResult {}

    /** A challenge must be solved first, or the solution that was sent has been used. */
    record ChallengeRequired() implements LookupResult {}
}
