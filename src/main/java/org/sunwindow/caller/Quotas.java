package org.sunwindow.caller;

import java.util.OptionalLong;

/**
 * Requests that a caller may send; for what is empty, the limits of all callers apply.
 *
 * @param perMinute at least 1
 * @param perDay    at least 1
 */
public record Quotas(OptionalLong perMinute, OptionalLong perDay) {

    public static final Quotas NONE = new Quotas(OptionalLong.empty(), OptionalLong.empty());
}
