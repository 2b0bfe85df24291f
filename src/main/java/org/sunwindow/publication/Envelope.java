package org.sunwindow.publication;

import java.time.Instant;

/**
 * What the store knows of a record of any kind.
 *
 * @param key          natural key within its kind, at most 200 characters, never changes
 * @param title        what the public calls it
 * @param publisher    who publishes it, or {@code null}
 * @param division     12-digit code of the administrative division it belongs to, or {@code null}
 * @param visibleFrom  first instant at which the public may see it, or {@code null} for always
 * @param visibleUntil first instant at which the public may no longer see it, or {@code null} for never
 */
public record Envelope(
        String key, String title, String publisher, String division, Instant visibleFrom, Instant visibleUntil) {

    /** An envelope for a record that is visible as long as it is stored. */
    public static Envelope lasting(String key, String title, String publisher, String division) {
        return new Envelope(key, title, publisher, division, null, null);
    }
}
