package org.sunwindow.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A public response as it goes out.
 *
 * @param etag strong entity tag in quotes, a hash of the bytes: every instance gives the same
 */
public record ReadyResponse(byte[] bytes, String etag) {

    public static ReadyResponse of(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
            return new ReadyResponse(bytes, '"' + tag + '"');
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
