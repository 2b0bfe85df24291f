package org.sunwindow.read.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.sunwindow.crypto.Sha256;

/**
 * A public response, ready to send.
 *
 * @param etag    entity tag, a hash of the bytes before compression, so that all instances agree; weak, because it is
 *     the same for compressed and plain bytes
 * @param gzipped whether the bytes are compressed
 */
public record ReadyResponse(byte[] bytes, String etag, boolean gzipped, Form form) {

    /**
     * The format of a response.
     *
     * @param contentType with its character set
     * @param vary        the request headers that select the response, for shared caches
     */
    public record Form(String contentType, String vary) {

        public static final String JSON_TYPE = "application/json;charset=UTF-8";
    }

    private static final int TAG_BYTES = 16;

    /** A shorter response fits into one packet uncompressed. */
    private static final int MIN_COMPRESSED = 1024;

    /**
     * @param gzip whether to compress the bytes if they are long enough
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

    /** Whether {@code If-None-Match} lists the tag of this response; tags are compared weakly. */
    boolean matches(String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.equals(etag)) {
            return true;
        }
        String opaque = etag.substring(etag.indexOf('"'));
        for (String tag : ifNoneMatch.split(",")) {
            String listed = tag.strip();
            if (listed.equals("*") || listed.equals(opaque) || listed.equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
