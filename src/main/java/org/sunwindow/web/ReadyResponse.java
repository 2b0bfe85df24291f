package org.sunwindow.web;

import java.util.Arrays;
import java.util.Base64;

/**
 * A public response as it goes out.
 *
 * @param etag entity tag, a hash of the bytes: every instance gives the same for the same; weak, because the server may
 *     still compress them
 */
public record ReadyResponse(byte[] bytes, String etag) {

    private static final int TAG_BYTES = 16;

    public static ReadyResponse of(byte[] bytes) {
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(bytes), TAG_BYTES));
        return new ReadyResponse(bytes, "W/\"" + tag + '"');
    }
}
