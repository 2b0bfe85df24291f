package org.sunwindow.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.sunwindow.json.Sha256;

/**
 * A public response as it goes out.
 *
 * @param etag    entity tag, a hash of the bytes before compression: every instance gives the same for the same; weak,
 *                because compressed or not it is the same answer
 * @param gzipped whether the bytes are compressed
 * @param form    how it is written
 */
public record ReadyResponse(byte[] bytes, String etag, boolean gzipped, Form form) {

    /**
     * How an answer is written.
     *
     * @param contentType with its character set
     * @param vary        headers of the request that decide about the answer, as {@code Vary} tells shared caches
     */
    public record Form(String contentType, String vary) {}

    private static final int TAG_BYTES = 16;

    /** Shorter ones fit into one packet anyway. */
    private static final int MIN_COMPRESSED = 1024;

    /**
     * @param gzip whether it is to be compressed, where that is worth it
     */
    static ReadyResponse of(byte[] bytes, boolean gzip, Form form) {
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(bytes), TAG_BYTES));
        boolean gzipped = gzip && bytes.length >= MIN_COMPRESSED;
        return new ReadyResponse(gzipped ? compressed(bytes) : bytes, "W/\"" + tag + '"', gzipped, form);
    }

    private static byte[] compressed(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 4);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** Whether a caller that holds some tags holds this; If-None-Match compares weakly. */
    public boolean isHeld(String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.equals(etag)) {
            return true;
        }
        String opaque = etag.substring(etag.indexOf('"'));
        for (String tag : ifNoneMatch.split(",")) {
            String held = tag.strip();
            if (held.equals("*") || held.equals(opaque) || held.equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
