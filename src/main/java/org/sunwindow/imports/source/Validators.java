package org.sunwindow.imports.source;

import java.util.regex.Pattern;

/**
 * Values by which a server can be asked whether a file has changed.
 *
 * @param etag         may be {@code null}
 * @param lastModified as sent, may be {@code null}
 */
record Validators(String etag, String lastModified) {

    static final Validators NONE = new Validators(null, null);

    /** What may be sent back in a header. */
    private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7E]{1,500}");

    Validators {
        etag = usable(etag);
        lastModified = usable(lastModified);
    }

    private static String usable(String header) {
        return header == null || !HEADER.matcher(header).matches() ? null : header;
    }

    boolean isEmpty() {
        return etag == null && lastModified == null;
    }
}
