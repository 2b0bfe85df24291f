package org.sunwindow.web;

import java.util.Arrays;
import java.util.Base64;

/**
 * A public response as it goes out.
 *
 * @param etag strong entity tag in quotes, a hash of the bytes: every instance gives the same
 */
public record ReadyResponse(byte[] bytes, String etag) {

    private static final int TAG_BYTES = 16;

    public static ReadyResponse of(byte[] bytes) {
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(bytes), TAG_BYTES));
        return new ReadyResponse(bytes, '"' + tag + '"');
    }
}
