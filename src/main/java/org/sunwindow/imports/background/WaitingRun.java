package org.sunwindow.imports.background;

import java.util.UUID;

/**
 * A run that a worker has taken.
 *
 * @param token     of the worker; every attempt has its own
 * @param format    as it was given to {@link WaitingRuns#add}
 * @param attempts  to work on the run since a batch of it was stored last, this one included
 * @param cancelled whether the run was cancelled
 */
public record WaitingRun(
        UUID run,
        UUID token,
        String publisher,
        String kind,
        String format,
        boolean gzipped,
        int attempts,
        boolean cancelled) {}
