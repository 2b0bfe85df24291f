package org.sunwindow.http.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, section 14).
 *
 * @param from   first byte
 * @param length number of bytes; 0 if the file does not have this part
 */
record ByteRange(long from, long length) {

    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /**
     * Returns the requested part; empty, which means the whole file, if the header is malformed or names several parts.
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher range = header == null ? null : SINGLE.matcher(header);
        if (range == null
                || !range.matches()
                || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(range.group(2)), size);
            return Optional.of(new ByteRange(size - last, last));
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (to < from) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(from, from < size ? Math.min(to, size - 1) - from + 1 : 0));
    }

    boolean isSatisfiable() {
        return length > 0;
    }

    /** The value of {@code Content-Range}. */
    String of(long size) {
        return isSatisfiable() ? "bytes %d-%d/%d".formatted(from, from + length - 1, size) : "bytes */" + size;
    }
}
